package io.concordat.web.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.UserDirectory;
import io.concordat.schedule.Rights;
import io.concordat.schedule.StoredEntry;
import io.concordat.schedule.StoredSchedule;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.web.Answers;
import io.concordat.web.Gate;
import io.concordat.web.Idempotency;
import io.concordat.web.Incoming;
import io.concordat.web.JsonIn;
import io.concordat.web.Ports;
import io.concordat.web.Precondition;
import io.concordat.web.Query;
import io.concordat.web.Refusal;
import io.concordat.web.Written;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** {@code /api/v1/schedule/entries}. */
@Controller("/api/v1/schedule/entries")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
@Produces(MediaType.ALL)
final class EntryRoutes {
  private static final Set<String> WRITERS = Set.of(Rights.UPDATE, Rights.ALL);

  private final Gate gate;
  private final Transactions transactions;
  private final StoredSchedule schedule;
  private final UserDirectory users;
  private final Audit audit;
  private final Idempotency idempotency;
  private final Ports ports;

  EntryRoutes(
      Gate gate,
      Transactions transactions,
      StoredSchedule schedule,
      UserDirectory users,
      Audit audit,
      InstantSource clock,
      Ports ports) {
    this.gate = gate;
    this.transactions = transactions;
    this.schedule = schedule;
    this.users = users;
    this.audit = audit;
    this.idempotency = new Idempotency(clock);
    this.ports = ports;
  }

  /** A write's work, inside its transaction. */
  private interface Write {
    Written by(EntryWrites writes, Optional<byte[]> body);
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    return gate.enter(
        request,
        "schedule_entry.list",
        Set.of(Rights.READ),
        caller -> Answers.json(200, list(request, caller)));
  }

  private ObjectNode list(HttpRequest<?> request, Caller caller) {
    return transactions.call(
        tx ->
            new EntryLists(schedule, tx, caller, ports.badges().values()).list(Query.of(request)));
  }

  @Get("/{id}")
  HttpResponse<?> read(HttpRequest<?> request, String id) {
    return gate.enter(
        request,
        "schedule_entry.read",
        Set.of(Rights.READ),
        caller -> transactions.call(tx -> read(request, tx, caller, id)));
  }

  private HttpResponse<?> read(HttpRequest<?> request, Tx tx, Caller caller, String id) {
    Query query = Query.of(request);
    query.only("recurrenceId");
    StoredEntry stored =
        JsonIn.asUuid(id)
            .flatMap(uuid -> schedule.find(tx, new ScheduleEntryId(uuid)))
            .orElseThrow(() -> Refusal.notFound(id));
    ObjectNode json = shown(request, stored, caller);
    return Answers.json(200, json).header("ETag", Precondition.etag(stored.entry().version()));
  }

  private static ObjectNode shown(HttpRequest<?> request, StoredEntry stored, Caller caller) {
    EntryContent content = stored.entry().content();
    return switch (Scope.of(request.getParameters(), content)) {
      case Scope.All all -> EntryJson.of(stored, caller.user());
      case Scope.This(var slot) ->
          EntryJson.of(stored, slot, EntryWrites.occurrence(content, slot), caller.user());
      case Scope.Following(var slot) ->
          throw Refusal.of(400, "invalid_scope", "scope is not for reading.", "scope");
    };
  }

  @Post
  HttpResponse<?> create(HttpRequest<?> request) {
    return write(
        request,
        "schedule_entry.create",
        (writes, body) -> {
          Query.of(request).only();
          return writes.create(JsonIn.object(body));
        });
  }

  @Patch("/{id}")
  HttpResponse<?> patch(HttpRequest<?> request, String id) {
    return write(
        request,
        "schedule_entry.update",
        (writes, body) -> {
          StoredEntry stored = writable(request, writes, id);
          return writes.patch(stored, scope(request, stored), JsonIn.object(body));
        });
  }

  @Delete("/{id}")
  HttpResponse<?> delete(HttpRequest<?> request, String id) {
    return write(
        request,
        "schedule_entry.delete",
        (writes, body) -> {
          StoredEntry stored = writable(request, writes, id);
          return writes.delete(stored, scope(request, stored));
        });
  }

  private static StoredEntry writable(HttpRequest<?> request, EntryWrites writes, String id) {
    Query.of(request).only("scope", "recurrenceId");
    StoredEntry stored = writes.writable(id);
    Precondition.check(request, stored.entry().version());
    return stored;
  }

  private static Scope scope(HttpRequest<?> request, StoredEntry stored) {
    return Scope.of(request.getParameters(), stored.entry().content());
  }

  /** The body is read before a connection of the small pool is taken. */
  private HttpResponse<?> write(HttpRequest<?> request, String action, Write write) {
    return gate.enter(
        request,
        action,
        WRITERS,
        caller -> {
          Optional<byte[]> body = Incoming.body(request);
          Write noted = noted(request, action, write);
          return transactions.call(tx -> once(tx, request, body, caller, noted)).response();
        });
  }

  private Write noted(HttpRequest<?> request, String action, Write write) {
    return (writes, body) -> {
      Written written = write.by(writes, body);
      String scope = request.getParameters().get("scope", String.class).orElse("");
      writes.note(audit, action, written, last(request.getPath()), scope);
      return written;
    };
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private Written once(
      Tx tx, HttpRequest<?> request, Optional<byte[]> body, Caller caller, Write write) {
    var writes = new EntryWrites(schedule, users, tx, caller);
    return idempotency.once(tx, request, body, caller, () -> write.by(writes, body));
  }
}

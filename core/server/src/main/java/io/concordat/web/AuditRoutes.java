package io.concordat.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.audit.AuditLog;
import io.concordat.audit.Search;
import io.concordat.identity.Permissions;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.tenant.Transactions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /api/v1/audit}: who did what, and what was refused, newest first. */
@Controller("/api/v1/audit")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class AuditRoutes {
  private static final List<String> OUTCOMES = List.of("ok", "denied", "not_found", "failed");

  private final Gate gate;
  private final Transactions transactions;
  private final AuditLog log;

  AuditRoutes(Gate gate, Transactions transactions, AuditLog log) {
    this.gate = gate;
    this.transactions = transactions;
    this.log = log;
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    return gate.enter(
        request,
        "audit.list",
        Set.of(Permissions.AUDIT_READ),
        caller -> {
          Query query = Query.of(request);
          query.only("from", "to", "user", "action", "subject", "outcome", "limit", "cursor");
          Search search = search(query);
          List<AuditLog.Line> lines = transactions.call(tx -> log.find(tx, search));
          return Answers.json(
              200, Listing.upTo(query.limit(), lines, AuditRoutes::json, AuditRoutes::mark));
        });
  }

  /** One more than the page, to know whether there is another. */
  private static Search search(Query query) {
    return new Search(
        query.time("from").map(OffsetDateTime::toInstant),
        query.time("to").map(OffsetDateTime::toInstant),
        query.text("user").map(text -> JsonIn.uuid(text, "user")),
        text(query, "action"),
        text(query, "subject"),
        query.text("outcome").map(AuditRoutes::outcome),
        query.text("cursor").map(AuditRoutes::mark),
        query.limit() + 1);
  }

  private static Optional<String> text(Query query, String name) {
    Optional<String> text = query.text(name);
    if (text.filter(it -> it.indexOf('\0') >= 0).isPresent()) {
      throw Refusal.of(400, "invalid_value", name + ": must not contain NUL.", name);
    }
    return text;
  }

  private static String outcome(String text) {
    if (!OUTCOMES.contains(text)) {
      throw Refusal.of(
          400,
          "invalid_value",
          "outcome: is one of " + String.join(", ", OUTCOMES) + ".",
          "outcome");
    }
    return text;
  }

  private static ObjectNode json(AuditLog.Line line) {
    Audit.Entry entry = line.entry();
    ObjectNode json =
        JsonNodeFactory.instance.objectNode().put("id", line.id()).put("at", line.at().toString());
    entry
        .user()
        .ifPresentOrElse(user -> json.put("userId", user.toString()), () -> json.putNull("userId"));
    json.put("action", entry.action())
        .put("subject", entry.subject())
        .put("outcome", entry.outcome());
    ObjectNode detail = json.putObject("detail");
    entry.detail().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(one -> detail.put(one.getKey(), one.getValue()));
    return json;
  }

  private static String mark(AuditLog.Line line) {
    return new Search.Mark(line.at(), line.id()).text();
  }

  private static Search.Mark mark(String cursor) {
    return Search.Mark.read(cursor).orElseThrow(Listing::unknownCursor);
  }
}

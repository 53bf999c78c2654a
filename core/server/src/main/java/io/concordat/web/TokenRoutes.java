package io.concordat.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.NewToken;
import io.concordat.identity.Permissions;
import io.concordat.identity.Tokens;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code /api/v1/tokens}: the caller's own API tokens. */
@Controller("/api/v1/tokens")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.ALL)
final class TokenRoutes {
  private static final int LONGEST = 200;

  private final Gate gate;
  private final Transactions transactions;
  private final Tokens tokens;
  private final Audit audit;
  private final InstantSource clock;

  TokenRoutes(
      Gate gate, Transactions transactions, Tokens tokens, Audit audit, InstantSource clock) {
    this.gate = gate;
    this.transactions = transactions;
    this.tokens = tokens;
    this.audit = audit;
    this.clock = clock;
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    return gate.enter(
        request,
        "api_token.list",
        Set.of(),
        caller -> {
          refuseCustomers(request, caller);
          return Answers.json(200, transactions.call(tx -> list(tx, caller)).toString());
        });
  }

  /** Who may do nothing has no tokens to look after. */
  private static void refuseCustomers(HttpRequest<?> request, Caller caller) {
    if (caller.permissions().isEmpty()) {
      throw Refusal.forbidden(
          "forbidden", "This needs a permission, whichever it is.", request.getPath());
    }
  }

  private ObjectNode list(Tx tx, Caller caller) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode items = json.putArray("items");
    tokens.of(tx, caller.user()).forEach(line -> items.add(json(line)));
    return json.putNull("next");
  }

  @Post
  HttpResponse<?> create(HttpRequest<?> request) {
    return gate.enter(
        request,
        "api_token.create",
        Set.of(Permissions.TOKENS_MANAGE),
        caller -> {
          NewToken wanted = read(JsonIn.object(Incoming.body(request)), caller);
          ObjectNode json = transactions.call(tx -> create(tx, wanted));
          return Answers.json(201, json.toString()).header("Cache-Control", "no-store");
        });
  }

  private ObjectNode create(Tx tx, NewToken wanted) {
    Tokens.Created created = tokens.create(tx, wanted);
    note(tx, wanted, created.id());
    ObjectNode json =
        json(
            new Tokens.Line(
                created.id(),
                wanted.name(),
                wanted.scopes(),
                clock.instant(),
                wanted.expiresAt(),
                Optional.empty()));
    return json.put("token", created.token().reveal());
  }

  private void note(Tx tx, NewToken wanted, UUID id) {
    audit.record(
        tx,
        new Audit.Entry(
            Optional.of(wanted.user()), "api_token.create", id.toString(), "ok", Map.of()));
  }

  @Delete("/{id}")
  HttpResponse<?> revoke(HttpRequest<?> request, String id) {
    return gate.enter(
        request,
        "api_token.revoke",
        Set.of(),
        caller -> {
          refuseCustomers(request, caller);
          transactions.run(tx -> revoke(tx, caller, id));
          return Answers.empty(204);
        });
  }

  private void revoke(Tx tx, Caller caller, String id) {
    UUID token = JsonIn.asUuid(id).orElseThrow(() -> Refusal.notFound(id));
    boolean own = tokens.of(tx, caller.user()).stream().anyMatch(line -> line.id().equals(token));
    if (!own || !tokens.revoke(tx, token)) {
      throw Refusal.notFound(id);
    }
    audit.record(
        tx, new Audit.Entry(Optional.of(caller.user()), "api_token.revoke", id, "ok", Map.of()));
  }

  /** A token can do no more than the one that makes it. */
  private NewToken read(ObjectNode json, Caller caller) {
    JsonIn.only(json, Set.of("name", "scopes", "expiresAt"), "");
    String name = JsonIn.text(JsonIn.required(json, "name"), "name", LONGEST);
    List<String> scopes =
        JsonIn.present(json, "scopes")
            .map(node -> JsonIn.texts(node, "scopes", LONGEST, LONGEST))
            .orElseGet(() -> caller.permissions().stream().sorted().toList());
    scopes.stream()
        .filter(scope -> !caller.may(scope))
        .findFirst()
        .ifPresent(
            scope -> {
              throw Refusal.field(
                  "unknown_scope", "scopes", "you have no permission " + scope + " to pass on.");
            });
    return new NewToken(caller.user(), name, Optional.of(scopes), expiry(json));
  }

  private Optional<Instant> expiry(ObjectNode json) {
    return JsonIn.text(json, "expiresAt", LONGEST)
        .map(
            text -> {
              Instant at = instant(text);
              if (!at.isAfter(clock.instant())) {
                throw Refusal.field("invalid_time", "expiresAt", "lies in the past.");
              }
              return at;
            });
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw Refusal.field(
          "invalid_time", "expiresAt", "not a time with an offset such as 2027-01-01T00:00:00Z.");
    }
  }

  private static ObjectNode json(Tokens.Line line) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", line.id().toString())
            .put("name", line.name());
    line.scopes()
        .ifPresentOrElse(
            scopes -> scopes.forEach(json.putArray("scopes")::add), () -> json.putNull("scopes"));
    json.put("createdAt", line.createdAt().toString());
    line.expiresAt()
        .ifPresentOrElse(
            at -> json.put("expiresAt", at.toString()), () -> json.putNull("expiresAt"));
    line.usedAt()
        .ifPresentOrElse(
            at -> json.put("lastUsedAt", at.toString()), () -> json.putNull("lastUsedAt"));
    return json;
  }
}

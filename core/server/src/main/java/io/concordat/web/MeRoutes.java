package io.concordat.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.Permissions;
import io.concordat.identity.UserDirectory;
import io.concordat.identity.UserDirectory.Change;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /api/v1/me}: the caller's own line, of which everybody may change the name. */
@Controller("/api/v1/me")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class MeRoutes {
  private static final int LONGEST = 320;

  private final Gate gate;
  private final Transactions transactions;
  private final UserDirectory users;
  private final Audit audit;
  private final Idempotency idempotency;

  MeRoutes(
      Gate gate, Transactions transactions, UserDirectory users, Audit audit, InstantSource clock) {
    this.gate = gate;
    this.transactions = transactions;
    this.users = users;
    this.audit = audit;
    this.idempotency = new Idempotency(clock);
  }

  @Get
  HttpResponse<?> read(HttpRequest<?> request) {
    return gate.enter(
        request,
        "user.read",
        Set.of(),
        caller -> transactions.call(tx -> answer(own(tx, caller))).response());
  }

  private UserDirectory.Line own(Tx tx, Caller caller) {
    return users.line(tx, caller.user()).orElseThrow();
  }

  private static Written answer(UserDirectory.Line line) {
    return Written.of(
        200, UserRoutes.json(line), Map.of("ETag", Precondition.etag(line.version())));
  }

  @Patch
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  HttpResponse<?> change(HttpRequest<?> request) {
    return gate.enter(
        request,
        "user.rename",
        Set.of(),
        caller -> {
          requireSelf(request, caller);
          Optional<byte[]> body = Incoming.body(request);
          Change wanted = read(JsonIn.object(body));
          return transactions
              .call(
                  tx ->
                      idempotency.once(
                          tx, request, body, caller, () -> change(tx, request, caller, wanted)))
              .response();
        });
  }

  /** A token that was made for something else is not its user. */
  private static void requireSelf(HttpRequest<?> request, Caller caller) {
    if (caller.session().isEmpty() && !caller.may(Permissions.USERS_MANAGE)) {
      throw Refusal.forbidden(
          "forbidden",
          "This needs a session, or the permission " + Permissions.USERS_MANAGE + ".",
          request.getPath());
    }
  }

  private static Change read(ObjectNode json) {
    JsonIn.only(json, Set.of("name"), "");
    try {
      return new Change(JsonIn.text(json, "name", LONGEST), Optional.empty(), Optional.empty());
    } catch (IllegalArgumentException e) {
      throw Refusal.field("invalid_value", "name", e.getMessage() + ".");
    }
  }

  private Written change(Tx tx, HttpRequest<?> request, Caller caller, Change wanted) {
    users.lock(tx);
    UserDirectory.Line before = own(tx, caller);
    Precondition.check(request, before.version());
    UserDirectory.Line after = users.change(tx, before, wanted).orElseThrow();
    if (after.version() != before.version()) {
      audit.record(
          tx,
          new Audit.Entry(
              Optional.of(caller.user()), "user.rename", caller.user().toString(), "ok", Map.of()));
    }
    return answer(after);
  }
}

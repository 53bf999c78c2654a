package io.concordat.web;

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
import java.util.Optional;
import java.util.Set;

/** {@code /api/v1/me}: the caller's own line, of which everybody may change the name. */
@Controller("/api/v1/me")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class MeRoutes {
  private final Gate gate;
  private final Transactions transactions;
  private final UserDirectory users;
  private final UserLines lines;
  private final Idempotency idempotency;

  MeRoutes(
      Gate gate, Transactions transactions, UserDirectory users, Audit audit, InstantSource clock) {
    this.gate = gate;
    this.transactions = transactions;
    this.users = users;
    this.lines = new UserLines(users, audit);
    this.idempotency = new Idempotency(clock);
  }

  @Get
  HttpResponse<?> read(HttpRequest<?> request) {
    return gate.enter(
        request,
        "user.read",
        Set.of(),
        caller -> transactions.call(tx -> UserLines.answer(own(tx, caller))).response());
  }

  private UserDirectory.Line own(Tx tx, Caller caller) {
    return users.line(tx, caller.user()).orElseThrow();
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
          Change wanted = UserLines.read(JsonIn.object(body), Set.of("name"), Optional.empty());
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

  private Written change(Tx tx, HttpRequest<?> request, Caller caller, Change wanted) {
    users.lock(tx);
    return UserLines.answer(
        lines.change(tx, request, caller, own(tx, caller), wanted, "user.rename"));
  }
}

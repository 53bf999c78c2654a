package io.concordat.web.people;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.Credentials;
import io.concordat.identity.Permissions;
import io.concordat.identity.UserDirectory;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.web.Answers;
import io.concordat.web.Gate;
import io.concordat.web.Incoming;
import io.concordat.web.JsonIn;
import io.concordat.web.Refusal;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One's own password, and the code by which an administrator lets somebody set theirs. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class PasswordRoutes {
  private final Gate gate;
  private final Transactions transactions;
  private final Credentials credentials;
  private final UserDirectory users;
  private final Audit audit;

  PasswordRoutes(
      Gate gate,
      Transactions transactions,
      Credentials credentials,
      UserDirectory users,
      Audit audit) {
    this.gate = gate;
    this.transactions = transactions;
    this.credentials = credentials;
    this.users = users;
    this.audit = audit;
  }

  @Post("/api/v1/me/password")
  @Consumes(MediaType.APPLICATION_JSON)
  HttpResponse<?> change(HttpRequest<?> request) {
    return gate.enter(
        request,
        "password.change",
        Set.of(),
        caller -> {
          ObjectNode json = JsonIn.object(Incoming.body(request));
          JsonIn.only(json, Set.of("currentPassword", "newPassword"), "");
          return SignInRoutes.answer(
              credentials.change(
                  caller,
                  SignInRoutes.password(json, "currentPassword"),
                  SignInRoutes.password(json, "newPassword")),
              "currentPassword",
              "is not right.");
        });
  }

  /** The code is shown this once; an earlier one is worth nothing any more. */
  @Post("/api/v1/users/{id}/password-reset")
  @Consumes(MediaType.ALL)
  HttpResponse<?> issue(HttpRequest<?> request, String id) {
    return gate.enter(
        request,
        "user.password_reset",
        Set.of(Permissions.USERS_MANAGE),
        caller -> {
          Credentials.Reset reset = transactions.call(tx -> issue(tx, caller, id));
          ObjectNode json =
              JsonNodeFactory.instance
                  .objectNode()
                  .put("code", reset.code().reveal())
                  .put("expiresAt", reset.expiresAt().toString());
          return Answers.json(201, json).header("Cache-Control", "no-store");
        });
  }

  private Credentials.Reset issue(Tx tx, Caller caller, String id) {
    UserDirectory.Line line =
        JsonIn.asUuid(id)
            .flatMap(uuid -> users.line(tx, new UserId(uuid)))
            .orElseThrow(() -> Refusal.notFound(id));
    if (!line.role().internal() || !line.user().active()) {
      throw Refusal.of(
          409, "cannot_sign_in", "Only active users who are no customers sign in with a password.");
    }
    audit.record(
        tx, new Audit.Entry(Optional.of(caller.user()), "user.password_reset", id, "ok", Map.of()));
    return credentials.issue(tx, line.user().id());
  }
}

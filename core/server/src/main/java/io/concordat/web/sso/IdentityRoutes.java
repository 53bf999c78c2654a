package io.concordat.web.sso;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.Permissions;
import io.concordat.identity.UserDirectory;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.sso.Identities;
import io.concordat.sso.Identities.Linked;
import io.concordat.sso.Identity;
import io.concordat.sso.LoginDomains;
import io.concordat.web.Gate;
import io.concordat.web.Idempotency;
import io.concordat.web.Incoming;
import io.concordat.web.JsonIn;
import io.concordat.web.Precondition;
import io.concordat.web.Refusal;
import io.concordat.web.Written;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code /api/v1/users/{id}/microsoft-identity}: who a user is at Microsoft. */
@Controller("/api/v1/users/{id}/microsoft-identity")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class IdentityRoutes {
  private final Gate gate;
  private final Transactions transactions;
  private final UserDirectory users;
  private final Identities identities;
  private final Audit audit;
  private final Idempotency idempotency;

  IdentityRoutes(
      Gate gate,
      Transactions transactions,
      UserDirectory users,
      Identities identities,
      Audit audit,
      InstantSource clock) {
    this.gate = gate;
    this.transactions = transactions;
    this.users = users;
    this.identities = identities;
    this.audit = audit;
    this.idempotency = new Idempotency(clock);
  }

  @Get
  HttpResponse<?> read(HttpRequest<?> request, String id) {
    return gate.enter(
        request,
        "user_identity.read",
        Set.of(Permissions.USERS_MANAGE),
        caller -> transactions.call(tx -> shown(identities.of(tx, known(tx, id)))).response());
  }

  private UserId known(Tx tx, String id) {
    return JsonIn.asUuid(id)
        .map(UserId::new)
        .filter(user -> users.find(tx, user).isPresent())
        .orElseThrow(() -> Refusal.notFound(id));
  }

  private record Wanted(UUID directory, UUID object) {}

  @Put
  HttpResponse<?> put(HttpRequest<?> request, String id) {
    return write(
        request,
        "user_identity.update",
        id,
        body -> {
          Wanted wanted = wanted(JsonIn.object(body));
          return (tx, caller, user) -> link(tx, caller, user, wanted);
        });
  }

  private static Wanted wanted(ObjectNode json) {
    JsonIn.only(json, Set.of("directoryId", "objectId"), "");
    Wanted wanted = new Wanted(guid(json, "directoryId"), guid(json, "objectId"));
    if (Identities.isPersonal(wanted.directory())) {
      throw Refusal.field(
          "personal_account", "directoryId", "personal accounts cannot sign in here.");
    }
    return wanted;
  }

  private static UUID guid(ObjectNode json, String field) {
    return JsonIn.asUuid(JsonIn.text(JsonIn.required(json, field), field, 40))
        .orElseThrow(
            () ->
                Refusal.field("invalid_value", field, "is a GUID, as the Entra portal shows it."));
  }

  private Written link(Tx tx, Caller caller, UserId user, Wanted wanted) {
    return switch (identities.link(tx, user, wanted.directory(), wanted.object())) {
      case Linked.Done(var identity) -> {
        note(tx, caller, "user_identity.update", user, detail(wanted));
        yield shown(Optional.of(identity));
      }
      case Linked.UnknownUser unknown -> throw Refusal.notFound(user.toString());
      case Linked.NotInternal other ->
          throw Refusal.of(
              422, "not_internal", "The user is a client-portal user, who does not sign in here.");
      case Linked.Taken taken ->
          throw Refusal.of(
              409,
              "identity_taken",
              "objectId: another user is linked to this person; unlink that one first.",
              "objectId");
    };
  }

  private static Map<String, String> detail(Wanted wanted) {
    return Map.of(
        "directoryId", wanted.directory().toString(), "objectId", wanted.object().toString());
  }

  @Delete
  HttpResponse<?> delete(HttpRequest<?> request, String id) {
    return write(request, "user_identity.delete", id, body -> this::unlink);
  }

  private Written unlink(Tx tx, Caller caller, UserId user) {
    if (identities.unlink(tx, user)) {
      note(tx, caller, "user_identity.delete", user, Map.of());
    }
    return new Written(204, Map.of(), "");
  }

  /** One write by one caller. */
  private interface Write {
    Written by(Tx tx, Caller caller, UserId user);
  }

  /** What the body asks for. */
  private interface Reading {
    Write read(Optional<byte[]> body);
  }

  private HttpResponse<?> write(HttpRequest<?> request, String action, String id, Reading reading) {
    return gate.enter(
        request,
        action,
        Set.of(Permissions.USERS_MANAGE),
        caller -> {
          Optional<byte[]> body = Incoming.body(request);
          UserId user = transactions.call(tx -> known(tx, id));
          Write write = reading.read(body);
          return transactions
              .call(
                  tx ->
                      idempotency.once(
                          tx,
                          request,
                          body,
                          caller,
                          () -> checked(tx, request, caller, user, write)))
              .response();
        });
  }

  private Written checked(Tx tx, HttpRequest<?> request, Caller caller, UserId user, Write write) {
    Precondition.checkIfSent(request, identities.of(tx, user).map(Identity::version).orElse(0L));
    return write.by(tx, caller, user);
  }

  private void note(Tx tx, Caller caller, String action, UserId user, Map<String, String> detail) {
    audit.record(
        tx, new Audit.Entry(Optional.of(caller.user()), action, user.toString(), "ok", detail));
  }

  private static Written shown(Optional<Identity> identity) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("directoryId", identity.map(it -> it.directoryId().toString()).orElse(null))
            .put("objectId", identity.map(it -> it.objectId().toString()).orElse(null))
            .put("linkedBy", identity.map(it -> LoginDomains.code(it.by())).orElse(null))
            .put("linkedAt", identity.map(it -> it.linkedAt().toString()).orElse(null));
    Map<String, String> etag =
        identity.map(it -> Map.of("ETag", Precondition.etag(it.version()))).orElse(Map.of());
    return Written.of(200, json, etag);
  }
}

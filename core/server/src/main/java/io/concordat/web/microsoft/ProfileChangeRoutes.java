package io.concordat.web.microsoft;

import io.concordat.identity.Permissions;
import io.concordat.microsoft.Changed;
import io.concordat.microsoft.Profile;
import io.concordat.microsoft.ProfileStore;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
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
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Changes of one Microsoft profile. Each needs the version that was read. */
@Controller("/api/v1/microsoft/profiles")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
@Produces(MediaType.ALL)
final class ProfileChangeRoutes {
  private static final String CAUSE = "api";

  private final Gate gate;
  private final Transactions transactions;
  private final ProfileStore profiles;
  private final ShownProfiles shown;
  private final Audit audit;
  private final InstantSource clock;
  private final Idempotency idempotency;

  ProfileChangeRoutes(
      Gate gate,
      Transactions transactions,
      ProfileStore profiles,
      ShownProfiles shown,
      Audit audit,
      InstantSource clock) {
    this.gate = gate;
    this.transactions = transactions;
    this.profiles = profiles;
    this.shown = shown;
    this.audit = audit;
    this.clock = clock;
    this.idempotency = new Idempotency(clock);
  }

  /** One change of a profile that is locked. */
  private interface Change {
    Changed of(Tx tx, Profile locked, Optional<byte[]> body);
  }

  @Patch("/{id}")
  HttpResponse<?> patch(HttpRequest<?> request, String id) {
    return change(
        request,
        "microsoft_profile.update",
        id,
        (tx, profile, body) -> {
          var wanted = ProfileIn.change(JsonIn.object(body), clock.instant());
          return ProfileIn.checked(() -> profiles.update(tx, profile, wanted, CAUSE));
        });
  }

  @Post("/{id}/archive")
  HttpResponse<?> archive(HttpRequest<?> request, String id) {
    return change(
        request,
        "microsoft_profile.archive",
        id,
        (tx, profile, body) -> {
          requireNothing(body);
          return profiles.archive(tx, profile, shown.consumers(), CAUSE);
        });
  }

  @Post("/{id}/restore")
  HttpResponse<?> restore(HttpRequest<?> request, String id) {
    return change(
        request,
        "microsoft_profile.restore",
        id,
        (tx, profile, body) -> {
          requireNothing(body);
          return profiles.restore(tx, profile, CAUSE);
        });
  }

  @Delete("/{id}")
  HttpResponse<?> delete(HttpRequest<?> request, String id) {
    return change(
        request,
        "microsoft_profile.delete",
        id,
        (tx, profile, body) -> profiles.delete(tx, profile, shown.consumers(), CAUSE));
  }

  /** These say everything by their address; a body, if there is one, is an empty object. */
  private static void requireNothing(Optional<byte[]> body) {
    if (body.isPresent()) {
      JsonIn.only(JsonIn.object(body), Set.of(), "");
    }
  }

  /** Another's profile is said to be unknown before the body is looked at. */
  private HttpResponse<?> change(HttpRequest<?> request, String action, String id, Change change) {
    return gate.enter(
        request,
        action,
        Set.of(Permissions.SETTINGS_UPDATE),
        caller -> {
          Optional<byte[]> body = Incoming.body(request);
          return transactions
              .call(
                  tx ->
                      idempotency.once(
                          tx,
                          request,
                          body,
                          caller,
                          () -> {
                            Profile locked = shown.locked(tx, id);
                            Precondition.check(request, locked.version());
                            Profile done = done(change.of(tx, locked, body));
                            note(tx, caller, action, id);
                            return answer(tx, request, done);
                          }))
              .response();
        });
  }

  private Written answer(Tx tx, HttpRequest<?> request, Profile profile) {
    if (request.getMethodName().equals("DELETE")) {
      return new Written(204, Map.of(), "");
    }
    return Written.of(
        200, shown.shown(tx, profile), Map.of("ETag", Precondition.etag(profile.version())));
  }

  private static Profile done(Changed changed) {
    return switch (changed) {
      case Changed.Done(var profile) -> profile;
      case Changed.NameTaken taken -> throw ProfileRoutes.nameTaken();
      case Changed.CredentialNeeded needed ->
          throw Refusal.field(
              "credential_needed",
              "clientId",
              "a secret belongs to its application: send the new one's clientSecret with it,"
                  + " or its certificate and privateKey.");
      case Changed.InUse(var consumers) ->
          throw Refusal.of(
              409,
              "profile_in_use",
              "The profile serves "
                  + String.join(", ", consumers)
                  + ": bind another profile there first, or none.");
    };
  }

  private void note(Tx tx, Caller caller, String action, String id) {
    audit.record(tx, new Audit.Entry(Optional.of(caller.user()), action, id, "ok", Map.of()));
  }
}

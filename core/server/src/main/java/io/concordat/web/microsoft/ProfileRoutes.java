package io.concordat.web.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.Permissions;
import io.concordat.microsoft.NewProfile;
import io.concordat.microsoft.Profile;
import io.concordat.microsoft.ProfileStore;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.web.Answers;
import io.concordat.web.Gate;
import io.concordat.web.Idempotency;
import io.concordat.web.Incoming;
import io.concordat.web.JsonIn;
import io.concordat.web.Listing;
import io.concordat.web.Precondition;
import io.concordat.web.Query;
import io.concordat.web.Refusal;
import io.concordat.web.Written;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code /api/v1/microsoft/profiles}: the tenant's apps at Microsoft. A secret only goes in. */
@Controller("/api/v1/microsoft/profiles")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.ALL)
final class ProfileRoutes {
  private static final String PATH = "/api/v1/microsoft/profiles/";

  private final Gate gate;
  private final Transactions transactions;
  private final ProfileStore profiles;
  private final ShownProfiles shown;
  private final Audit audit;
  private final InstantSource clock;
  private final Idempotency idempotency;

  ProfileRoutes(
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

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    return gate.enter(
        request,
        "microsoft_profile.list",
        Set.of(Permissions.SETTINGS_READ),
        caller -> {
          Query query = Query.of(request);
          query.only("limit", "cursor");
          return Answers.json(200, transactions.call(tx -> list(tx, query)).toString());
        });
  }

  private ObjectNode list(Tx tx, Query query) {
    int limit = query.limit();
    List<Profile> found = profiles.page(tx, query.text("cursor").map(c -> known(tx, c)), limit + 1);
    return Listing.upTo(limit, found, shown.shown(tx), last -> last.id().toString());
  }

  private UUID known(Tx tx, String cursor) {
    return JsonIn.asUuid(cursor)
        .filter(id -> profiles.find(tx, id).isPresent())
        .orElseThrow(Listing::unknownCursor);
  }

  @Get("/{id}")
  HttpResponse<?> read(HttpRequest<?> request, String id) {
    return gate.enter(
        request,
        "microsoft_profile.read",
        Set.of(Permissions.SETTINGS_READ),
        caller -> transactions.call(tx -> read(tx, id)));
  }

  private HttpResponse<?> read(Tx tx, String id) {
    Profile profile = shown.found(tx, id);
    return Answers.json(200, shown.shown(tx, profile))
        .header("ETag", Precondition.etag(profile.version()));
  }

  @Post
  HttpResponse<?> create(HttpRequest<?> request) {
    return gate.enter(
        request,
        "microsoft_profile.create",
        Set.of(Permissions.SETTINGS_UPDATE),
        caller -> {
          Optional<byte[]> body = Incoming.body(request);
          NewProfile draft = ProfileIn.read(JsonIn.object(body), clock.instant());
          return transactions
              .call(
                  tx ->
                      idempotency.once(tx, request, body, caller, () -> create(tx, caller, draft)))
              .response();
        });
  }

  private Written create(Tx tx, Caller caller, NewProfile draft) {
    Profile made = profiles.create(tx, draft, "api").orElseThrow(ProfileRoutes::nameTaken);
    String id = made.id().toString();
    audit.record(
        tx,
        new Audit.Entry(
            Optional.of(caller.user()), "microsoft_profile.create", id, "ok", Map.of()));
    return Written.of(
        201,
        shown.json().of(made, Set.of()),
        Map.of("Location", PATH + id, "ETag", Precondition.etag(made.version())));
  }

  static Refusal nameTaken() {
    return Refusal.of(
        409,
        "name_taken",
        "displayName: an active profile has this name already; take another.",
        "displayName");
  }
}

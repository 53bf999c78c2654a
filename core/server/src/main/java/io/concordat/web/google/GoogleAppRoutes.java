package io.concordat.web.google;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.google.GoogleAppStore;
import io.concordat.google.GoogleChange;
import io.concordat.google.GoogleSetup;
import io.concordat.google.Stored;
import io.concordat.identity.Permissions;
import io.concordat.spi.GoogleConsumer;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.google.GoogleConnections;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.web.Gate;
import io.concordat.web.Idempotency;
import io.concordat.web.Incoming;
import io.concordat.web.JsonIn;
import io.concordat.web.Ports;
import io.concordat.web.Precondition;
import io.concordat.web.PublicUrl;
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
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code /api/v1/google/app}: the tenant's own Google OAuth app. Its secrets only go in. */
@Controller("/api/v1/google/app")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.ALL)
final class GoogleAppRoutes {
  private static final int LONGEST = 1_000;

  private final Ports ports;
  private final Gate gate;
  private final Transactions transactions;
  private final GoogleAppStore apps;
  private final Audit audit;
  private final GoogleJson json;
  private final Idempotency idempotency;

  GoogleAppRoutes(
      Ports ports,
      Gate gate,
      Transactions transactions,
      GoogleAppStore apps,
      Audit audit,
      PublicUrl publicUrl,
      InstantSource clock) {
    this.ports = ports;
    this.gate = gate;
    this.transactions = transactions;
    this.apps = apps;
    this.audit = audit;
    this.json = new GoogleJson(ports.googleConsumers(), publicUrl);
    this.idempotency = new Idempotency(clock);
  }

  @Get
  HttpResponse<?> read(HttpRequest<?> request) {
    requireConsumer(ports);
    return gate.enter(
        request,
        "google_app.read",
        Set.of(Permissions.SETTINGS_READ),
        caller -> transactions.call(tx -> shown(tx, apps.setup(tx))).response());
  }

  private Written shown(Tx tx, Optional<GoogleSetup> setup) {
    int connections = ports.googleConnections().stream().mapToInt(held -> held.count(tx)).sum();
    return Written.of(
        200,
        json.of(setup, connections),
        setup.map(one -> Map.of("ETag", Precondition.etag(one.version()))).orElse(Map.of()));
  }

  @Put
  HttpResponse<?> put(HttpRequest<?> request) {
    requireConsumer(ports);
    return gate.enter(
        request,
        "google_app.update",
        Set.of(Permissions.SETTINGS_UPDATE),
        caller -> {
          Optional<byte[]> body = Incoming.body(request);
          GoogleChange change = GoogleIn.read(JsonIn.object(body), consumers());
          return transactions
              .call(
                  tx ->
                      idempotency.once(
                          tx, request, body, caller, () -> put(tx, request, caller, change)))
              .response();
        });
  }

  private Set<String> consumers() {
    return ports.googleConsumers().stream()
        .map(GoogleConsumer::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Written put(Tx tx, HttpRequest<?> request, Caller caller, GoogleChange change) {
    Optional<GoogleSetup> locked = apps.lock(tx);
    Precondition.checkIfSent(request, locked.map(GoogleSetup::version).orElse(0L));
    return switch (apps.put(tx, locked, change, "api")) {
      case Stored.Done(var setup) -> {
        note(tx, caller, "google_app.update", change.clientId(), Map.of());
        yield shown(tx, Optional.of(setup));
      }
      case Stored.SecretNeeded(var field) ->
          throw Refusal.field("missing_field", field, "a client id comes with its secret; add it.");
    };
  }

  /** Only whoever names the app means it. */
  @Post("/disconnect")
  HttpResponse<?> disconnect(HttpRequest<?> request) {
    requireConsumer(ports);
    return gate.enter(
        request,
        "google_app.disconnect",
        Set.of(Permissions.SETTINGS_UPDATE),
        caller -> {
          Optional<byte[]> body = Incoming.body(request);
          ObjectNode in = JsonIn.object(body);
          JsonIn.only(in, Set.of("confirm"), "");
          String confirm = JsonIn.text(JsonIn.required(in, "confirm"), "confirm", LONGEST);
          if (transactions.call(tx -> isMeant(apps.setup(tx), confirm))) {
            ports.googleConnections().forEach(GoogleConnections::farewell);
          }
          return transactions
              .call(
                  tx ->
                      idempotency.once(
                          tx, request, body, caller, () -> disconnect(tx, caller, confirm)))
              .response();
        });
  }

  private static boolean isMeant(Optional<GoogleSetup> setup, String confirm) {
    return setup.map(GoogleSetup::clientId).filter(confirm::equals).isPresent();
  }

  private Written disconnect(Tx tx, Caller caller, String confirm) {
    if (!isMeant(apps.lock(tx), confirm)) {
      throw Refusal.field(
          "confirmation_mismatch", "confirm", "is the clientId of the app; send it to confirm.");
    }
    int ended = 0;
    for (GoogleConnections held : ports.googleConnections()) {
      ended += held.disconnectAll(tx, caller.user());
    }
    note(
        tx,
        caller,
        "google_app.disconnect",
        confirm,
        Map.of("disconnected", Integer.toString(ended)));
    return Written.of(
        200, JsonNodeFactory.instance.objectNode().put("disconnected", ended), Map.of());
  }

  /** Without anybody who uses it there is no such setting. */
  static void requireConsumer(Ports ports) {
    if (ports.googleConsumers().isEmpty()) {
      throw Refusal.of(404, "not_found", "There is nothing at this address; see /openapi.");
    }
  }

  private void note(
      Tx tx, Caller caller, String action, String subject, Map<String, String> details) {
    audit.record(tx, new Audit.Entry(Optional.of(caller.user()), action, subject, "ok", details));
  }
}

package io.concordat.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.google.GoogleAppStore;
import io.concordat.identity.Permissions;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.google.GoogleApps.GoogleApp;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /api/v1/google/app}: the tenant's own Google OAuth app. Its secret only goes in. */
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

  GoogleAppRoutes(
      Ports ports, Gate gate, Transactions transactions, GoogleAppStore apps, Audit audit) {
    this.ports = ports;
    this.gate = gate;
    this.transactions = transactions;
    this.apps = apps;
    this.audit = audit;
  }

  @Get
  HttpResponse<?> read(HttpRequest<?> request) {
    requireConsumer();
    return gate.enter(
        request,
        "google_app.read",
        Set.of(Permissions.SETTINGS_READ),
        caller -> Answers.json(200, shown(transactions.call(apps::clientId))));
  }

  @Put
  HttpResponse<?> put(HttpRequest<?> request) {
    requireConsumer();
    return gate.enter(
        request,
        "google_app.update",
        Set.of(Permissions.SETTINGS_UPDATE),
        caller -> {
          GoogleApp app = read(JsonIn.object(Incoming.body(request)));
          transactions.run(tx -> put(tx, caller, app));
          return Answers.json(200, shown(Optional.of(app.clientId())));
        });
  }

  private void put(Tx tx, Caller caller, GoogleApp app) {
    apps.put(tx, app);
    audit.record(
        tx,
        new Audit.Entry(
            Optional.of(caller.user()), "google_app.update", app.clientId(), "ok", Map.of()));
  }

  /** Without anybody who uses it there is no such setting. */
  private void requireConsumer() {
    if (ports.googleConsumers().isEmpty()) {
      throw Refusal.of(404, "not_found", "There is nothing at this address; see /openapi.");
    }
  }

  private static GoogleApp read(ObjectNode json) {
    JsonIn.only(json, Set.of("clientId", "clientSecret"), "");
    return new GoogleApp(part(json, "clientId"), Secret.of(part(json, "clientSecret")));
  }

  private static String part(ObjectNode json, String field) {
    String text = JsonIn.text(JsonIn.required(json, field), field, LONGEST);
    if (!text.matches("[\\x21-\\x7e]+")) {
      throw Refusal.field(
          "invalid_value", field, "visible ASCII without spaces, as Google's console shows it.");
    }
    return text;
  }

  private static ObjectNode shown(Optional<String> clientId) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    clientId.ifPresentOrElse(id -> json.put("clientId", id), () -> json.putNull("clientId"));
    return json.put("complete", clientId.isPresent());
  }
}

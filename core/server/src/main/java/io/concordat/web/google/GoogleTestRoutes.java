package io.concordat.web.google;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.google.GoogleAppStore;
import io.concordat.google.GoogleProbe;
import io.concordat.google.GoogleProbe.Verdict;
import io.concordat.identity.Permissions;
import io.concordat.spi.GoogleConsumer;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.google.GoogleApps.GoogleApp;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.web.Answers;
import io.concordat.web.Gate;
import io.concordat.web.Ports;
import io.concordat.web.PublicUrl;
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
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks Google whether it knows the tenant's apps, and says how that went. */
@Controller("/api/v1/google/app")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.ALL)
final class GoogleTestRoutes {
  private final Ports ports;
  private final Gate gate;
  private final Transactions transactions;
  private final GoogleAppStore apps;
  private final GoogleProbe google;
  private final Audit audit;
  private final PublicUrl publicUrl;

  GoogleTestRoutes(
      Ports ports,
      Gate gate,
      Transactions transactions,
      GoogleAppStore apps,
      GoogleProbe google,
      Audit audit,
      PublicUrl publicUrl) {
    this.ports = ports;
    this.gate = gate;
    this.transactions = transactions;
    this.apps = apps;
    this.google = google;
    this.audit = audit;
    this.publicUrl = publicUrl;
  }

  /** An app and whom it serves. */
  private record Tested(GoogleApp app, List<GoogleConsumer> consumers, Verdict verdict) {}

  @Post("/test")
  HttpResponse<?> test(HttpRequest<?> request) {
    GoogleAppRoutes.requireConsumer(ports);
    return gate.enter(
        request,
        "google_app.test",
        Set.of(Permissions.SETTINGS_UPDATE),
        caller -> {
          Map<GoogleApp, List<GoogleConsumer>> stored = transactions.call(this::stored);
          if (stored.isEmpty()) {
            throw Refusal.of(
                409, "google_app_missing", "There is no app yet: enter it by PUT first.");
          }
          List<Tested> tested = new ArrayList<>();
          stored.forEach((app, consumers) -> tested.add(asked(app, consumers)));
          boolean ok = tested.stream().allMatch(one -> one.verdict() == Verdict.OK);
          transactions.run(
              tx ->
                  audit.record(
                      tx,
                      new Audit.Entry(
                          Optional.of(caller.user()),
                          "google_app.test",
                          tested.getFirst().app().clientId(),
                          ok ? "ok" : "failed",
                          Map.of())));
          return Answers.json(200, json(ok, tested));
        });
  }

  private Map<GoogleApp, List<GoogleConsumer>> stored(Tx tx) {
    var stored = new LinkedHashMap<GoogleApp, List<GoogleConsumer>>();
    apps.shared(tx).ifPresent(app -> stored.put(app, new ArrayList<>()));
    for (GoogleConsumer consumer : ports.googleConsumers()) {
      apps.find(tx, consumer.name())
          .ifPresent(app -> stored.computeIfAbsent(app, one -> new ArrayList<>()).add(consumer));
    }
    return stored;
  }

  private Tested asked(GoogleApp app, List<GoogleConsumer> consumers) {
    URI redirect =
        consumers.stream()
            .flatMap(consumer -> consumer.redirectPaths().stream())
            .findFirst()
            .map(publicUrl::at)
            .orElseGet(publicUrl::value);
    return new Tested(app, consumers, google.ask(app, redirect));
  }

  private static ObjectNode json(boolean ok, List<Tested> tested) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("ok", ok);
    ArrayNode list = json.putArray("apps");
    for (Tested one : tested) {
      ObjectNode item = list.addObject().put("clientId", one.app().clientId());
      one.consumers().forEach(consumer -> item.withArray("consumers").add(consumer.name()));
      item.put("ok", one.verdict() == Verdict.OK)
          .put("code", one.verdict().code())
          .put("detail", said(one.verdict()));
    }
    return json;
  }

  private static String said(Verdict verdict) {
    return switch (verdict) {
      case OK ->
          "Google knows the client and its secret. Redirect URIs and scopes show when somebody"
              + " connects.";
      case INVALID_CLIENT ->
          "Google does not know the client id, or the secret is not its: copy both from the"
              + " console.";
      case CLIENT_DISABLED -> "The client was switched off or deleted at Google: make a new one.";
      case REDIRECT_MISMATCH ->
          "The redirect URI is not entered at the client: see guidance.redirectUris.";
      case TEMPORARILY_UNAVAILABLE -> "Google has a trouble of its own: try again later.";
      case UNREACHABLE -> "Google could not be reached from here: check the network and try again.";
      case REFUSED -> "Google refuses the client: look at it in the console.";
    };
  }
}

package io.concordat.ee.calendar.house;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.app.Ground;
import io.concordat.microsoft.NewProfile;
import io.concordat.sandbox.MicrosoftTwin;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Microsoft's twin: one directory, our app in it, and another app for the users' own client. */
public final class Microsoft extends Office {
  public static final String CLIENT = "11111111-1111-4111-8111-111111111111";
  private static final String OUTLOOK = "22222222-2222-4222-8222-222222222222";

  private final MicrosoftTwin twin;
  private String directory = "";
  private String secret = "";
  private String redirect = "";
  private String last = "";

  Microsoft() {
    this(TwinClock.system());
  }

  public Microsoft(TwinClock clock) {
    twin = MicrosoftTwin.start(0, clock);
  }

  @Override
  public String vendor() {
    return "microsoft";
  }

  @Override
  public String base() {
    return twin.baseUrl();
  }

  @Override
  public String callbackPath() {
    return "/api/auth/microsoft/calendar/callback";
  }

  public String directory() {
    return directory;
  }

  public String secret() {
    return secret;
  }

  public TwinClock clock() {
    return twin.clock();
  }

  /** When the twin says or asks something by itself. */
  public Optional<Instant> next() {
    return twin.next();
  }

  /** Waits until everything that is due by its clock was told. */
  public void settle() {
    if (!twin.settle()) {
      throw new IllegalStateException("the twin does not come to rest");
    }
  }

  /** A profile of the tenant, bound to its calendars. */
  public void serve(Ground ground, Tx tx) {
    ground
        .microsoftBindings()
        .bind(tx, "calendar", profile(ground, tx, "first", CLIENT, secret), "test");
  }

  UUID profile(Ground ground, Tx tx, String name, String client, String clientSecret) {
    var draft = new NewProfile(name, client, directory, Secret.of(clientSecret));
    return ground.microsoftProfiles().create(tx, draft, "test").orElseThrow().id();
  }

  /** The app, with this way back. */
  public void client(String redirectUri) {
    redirect = redirectUri;
    directory = control("directories", "{\"domain\":\"example.com\"}").path("directoryId").asText();
    secret = app(CLIENT, redirectUri);
    app(OUTLOOK, "http://localhost/outlook");
  }

  /** Another app of ours, with the same way back; its secret is the last one then. */
  public String anotherClient() {
    String client = UUID.randomUUID().toString();
    last = app(client, redirect);
    return client;
  }

  public String lastSecret() {
    return last;
  }

  String app(String client, String redirectUri) {
    return control(
            "apps",
            "{\"clientId\":\"%s\",\"directoryId\":\"%s\",\"redirectUris\":[\"%s\"]}"
                .formatted(client, directory, redirectUri))
        .path("clientSecret")
        .asText();
  }

  @Override
  public void account(String email) {
    JsonNode account =
        control(
            "accounts",
            """
            {"email":"%s","timeZone":"Europe/Berlin","directoryId":"%s","clientId":"%s"}"""
                .formatted(email, directory, OUTLOOK));
    known(email, account.path("accessToken").asText());
  }

  @Override
  public String add(String email, String title) {
    JsonNode event =
        insert(
            email,
            """
            {"subject":"%s","start":{"dateTime":"2026-11-23T09:00:00","timeZone":"Europe/Berlin"},
             "end":{"dateTime":"2026-11-23T09:15:00","timeZone":"Europe/Berlin"}}"""
                .formatted(title));
    return event.path("id").asText();
  }

  @Override
  public void retitle(String email, String id, String title) {
    patch(email, id, "{\"subject\":\"%s\"}".formatted(title));
  }

  @Override
  public String title(JsonNode event) {
    return event.path("subject").asText();
  }

  public JsonNode insert(String email, String event) {
    return api(email, "POST", "/v1.0/me/events", event);
  }

  public JsonNode patch(String email, String id, String event) {
    return api(email, "PATCH", "/v1.0/me/events/" + id, event);
  }

  @Override
  public void delete(String email, String id) {
    api(email, "DELETE", "/v1.0/me/events/" + id, null);
  }

  public JsonNode get(String email, String id) {
    return api(email, "GET", "/v1.0/me/events/" + id, null);
  }

  @Override
  public List<JsonNode> events(String email) {
    var all = new ArrayList<JsonNode>();
    String path = "/v1.0/me/events?$top=1000";
    while (!path.isEmpty()) {
      JsonNode list = api(email, "GET", path, null);
      list.path("value").forEach(all::add);
      path = list.path("@odata.nextLink").asText().replace(base(), "");
    }
    return all;
  }

  public JsonNode api(String email, String method, String path, @Nullable String body) {
    Request request =
        as(email, path)
            .header("Prefer", "IdType=\"ImmutableId\"")
            .method(method, body(body))
            .build();
    return send(request);
  }

  @Override
  public void close() {
    twin.close();
  }
}

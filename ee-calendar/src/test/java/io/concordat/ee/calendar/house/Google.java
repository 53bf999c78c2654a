package io.concordat.ee.calendar.house;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.sandbox.GoogleTwin;
import io.concordat.sandbox.clock.TwinClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Google's twin. */
public final class Google extends Office {
  public static final String CLIENT = "concordat-test";

  private final GoogleTwin twin;
  private String secret = "";

  Google() {
    this(TwinClock.system());
  }

  public Google(TwinClock clock) {
    twin = GoogleTwin.start(0, clock);
  }

  @Override
  public String vendor() {
    return "google";
  }

  @Override
  public String base() {
    return twin.baseUrl();
  }

  @Override
  public String callbackPath() {
    return "/api/auth/google/calendar/callback";
  }

  public String secret() {
    return secret;
  }

  public TwinClock clock() {
    return twin.clock();
  }

  /** Waits until everything that happened was told. */
  public void settle() {
    if (!twin.settle()) {
      throw new IllegalStateException("the twin does not come to rest");
    }
  }

  public void client(String redirectUri) {
    secret =
        control(
                "clients",
                "{\"clientId\":\"%s\",\"redirectUris\":[\"%s\"]}".formatted(CLIENT, redirectUri))
            .path("clientSecret")
            .asText();
  }

  /** The secret of a client beside the usual one; it takes the same redirect URI. */
  public String anotherClient(String client) {
    String redirect =
        control("clients", "{\"clientId\":\"%s\"}".formatted(CLIENT))
            .path("redirectUris")
            .path(0)
            .asText();
    return control(
            "clients",
            "{\"clientId\":\"%s\",\"redirectUris\":[\"%s\"]}".formatted(client, redirect))
        .path("clientSecret")
        .asText();
  }

  @Override
  public void account(String email) {
    JsonNode account =
        control("accounts", "{\"email\":\"%s\",\"timeZone\":\"Europe/Berlin\"}".formatted(email));
    known(email, account.path("accessToken").asText());
  }

  /** Grants only some of what was asked for. */
  public Map<String, String> consent(String url, String email, String form, List<String> granted) {
    var body = new StringBuilder(form).append("&account=").append(encode(email));
    granted.forEach(scope -> body.append("&granular=1&granted=").append(encode(scope)));
    return answer(url, body.toString());
  }

  @Override
  public String add(String email, String title) {
    JsonNode event =
        insert(
            email,
            """
            {"summary":"%s","start":{"dateTime":"2026-11-23T09:00:00","timeZone":"Europe/Berlin"},
             "end":{"dateTime":"2026-11-23T09:15:00","timeZone":"Europe/Berlin"}}"""
                .formatted(title));
    return event.path("id").asText();
  }

  @Override
  public void retitle(String email, String id, String title) {
    patch(email, id, "{\"summary\":\"%s\"}".formatted(title));
  }

  @Override
  public String title(JsonNode event) {
    return event.path("summary").asText();
  }

  public JsonNode insert(String email, String event) {
    return api(email, "POST", "events", event);
  }

  public JsonNode patch(String email, String id, String event) {
    return api(email, "PATCH", "events/" + id, event);
  }

  @Override
  public void delete(String email, String id) {
    api(email, "DELETE", "events/" + id, null);
  }

  public JsonNode get(String email, String id) {
    return api(email, "GET", "events/" + id, null);
  }

  @Override
  public List<JsonNode> events(String email) {
    return list(email, "events");
  }

  /** All pages of a listing. */
  public List<JsonNode> list(String email, String path) {
    var all = new ArrayList<JsonNode>();
    String page = path.contains("?") ? "&maxResults=2500" : "?maxResults=2500";
    do {
      JsonNode list = api(email, "GET", path + page, null);
      list.path("items").forEach(all::add);
      page =
          list.has("nextPageToken")
              ? (path.contains("?") ? "&" : "?")
                  + "maxResults=2500&pageToken="
                  + encode(list.path("nextPageToken").asText())
              : "";
    } while (!page.isEmpty());
    return all;
  }

  private JsonNode api(String email, String method, String path, @Nullable String body) {
    return send(
        as(email, "/calendar/v3/calendars/primary/" + path).method(method, body(body)).build());
  }

  @Override
  public void close() {
    twin.close();
  }
}

package io.concordat.ee.calendar.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.concordat.sandbox.GoogleTwin;
import io.concordat.sandbox.clock.TwinClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** The running twin, as its control API and as a user's own calendar client see it. */
public final class Google implements AutoCloseable {
  public static final String CLIENT = "concordat-test";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MediaType TYPE = MediaType.get("application/json");

  private final GoogleTwin twin = GoogleTwin.start(0, TwinClock.system());
  private final OkHttpClient http = new OkHttpClient.Builder().followRedirects(false).build();
  private final Map<String, String> tokens = new HashMap<>();
  private String secret = "";

  public String base() {
    return twin.baseUrl();
  }

  public String secret() {
    return secret;
  }

  public TwinClock clock() {
    return twin.clock();
  }

  void client(String redirectUri) {
    secret =
        control(
                "clients",
                "{\"clientId\":\"%s\",\"redirectUris\":[\"%s\"]}".formatted(CLIENT, redirectUri))
            .path("clientSecret")
            .asText();
  }

  public void account(String email) {
    JsonNode account =
        control("accounts", "{\"email\":\"%s\",\"timeZone\":\"Europe/Berlin\"}".formatted(email));
    tokens.put(email, account.path("accessToken").asText());
  }

  /** Approves or denies on the sign-in page; the answer is the callback's query. */
  public Map<String, String> consent(String authorizationUrl, String email, String decision) {
    return consent(authorizationUrl, email, "decision=" + decision, List.of());
  }

  public Map<String, String> consent(String url, String email, String form, List<String> granted) {
    var body = new StringBuilder(form).append("&account=").append(encode(email));
    granted.forEach(scope -> body.append("&granular=1&granted=").append(encode(scope)));
    var request =
        new Request.Builder()
            .url(url)
            .post(
                RequestBody.create(
                    body.toString(), MediaType.get("application/x-www-form-urlencoded")))
            .build();
    try (var response = http.newCall(request).execute()) {
      String location = response.header("Location");
      if (location == null) {
        throw new IllegalStateException(response.code() + " " + response.body().string());
      }
      return query(URI.create(location));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> query(URI uri) {
    var query = new HashMap<String, String>();
    for (String pair : uri.getRawQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  public JsonNode insert(String email, String event) {
    return api(email, "POST", "events", event);
  }

  public JsonNode patch(String email, String id, String event) {
    return api(email, "PATCH", "events/" + id, event);
  }

  public void delete(String email, String id) {
    api(email, "DELETE", "events/" + id, null);
  }

  public JsonNode get(String email, String id) {
    return api(email, "GET", "events/" + id, null);
  }

  /** Live events, masters and exceptions. */
  public List<JsonNode> events(String email) {
    var all = new ArrayList<JsonNode>();
    String page = "";
    do {
      JsonNode list = api(email, "GET", "events?maxResults=2500" + page, null);
      list.path("items").forEach(all::add);
      page =
          list.has("nextPageToken")
              ? "&pageToken=" + encode(list.path("nextPageToken").asText())
              : "";
    } while (!page.isEmpty());
    return all;
  }

  private JsonNode api(String email, String method, String path, @Nullable String body) {
    var request =
        new Request.Builder()
            .url(base() + "/calendar/v3/calendars/primary/" + path)
            .header("Authorization", "Bearer " + tokens.get(email))
            .method(method, body == null ? null : RequestBody.create(body, TYPE))
            .build();
    return send(request);
  }

  public JsonNode control(String path, String body) {
    return send(
        new Request.Builder()
            .url(base() + "/_sandbox/" + path)
            .post(RequestBody.create(body, TYPE))
            .build());
  }

  public JsonNode control(String path) {
    return send(new Request.Builder().url(base() + "/_sandbox/" + path).build());
  }

  public void forget(String path) {
    send(new Request.Builder().url(base() + "/_sandbox/" + path).delete().build());
  }

  /** Requests since the last {@link #quiet}, by kind: read, write, channel, oauth. */
  public int requests(String kind) {
    return control("requests/summary").path(kind).asInt();
  }

  /** Forgets the log. */
  public void quiet() {
    forget("requests");
  }

  public int mails() {
    return control("mails").path("count").asInt();
  }

  private JsonNode send(Request request) {
    try (var response = http.newCall(request).execute()) {
      String body = response.body().string();
      if (!response.isSuccessful()) {
        throw new IllegalStateException(request.url() + " " + response.code() + " " + body);
      }
      return JSON.readTree(body.isEmpty() ? "{}" : body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    twin.close();
  }
}

package io.concordat.ee.calendar.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** A running twin, as its control API and as a user's own calendar client see it. */
public abstract class Office implements AutoCloseable {
  static final MediaType TYPE = MediaType.get("application/json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");

  private final OkHttpClient http = new OkHttpClient.Builder().followRedirects(false).build();
  private final Map<String, String> tokens = new HashMap<>();

  /** In JSON and addresses. */
  public abstract String vendor();

  public abstract String base();

  /** Makes the account, or gives it tokens that work again. */
  public abstract void account(String email);

  /** A quarter of an hour on 2026-11-23; the event's id. */
  public abstract String add(String email, String title);

  public abstract void retitle(String email, String id, String title);

  public abstract void delete(String email, String id);

  /** Live events, masters and exceptions. */
  public abstract List<JsonNode> events(String email);

  public abstract String title(JsonNode event);

  abstract String callbackPath();

  final void known(String email, String accessToken) {
    tokens.put(email, accessToken);
  }

  final String token(String email) {
    return Objects.requireNonNull(tokens.get(email));
  }

  /** Approves or denies on the sign-in page; the answer is the callback's query. */
  public final Map<String, String> consent(String url, String email, String decision) {
    return answer(url, "decision=" + decision + "&account=" + encode(email));
  }

  final Map<String, String> answer(String url, String form) {
    var request = new Request.Builder().url(url).post(RequestBody.create(form, FORM)).build();
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

  public final JsonNode control(String path, String body) {
    return send(
        new Request.Builder()
            .url(base() + "/_sandbox/" + path)
            .post(RequestBody.create(body, TYPE))
            .build());
  }

  public final JsonNode control(String path) {
    return send(new Request.Builder().url(base() + "/_sandbox/" + path).build());
  }

  public final void forget(String path) {
    send(new Request.Builder().url(base() + "/_sandbox/" + path).delete().build());
  }

  /** Requests since the last {@link #quiet}, by kind: read, write, channel, oauth. */
  public final int requests(String kind) {
    return control("requests/summary").path(kind).asInt();
  }

  /** Requests that asked for tokens. */
  public final long tokenRequests() {
    return StreamSupport.stream(control("requests?limit=5000").path("items").spliterator(), false)
        .filter(row -> row.path("method").asText().equals("POST"))
        .filter(row -> row.path("path").asText().endsWith("/token"))
        .count();
  }

  /** Forgets the log. */
  public final void quiet() {
    forget("requests");
  }

  public final int mails() {
    return control("mails").path("count").asInt();
  }

  final Request.Builder as(String email, String path) {
    return new Request.Builder()
        .url(base() + path)
        .header("Authorization", "Bearer " + token(email));
  }

  static @Nullable RequestBody body(@Nullable String text) {
    return text == null ? null : RequestBody.create(text, TYPE);
  }

  final JsonNode send(Request request) {
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

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public abstract void close();
}

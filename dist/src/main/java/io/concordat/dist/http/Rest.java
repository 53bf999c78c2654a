package io.concordat.dist.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One server and, perhaps, one bearer token. */
public final class Rest {
  public static final ObjectMapper JSON = new ObjectMapper();

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final URI base;
  private final String token;

  private Rest(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  public static Rest at(URI base) {
    return new Rest(base, "");
  }

  public Rest with(String bearer) {
    return new Rest(base, bearer);
  }

  public URI base() {
    return base;
  }

  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  public Answer get(String path) {
    return send("GET", path, null, Map.of());
  }

  public Answer post(String path, @Nullable JsonNode body) {
    return send("POST", path, body, Map.of());
  }

  public Answer send(
      String method, String path, @Nullable JsonNode body, Map<String, String> headers) {
    return body == null
        ? raw(method, path, new byte[0], headers)
        : raw(method, path, bytes(body), with(headers, "Content-Type", "application/json"));
  }

  /** Any body, any content type. */
  public Answer raw(String method, String path, byte[] body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60));
    headers.forEach(request::header);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    request.method(
        method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    return exchange(request.build());
  }

  /** Every item of a list, page by page. */
  public List<JsonNode> all(String path) {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get(path + cursor).expect(200).json();
      page.path("items").forEach(items::add);
      String next = page.path("next").asText("");
      cursor =
          next.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + "cursor=" + Form.encode(next);
    } while (!cursor.isEmpty());
    return items;
  }

  private static Map<String, String> with(Map<String, String> headers, String name, String value) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(name, value);
    return all;
  }

  private static byte[] bytes(JsonNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer exchange(HttpRequest request) {
    try {
      var reply = CLIENT.send(request, BodyHandlers.ofString());
      return new Answer(
          request.method() + " " + request.uri(),
          reply.statusCode(),
          reply.headers(),
          reply.body());
    } catch (IOException e) {
      throw new NoAnswer(request.method() + " " + request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

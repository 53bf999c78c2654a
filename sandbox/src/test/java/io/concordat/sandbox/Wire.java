package io.concordat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.sandbox.Kit.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Real HTTP to a twin. */
final class Wire implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String baseUrl;

  Wire(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  HttpClient http() {
    return http;
  }

  JsonNode control(String method, String path, String body) {
    return send(method, "/_sandbox/" + path, body, "Content-Type", "application/json")
        .expect(200)
        .json();
  }

  Answer form(String path, Map<String, String> fields, String... headers) {
    List<String> all =
        new ArrayList<>(List.of("Content-Type", "application/x-www-form-urlencoded"));
    all.addAll(List.of(headers));
    return send("POST", path, encode(fields), all.toArray(String[]::new));
  }

  static String encode(Map<String, String> fields) {
    List<String> pairs = new ArrayList<>();
    fields.forEach((k, v) -> pairs.add(k + "=" + URLEncoder.encode(v, StandardCharsets.UTF_8)));
    return String.join("&", pairs);
  }

  Answer send(String method, String path, String body, String... headers) {
    try {
      return trySend(method, path, body, headers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer trySend(String method, String path, String body, String... headers) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(), json(response), response.body(), response.headers().map());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    boolean json =
        response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
    try {
      return json ? Kit.JSON.readTree(response.body()) : Kit.JSON.createObjectNode();
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return Kit.JSON.createObjectNode();
    }
  }

  @Override
  public void close() {
    http.close();
  }
}

package io.concordat.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** The JDK's client against one server, as one caller. */
public record Http(HttpClient client, int port, Optional<String> token) {
  private static final JsonMapper JSON = new JsonMapper();

  /** What came back. */
  public record Got(int status, String body, HttpResponse<String> response) {
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError("no JSON: " + body, e);
      }
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public String code() {
      return json().path("code").asText();
    }

    public Got expect(int wanted) {
      if (status != wanted) {
        throw new AssertionError("expected " + wanted + ", got " + status + ": " + body);
      }
      return this;
    }
  }

  public static Http to(int port) {
    return new Http(HttpClient.newHttpClient(), port, Optional.empty());
  }

  public Http as(String other) {
    return new Http(client, port, Optional.of(other));
  }

  public Http asNobody() {
    return new Http(client, port, Optional.empty());
  }

  public Got get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  public Got post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  public Got patch(String path, String body, String... headers) {
    return send("PATCH", path, body, headers);
  }

  public Got delete(String path, String... headers) {
    return send("DELETE", path, "", headers);
  }

  /**
   * @param headers names and values in turn; a body is JSON unless they say otherwise
   */
  public Got send(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.setHeader("Content-Type", "application/json");
    }
    token.ifPresent(t -> request.setHeader("Authorization", "Bearer " + t));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return new Got(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}

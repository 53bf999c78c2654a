package io.concordat.sandbox.subscription;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** The POST of a notification. */
final class Post {
  private final HttpClient http;

  Post(HttpClient http) {
    this.http = http;
  }

  /** The status, or 0 when nobody answers in time. */
  int to(URI url, List<Notice> notices, Function<Notice, Instant> expiry, Duration longest) {
    ArrayNode value = Json.array();
    notices.forEach(notice -> value.add(notice.json(expiry.apply(notice))));
    ObjectNode body = Json.object();
    body.set("value", value);
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(longest)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}

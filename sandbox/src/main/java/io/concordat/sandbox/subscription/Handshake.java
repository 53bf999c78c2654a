package io.concordat.sandbox.subscription;

import io.concordat.sandbox.graph.GraphError;
import io.concordat.sandbox.http.Params;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/** Asks an address whether it wants notifications, while the app waits for its subscription. */
final class Handshake {
  private final HttpClient http;

  Handshake(HttpClient http) {
    this.http = http;
  }

  /** The decoded token must come back alone, as plain text, with 200 and in time. */
  void with(URI url, Duration longest) {
    String token =
        "Validation: Testing client application reachability for subscription Request-Id: "
            + UUID.randomUUID()
            + " +/="; // decoded once and only once
    try {
      HttpResponse<String> answer =
          http.send(request(url, token, longest), HttpResponse.BodyHandlers.ofString());
      String type = answer.headers().firstValue("Content-Type").orElse("");
      boolean plain = type.toLowerCase(Locale.ROOT).startsWith("text/plain");
      if (answer.statusCode() != 200 || !plain || !answer.body().equals(token)) {
        throw refused("must respond with 200 OK and the token, not " + answer.statusCode());
      }
    } catch (IOException e) {
      throw refused("did not respond");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused("was not asked to the end");
    }
  }

  private static HttpRequest request(URI url, String token, Duration longest) {
    String query = (url.getRawQuery() == null ? "?" : "&") + "validationToken=";
    return HttpRequest.newBuilder(URI.create(url + query + Params.encode(token)))
        .timeout(longest)
        .header("Content-Type", "text/plain; charset=utf-8")
        .POST(HttpRequest.BodyPublishers.noBody())
        .build();
  }

  private static GraphError refused(String what) {
    return GraphError.of(
        400,
        "ValidationError",
        "Subscription validation request failed. Notification endpoint " + what + ".");
  }
}

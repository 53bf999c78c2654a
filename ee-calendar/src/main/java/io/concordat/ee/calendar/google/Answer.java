package io.concordat.ee.calendar.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.concordat.ee.calendar.remote.RetryAfter;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * What Google answered.
 *
 * @param body missing, unless it is JSON
 * @param retryAfter the header, verbatim
 */
record Answer(int status, JsonNode body, Optional<String> retryAfter) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Answer of(int status, byte[] body, Optional<String> retryAfter) {
    return new Answer(status, json(body), retryAfter);
  }

  boolean ok() {
    return status >= 200 && status < 300;
  }

  /** The vendor's reason code: {@code errors[0].reason}, or OAuth's {@code error}. */
  String reason() {
    var error = body.path("error");
    return error.isTextual()
        ? error.asText()
        : error.path("errors").path(0).path("reason").asText();
  }

  /** When {@code Retry-After} ends, if it says so. */
  Optional<Instant> retryAt(Instant now) {
    return retryAfter.flatMap(text -> RetryAfter.ends(text, now));
  }

  private static JsonNode json(byte[] body) {
    try {
      var json = body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
      return json.isObject() ? json : MissingNode.getInstance();
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}

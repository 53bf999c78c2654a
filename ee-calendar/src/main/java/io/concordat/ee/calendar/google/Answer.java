package io.concordat.ee.calendar.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.concordat.ee.calendar.remote.RetryAfter;
import java.io.IOException;

/**
 * What Google answered.
 *
 * @param body missing, unless it is JSON
 */
record Answer(int status, JsonNode body, RetryAfter retryAfter) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Answer of(int status, byte[] body, RetryAfter retryAfter) {
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

  private static JsonNode json(byte[] body) {
    try {
      var json = body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
      return json.isObject() ? json : MissingNode.getInstance();
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}

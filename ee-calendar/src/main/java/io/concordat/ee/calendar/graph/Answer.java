package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.concordat.ee.calendar.remote.RetryAfter;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What Microsoft answered: Graph, an item of a {@code $batch}, or the token endpoint.
 *
 * @param body missing, unless it is a JSON object
 */
record Answer(int status, JsonNode body, RetryAfter retryAfter) {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final int DEEPEST = 8;

  static Answer of(int status, byte[] body, RetryAfter retryAfter) {
    return new Answer(status, json(body), retryAfter);
  }

  boolean ok() {
    return status >= 200 && status < 300;
  }

  /** Whether Microsoft itself gave a reason, rather than some proxy's page. */
  boolean explained() {
    return !code().isEmpty();
  }

  /** Graph's {@code error.code}, or OAuth's {@code error}. */
  String code() {
    var error = body.path("error");
    return error.isTextual() ? error.asText() : error.path("code").asText();
  }

  /** Every code of the error, the inner ones too, in lower case: Graph nests them at will. */
  Set<String> codes() {
    var codes = new HashSet<String>();
    var error = body.path("error");
    for (int depth = 0; depth < DEEPEST && error.isObject(); depth++) {
      var code = error.path("code").asText();
      if (!code.isEmpty()) {
        codes.add(code.toLowerCase(Locale.ROOT));
      }
      error = error.has("innerError") ? error.path("innerError") : error.path("innererror");
    }
    return codes;
  }

  /** Whether one of the codes is this one. */
  boolean says(String code) {
    return codes().contains(code.toLowerCase(Locale.ROOT));
  }

  /** The AADSTS numbers of a token endpoint's error. */
  Set<Integer> numbers() {
    var numbers = new HashSet<Integer>();
    body.path("error_codes").forEach(number -> numbers.add(number.asInt()));
    return numbers;
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

package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A request to Graph.
 *
 * @param call a bounded name for meters and messages
 * @param target below {@code /v1.0}, percent-encoded; or a whole address that Graph itself gave
 * @param pageSize asked for, 0 if the call has no pages
 */
record Ask(
    String call,
    String method,
    String target,
    Optional<JsonNode> body,
    Optional<String> ifMatch,
    int pageSize) {

  static Ask get(String call, String target) {
    return new Ask(call, "GET", target, Optional.empty(), Optional.empty(), 0);
  }

  static Ask page(String call, String target, int pageSize) {
    return new Ask(call, "GET", target, Optional.empty(), Optional.empty(), pageSize);
  }

  static Ask post(String call, String target, JsonNode body) {
    return new Ask(call, "POST", target, Optional.of(body), Optional.empty(), 0);
  }

  static Ask patch(String call, String target, JsonNode body, Optional<String> ifMatch) {
    return new Ask(call, "PATCH", target, Optional.of(body), ifMatch, 0);
  }

  static Ask delete(String call, String target, Optional<String> ifMatch) {
    return new Ask(call, "DELETE", target, Optional.empty(), ifMatch, 0);
  }
}

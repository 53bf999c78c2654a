package io.concordat.ee.calendar.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
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

  /** When {@code Retry-After} ends: seconds, or an HTTP date. */
  Optional<Instant> retryAt(Instant now) {
    return retryAfter.flatMap(text -> instant(text.strip(), now));
  }

  private static Optional<Instant> instant(String text, Instant now) {
    if (text.matches("\\d{1,9}")) {
      return Optional.of(now.plusSeconds(Long.parseLong(text)));
    }
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
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

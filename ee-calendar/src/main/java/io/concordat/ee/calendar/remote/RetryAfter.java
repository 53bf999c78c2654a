package io.concordat.ee.calendar.remote;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** RFC 9110, 10.2.3: how long to stay away, as seconds or as an HTTP date. */
public final class RetryAfter {
  private RetryAfter() {}

  /** When the header's wait ends; empty if it says nothing that can be understood. */
  public static Optional<Instant> ends(String header, Instant now) {
    String text = header.strip();
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
}

package io.concordat.ee.calendar.remote;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9110, 10.2.3: how long to stay away, as seconds or as an HTTP date.
 *
 * @param header verbatim
 */
public record RetryAfter(Optional<String> header) {
  public static final RetryAfter NONE = new RetryAfter(Optional.empty());

  public static RetryAfter of(@Nullable String header) {
    return header == null ? NONE : new RetryAfter(Optional.of(header));
  }

  /** When the wait ends; empty if there is none, or it says nothing that can be understood. */
  public Optional<Instant> ends(Instant now) {
    return header.map(String::strip).flatMap(text -> ends(text, now));
  }

  private static Optional<Instant> ends(String text, Instant now) {
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

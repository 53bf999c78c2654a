package io.concordat.ee.calendar.provider;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Where the next page of a list begins; opaque to callers. */
public record Cursor(Instant at, UUID id) {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  public static Optional<Cursor> parse(Optional<String> text) {
    return text.map(Cursor::parse);
  }

  private static Cursor parse(String text) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split("/", -1);
      return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
      throw new BadBody(
          "invalid_cursor", "cursor", "Not a cursor: take it from `next` of the page before.");
    }
  }

  /** The {@code limit} of a list: 1 to 500, 100 unless told. */
  public static int limit(Optional<String> text) {
    try {
      int limit = text.map(Integer::parseInt).orElse(100);
      if (limit >= 1 && limit <= 500) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Answered below like a number out of range.
    }
    throw new BadBody("invalid_value", "limit", "Must be a number from 1 to 500.");
  }

  public String text() {
    return ENCODER.encodeToString((at + "/" + id).getBytes(StandardCharsets.US_ASCII));
  }
}

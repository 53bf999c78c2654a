package io.concordat.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What is looked for in a tenant's log, newest first; what is empty does not matter.
 *
 * @param to exclusive
 * @param before where the page before ended
 */
public record Search(
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<UUID> user,
    Optional<String> action,
    Optional<String> subject,
    Optional<String> outcome,
    Optional<Mark> before,
    int limit) {

  /** A line's place in the order. */
  public record Mark(Instant at, long id) {
    /** Safe in a URL. */
    public String text() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((at + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    /** Empty for what is none. */
    public static Optional<Mark> read(String text) {
      try {
        String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        String[] parts = plain.split(" ", -1);
        return parts.length == 2
            ? Optional.of(new Mark(Instant.parse(parts[0]), Long.parseLong(parts[1])))
            : Optional.empty();
      } catch (IllegalArgumentException | DateTimeParseException e) {
        return Optional.empty();
      }
    }
  }
}

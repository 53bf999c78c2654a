package io.concordat.sandbox.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A page or sync token: opaque to clients, readable here.
 *
 * @param kind {@code p} for a page of a walk over changes, {@code o} for a page of a snapshot,
 *     {@code s} for a sync token
 * @param position the last change seen, or the offset in a snapshot
 * @param query the parameters the token belongs to
 */
record Token(
    String kind, String bookId, String generation, long position, String query, Instant issued) {

  String encoded() {
    String text =
        String.join(
            "|",
            kind,
            bookId,
            generation,
            Long.toString(position),
            Integer.toHexString(query.hashCode()),
            Long.toString(issued.getEpochSecond()));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static Optional<Token> decode(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      String[] parts = plain.split("\\|", -1);
      return parts.length == 6
          ? Optional.of(
              new Token(
                  parts[0],
                  parts[1],
                  parts[2],
                  Long.parseLong(parts[3]),
                  parts[4],
                  Instant.ofEpochSecond(Long.parseLong(parts[5]))))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A decoded token carries the query's hash in place of the query. */
  boolean belongsTo(String otherQuery) {
    return query.equals(Integer.toHexString(otherQuery.hashCode()));
  }
}

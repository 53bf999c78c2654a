package io.concordat.audit;

import java.time.Instant;
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
  public record Mark(Instant at, long id) {}
}

package io.concordat.ee.calendar.watch;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A channel as stored, from before the vendor is asked for it.
 *
 * @param status {@code asked}; {@code live}: granted; {@code retired}: to be stopped; {@code
 *     orphaned}: asked for in vain, as far as we know; {@code ended} ones are kept as history only
 * @param callback where its notices go; empty for those of old
 * @param grantedAt when the vendor last gave it a life
 * @param failures in a row to open or renew one for this provider
 */
record Channel(
    String id,
    UUID provider,
    Optional<String> resourceId,
    String status,
    Optional<String> callback,
    Instant expiresAt,
    Instant renewAt,
    Instant createdAt,
    Optional<Instant> grantedAt,
    int failures) {
  /** A vendor that has just confirmed a channel is not asked to confirm it again at once. */
  private static final Duration APART = Duration.ofMinutes(10);

  boolean granted() {
    return status.equals("live");
  }

  /** Whether notices come by it. */
  boolean live(Instant now) {
    return granted() && expiresAt.isAfter(now);
  }

  boolean due(Instant now) {
    return !expiresAt.isAfter(now) || !renewAt.isAfter(now);
  }

  boolean asked() {
    return status.equals("asked");
  }

  boolean replaced() {
    return status.equals("retired");
  }

  /** Asked for, and nobody knows what became of it: the vendor may hold it. */
  boolean lost() {
    return asked() || status.equals("orphaned");
  }

  boolean calls(URI address) {
    return callback.filter(address.toString()::equals).isPresent();
  }

  /** When to renew it though its life is not over. */
  Instant confirmAt(Instant now) {
    return grantedAt.map(at -> at.plus(APART)).filter(now::isBefore).orElse(now);
  }
}

package io.concordat.ee.calendar.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is broken, as far as it decides who has to do what. */
public sealed interface Fault {
  /** How long a vendor is left alone that says "too fast" and no more. */
  Duration UNNAMED = Duration.ofSeconds(10);

  /** The same after a quota that is not counted in minutes. */
  Duration QUOTA = Duration.ofHours(1);

  /** The user's grant is dead (invalid_grant, or 401 after a refresh): only a person can help. */
  record ReconnectRequired() implements Fault {}

  /** The tenant's OAuth app is wrong (invalid_client and the like): an admin can help. */
  record AppBroken() implements Fault {}

  /**
   * Too fast.
   *
   * @param until not earlier, if the vendor said so; else the caller backs off
   */
  record RateLimited(Optional<Instant> until) implements Fault {}

  /** A quota of the day or the project is used up: wait long, tell somebody. */
  record QuotaExceeded(Optional<Instant> until) implements Fault {}

  /** This account may not do that to this calendar at all. */
  record Forbidden() implements Fault {}

  /** The calendar itself is not there, or not for this account. */
  record NoSuchCalendar() implements Fault {}

  /**
   * Theirs, the network's or nobody's fault: later.
   *
   * @param until not earlier, if the vendor said so
   */
  record Transient(Optional<Instant> until) implements Fault {}

  /** We sent what the vendor does not understand: our mistake, to be looked at. */
  record Rejected() implements Fault {}

  /**
   * Until when whoever has the same limits leaves the vendor alone; empty: no longer than usual.
   */
  default Optional<Instant> quiet(Instant now) {
    return switch (this) {
      case RateLimited(var until) -> Optional.of(until.orElse(now.plus(UNNAMED)));
      case QuotaExceeded(var until) -> Optional.of(until.orElse(now.plus(QUOTA)));
      case Transient(var until) -> until;
      case ReconnectRequired() -> Optional.empty();
      case AppBroken() -> Optional.empty();
      case Forbidden() -> Optional.empty();
      case NoSuchCalendar() -> Optional.empty();
      case Rejected() -> Optional.empty();
    };
  }
}

package io.concordat.ee.calendar.mapping;

import io.concordat.ee.calendar.provider.Brand;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What of a calendar its vendor's feed of changes shows. Beyond it, changes are found by full
 * listings only, which come seldom.
 */
record Horizon(Duration back, Duration ahead) {
  private static final Horizon MICROSOFT = new Horizon(Duration.ofDays(90), Duration.ofDays(400));

  /** Google's feed has none. */
  static Optional<Horizon> of(Brand brand) {
    return switch (brand) {
      case GOOGLE -> Optional.empty();
      case MICROSOFT -> Optional.of(MICROSOFT);
    };
  }

  /**
   * @param starts the earliest start
   * @param ends the last end; empty: never
   */
  boolean hides(Instant starts, Optional<Instant> ends, Instant now) {
    return starts.isAfter(now.plus(ahead))
        || ends.filter(end -> end.isBefore(now.minus(back))).isPresent();
  }
}

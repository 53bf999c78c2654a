package io.concordat.ee.calendar.sync;

import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.When;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** What happens next goes out first, what is far away later, and what is over last. */
final class Soonest {
  private static final Duration LAST = Duration.ofDays(365_000);

  private Soonest() {}

  /** Smaller goes first. A series goes on. */
  static Duration rank(Optional<ScheduleEntry> entry, Instant now) {
    return entry
        .map(one -> rank(one.content().when(), one.content().isSeries(), now))
        .orElse(LAST.multipliedBy(2));
  }

  private static Duration rank(When when, boolean series, Instant now) {
    Instant start = start(when);
    boolean over = !series && !end(when).isAfter(now);
    if (over) {
      return LAST.plus(Duration.between(end(when), now));
    }
    return start.isAfter(now) ? Duration.between(now, start) : Duration.ZERO;
  }

  private static Instant start(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> start.atStartOfDay(ZoneOffset.UTC).toInstant();
      case When.Timed(var start, var end) -> start.toInstant();
    };
  }

  private static Instant end(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> end.atStartOfDay(ZoneOffset.UTC).toInstant();
      case When.Timed(var start, var end) -> end.toInstant();
    };
  }
}

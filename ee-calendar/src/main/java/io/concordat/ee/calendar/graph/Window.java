package io.concordat.ee.calendar.graph;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The stretch of time whose changes a delta round shows. It is fixed once the round has begun. */
record Window(Instant from, Instant to) {
  private static final Duration SHORTEST = Duration.ofDays(21);

  /**
   * How long a window is.
   *
   * @param step how old it may become before the next one
   */
  record Span(Duration back, Duration ahead, Duration step) {
    /** As designed: from 90 days ago to 400 days ahead, moved once a week. */
    static final Span USUAL =
        new Span(Duration.ofDays(90), Duration.ofDays(400), Duration.ofDays(7));

    Window around(Instant now) {
      var day = now.truncatedTo(ChronoUnit.DAYS);
      return new Window(day.minus(back), day.plus(ahead));
    }

    /** Whether the window is so old that the next one is due. */
    boolean due(Window window, Instant now) {
      return window.from().plus(back).plus(step).isBefore(now);
    }

    /** For mailboxes that cannot show so much at once: half of what lies ahead, if that is much. */
    Optional<Window> shorter(Window window) {
      var now = window.from().plus(back);
      var half = Duration.between(now, window.to()).dividedBy(2);
      return half.compareTo(SHORTEST) < 0
          ? Optional.empty()
          : Optional.of(new Window(window.from(), now.plus(half)));
    }
  }
}

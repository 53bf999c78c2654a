package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.pace.Estimate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How much of a push is done, and how much waits. Used by one thread. */
final class Backlog {
  private Optional<Instant> began = Optional.empty();
  private int done;
  private int left;

  /** So much waits now. */
  void waits(int amount, Instant now) {
    began = began.or(() -> Optional.of(now));
    left = Math.max(left, amount);
  }

  void done(int amount) {
    done += amount;
    left = Math.max(0, left - amount);
  }

  int left() {
    return left;
  }

  /** How long the rest takes if it goes on like this. */
  Optional<Duration> takes(Instant now) {
    return began.flatMap(at -> Estimate.left(done, left, Duration.between(at, now)));
  }
}

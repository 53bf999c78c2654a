package io.concordat.ee.calendar.watch;

import java.time.Duration;
import java.time.Instant;

/** When a channel is replaced: at about 80 % of its life, spread so that a fleet does not storm. */
public final class Renewal {
  private Renewal() {}

  /**
   * @param spread 0 to 1, drawn once per channel
   */
  public static Instant due(Instant opened, Instant expires, double spread) {
    long life = Math.max(0, Duration.between(opened, expires).toMillis());
    return opened.plusMillis((long) (life * (0.75 + 0.1 * spread)));
  }

  /** Doubles from half a minute to an hour, never later than needed to stay alive. */
  public static Duration retry(int failures) {
    long seconds = 30L << Math.clamp(failures, 0, 7);
    return Duration.ofSeconds(Math.min(seconds, 3_600));
  }
}

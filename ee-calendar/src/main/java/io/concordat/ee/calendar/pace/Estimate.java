package io.concordat.ee.calendar.pace;

import java.time.Duration;
import java.util.Optional;

/** How long work will still take, judged by how long it took so far. */
public final class Estimate {
  /** Less says nothing. */
  private static final int FEWEST = 10;

  private static final Duration SHORTEST = Duration.ofSeconds(2);

  private Estimate() {}

  /**
   * Empty as long as nobody can know.
   *
   * @param took what is done
   */
  public static Optional<Duration> left(int done, int left, Duration took) {
    return done < FEWEST || took.compareTo(SHORTEST) < 0
        ? Optional.empty()
        : Optional.of(took.multipliedBy(Math.max(0, left)).dividedBy(done));
  }
}

package io.concordat.dist.process;

import io.concordat.dist.http.Surprise;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for other processes. */
public final class Waiting {
  private static final Duration STEP = Duration.ofMillis(50);

  private Waiting() {}

  public static void until(String what, Duration most, BooleanSupplier done) {
    until(what, most, () -> done.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** For conditions that need many requests to judge. */
  public static void untilSlowly(String what, Duration most, BooleanSupplier done) {
    until(
        what,
        most,
        Duration.ofSeconds(1),
        () -> done.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** Asks until there is a value. */
  public static <T> T until(String what, Duration most, Supplier<Optional<T>> ask) {
    return until(what, most, STEP, ask);
  }

  private static <T> T until(String what, Duration most, Duration step, Supplier<Optional<T>> ask) {
    long end = System.nanoTime() + most.toNanos();
    while (true) {
      Optional<T> answer = ask.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() > end) {
        throw new Surprise("waited " + most.toSeconds() + " s in vain until " + what);
      }
      pause(step);
    }
  }

  public static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
    if (Thread.interrupted()) {
      throw new IllegalStateException("interrupted");
    }
  }
}

package io.concordat.ee.calendar.reconcile;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random two-sided histories over {@link Reconcile}. {@code -Dconcordat.histories=200000} for many,
 * {@code -Dconcordat.seed=N} for the same again.
 */
class HistoryTest {
  private static final int COUNT = Integer.getInteger("concordat.histories", 200_000);
  private static final long SEED = Long.getLong("concordat.seed", 20_261_121L);

  @Test
  void everyHistoryEndsWell() {
    var began = Instant.now();
    var broken = firstBroken(Engine.RIGHT, COUNT);
    System.out.printf(
        "histories: %d, seed %d, %d ms%n",
        COUNT, SEED, Duration.between(began, Instant.now()).toMillis());
    broken.ifPresent(seed -> rerun(Engine.RIGHT, seed));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RIGHT")
  void everyWrongEngineIsCaught(Engine wrong) {
    var broken = firstBroken(wrong, 20_000);
    assertTrue(broken.isPresent(), () -> wrong + " went unnoticed");
    try {
      rerun(wrong, broken.getAsLong());
      fail("a history is not repeatable");
    } catch (Broken seen) {
      System.out.printf(
          "%s: caught by history %d: %s%n", wrong, broken.getAsLong() - SEED, seen.getMessage());
    }
  }

  private static OptionalLong firstBroken(Engine engine, int count) {
    for (long seed = SEED; seed < SEED + count; seed++) {
      try {
        rerun(engine, seed);
      } catch (Broken seen) {
        return OptionalLong.of(seed);
      }
    }
    return OptionalLong.empty();
  }

  private static void rerun(Engine engine, long seed) {
    var policy = seed % 2 == 0 ? Policy.ASK : Policy.MERGE_DISJOINT;
    new History(seed * 0x9E3779B97F4A7C15L, policy, engine).run();
  }
}

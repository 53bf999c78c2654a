package io.concordat.ee.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Channels and subscriptions through months of trouble, in virtual time. */
class SubscriptionLifeTest {
  private static final int DAYS = 30;
  private static final int SEEDS = 2;
  private static final int MANY = 100;

  /** Over HTTP a month takes longer: as many as there is time for, two at least. */
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private static List<Long> seeds() {
    long first = Long.getLong("concordat.seed", 1);
    int months = Boolean.getBoolean("concordat.long") ? MANY : SEEDS;
    return LongStream.range(first, first + months).boxed().toList();
  }

  @Test
  void no_change_stays_unknown_and_no_calendar_has_two_channels() {
    for (long seed : seeds()) {
      live("in memory", seed, MemoryWorld::new);
    }
  }

  @Test
  void the_same_at_microsofts_twin_over_http() {
    long end = System.nanoTime() + LONGEST.toNanos();
    int months = 0;
    for (long seed : seeds()) {
      if (months < SEEDS || System.nanoTime() < end) {
        live("at the twin", seed, TwinWorld::new);
        months++;
      }
    }
    System.out.println(months + " months at the twin");
  }

  private static void live(String where, long seed, BiFunction<Instant, Random, LifeWorld> world) {
    System.out.println("subscription life " + where + ", seed " + seed);
    try (var life = new Life(seed, world)) {
      life.live(DAYS);
      System.out.println(life);
    }
  }
}

package io.concordat.ee.calendar;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Channels and subscriptions through months of trouble, in virtual time. */
class SubscriptionLifeTest {
  private static final int DAYS = 30;
  private static final int SEEDS = 2;
  private static final int MANY = 100;

  private static List<Long> seeds() {
    if (!Boolean.getBoolean("concordat.long")) {
      return new Random().longs(SEEDS).boxed().toList();
    }
    long first = Long.getLong("concordat.seed", 1);
    return LongStream.range(first, first + MANY).boxed().toList();
  }

  @Test
  void no_change_stays_unknown_and_no_calendar_has_two_channels() {
    for (long seed : seeds()) {
      System.out.println("subscription life, seed " + seed);
      try (var life = new Life(seed)) {
        life.live(DAYS);
        System.out.println(life);
      }
    }
  }
}

package io.concordat.ee.calendar.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.sandbox.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The laws of the pace, and what it makes of limits that nobody tells. */
class PaceLawsTest {
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final double USUAL = 10;
  private static final Duration QUIET = Duration.ofSeconds(10);

  @Test
  void whoWasNeverRefusedIsFree() {
    assertEquals(Integer.MAX_VALUE, Pace.FREE.allowed(START));
    assertEquals(Pace.FREE, Pace.FREE.spent(10_000, START, USUAL));
  }

  @Test
  void eachRefusalHalvesAndThoseOfOneMomentAreOne() {
    Pace once = Pace.FREE.refused(START, USUAL);
    assertEquals(5, rate(once, START));
    assertEquals(once, once.refused(START.plusMillis(900), USUAL));
    Instant later = START.plusSeconds(50);
    assertEquals(6, rate(once, later), 0.001);
    assertEquals(3, rate(once.refused(later, USUAL), later), 0.001);
  }

  @Test
  void itNeverGivesUpAndComesBackSlowly() {
    Pace pace = Pace.FREE;
    Instant now = START;
    for (int i = 0; i < 50; i++) {
      now = now.plusSeconds(2);
      pace = pace.refused(now, USUAL);
    }
    assertEquals(1, pace.allowed(now), "somebody has to ask");
    assertTrue(rate(pace, now.plusSeconds(60)) < 2, "slowly");
    assertInstanceOf(Pace.Held.class, pace.spent(1, now.plusSeconds(400), USUAL));
    assertEquals(Pace.FREE, pace.spent(1, now.plusSeconds(500), USUAL));
  }

  /** Whatever is written when, no stretch of time holds more than its pace and one go. */
  @RepeatedTest(20)
  void noStretchHoldsMoreThanItsPace(RepetitionInfo which) {
    long seed = which.getCurrentRepetition();
    var random = new Random(seed);
    Pace pace = new Pace.Held(Pace.LEAST + random.nextDouble(6), START, START);
    var writes = new ArrayList<Instant>();
    Instant now = START;
    for (int i = 0; i < 300; i++) {
      int some = Math.min(pace.allowed(now), random.nextInt(40));
      writes.addAll(Collections.nCopies(some, now));
      pace = pace.spent(some, now, 1_000);
      now = now.plusMillis(random.nextInt(3_000));
    }
    for (int i = 0; i < writes.size(); i++) {
      for (int j = i; j < writes.size(); j++) {
        double rate = rate(pace, writes.get(j));
        double span = Duration.between(writes.get(i), writes.get(j)).toMillis() / 1_000.0;
        double most = rate * (span + 2 * Pace.SPAN.toSeconds()) + 2;
        assertTrue(j - i + 1 <= most, () -> "too much in " + span + " s, seed " + seed);
      }
    }
  }

  /** A vendor that bears two writes a second on a calendar, measured over ten seconds. */
  @Test
  void aLimitThatNobodyTellsIsFoundAndUsed() {
    Told told = write(1_000, 20, Duration.ofSeconds(10));
    double best = 1_000 / 2.0;
    assertTrue(told.refusals() <= 40, () -> told.refusals() + " refusals");
    assertTrue(told.seconds() < 2.5 * best, () -> told.seconds() + " s for " + best);
  }

  @Test
  void withoutAnyPaceTheSameLimitRefusesAgainAndAgain() {
    assertTrue(write(1_000, 20, Duration.ofSeconds(10), false).refusals() > 45);
  }

  /** How often it was refused, and how long it took. */
  private record Told(int refusals, long seconds) {}

  private static Told write(int writes, int most, Duration window) {
    return write(writes, most, window, true);
  }

  private static Told write(int writes, int most, Duration length, boolean adapting) {
    var window = new Window(length);
    var refused = new ArrayList<Instant>();
    Pace pace = Pace.FREE;
    Instant now = START;
    int left = writes;
    while (left > 0) {
      int go = Math.min(left, pace.allowed(now));
      int done = fit(window, most, go, now);
      left -= done;
      pace = pace.spent(done, now, USUAL);
      if (done < go) {
        refused.add(now);
        pace = adapting ? pace.refused(now, USUAL) : pace;
        now = now.plus(QUIET);
      } else {
        now = pace.next(now.plusMillis(100));
      }
    }
    return new Told(List.copyOf(refused).size(), Duration.between(START, now).toSeconds());
  }

  /** How many of them the vendor takes. */
  private static int fit(Window window, int most, int go, Instant now) {
    int done = 0;
    while (done < go && window.used(now.toEpochMilli()) < most) {
      window.add(now.toEpochMilli(), 1);
      done++;
    }
    return done;
  }

  private static double rate(Pace pace, Instant now) {
    return assertInstanceOf(Pace.Held.class, pace).rate(now);
  }
}

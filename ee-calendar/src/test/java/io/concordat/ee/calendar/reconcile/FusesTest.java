package io.concordat.ee.calendar.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The laws of the limits. */
class FusesTest {
  private static final long SEED = Long.getLong("concordat.seed", 1);

  private static boolean blows(int known, int wanted, int recent) {
    return Fuses.mass(known, wanted, recent).blown().isPresent();
  }

  @Test
  void ten_or_a_twentieth_pass_and_one_more_does_not() {
    for (int known : new int[] {0, 1, 10, 199, 200, 201, 1_000, 10_000}) {
      int limit = Math.max(10, known / 20);
      assertFalse(blows(known, limit, 0), "of " + known);
      assertTrue(blows(known, limit + 1, 0), "of " + known);
    }
  }

  @Test
  void nothing_wanted_never_blows() {
    assertFalse(blows(10, 0, 1_000));
    assertFalse(new Fuses(1).create(0).blown().isPresent());
  }

  /** However a flood is cut into runs, no more goes than at once. */
  @Test
  void a_trickle_passes_no_more_than_a_flood() {
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < 10_000; i++) {
      int known = random.nextInt(2_000);
      int left = random.nextInt(known + 1);
      int gone = 0;
      while (left > 0) {
        int some = 1 + random.nextInt(left);
        if (blows(known - gone, some, gone)) {
          break;
        }
        gone += some;
        left -= some;
      }
      assertTrue(gone <= Fuses.goes(known), "seed " + SEED + ": " + gone + " of " + known);
    }
  }

  @Test
  void more_is_never_safer() {
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < 10_000; i++) {
      int known = random.nextInt(5_000);
      int wanted = 1 + random.nextInt(500);
      int recent = random.nextInt(100);
      if (blows(known, wanted, recent)) {
        assertTrue(blows(known, wanted + 1, recent), "seed " + SEED);
        assertTrue(Fuses.goes(known) <= Fuses.goes(known + 1), "seed " + SEED);
      }
    }
  }

  @Test
  void a_listing_may_miss_ten_or_a_fifth() {
    assertFalse(Fuses.listing(10, 10).blown().isPresent());
    assertTrue(Fuses.listing(11, 11).blown().isPresent(), "an empty one");
    assertFalse(Fuses.listing(1_000, 200).blown().isPresent());
    assertEquals(200, Fuses.listing(1_000, 201).blown().orElseThrow());
  }

  @Test
  void a_sixth_write_is_one_too_many() {
    assertFalse(Fuses.loop(4).blown().isPresent());
    assertTrue(Fuses.loop(5).blown().isPresent());
  }

  @Test
  void as_many_copies_as_was_said() {
    assertFalse(new Fuses(500).create(500).blown().isPresent());
    assertEquals(500, new Fuses(500).create(501).blown().orElseThrow());
    assertThrows(IllegalArgumentException.class, () -> new Fuses(0));
  }
}

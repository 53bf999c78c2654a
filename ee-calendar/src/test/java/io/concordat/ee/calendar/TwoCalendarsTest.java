package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.house.House;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Random histories of people whose calendars share entries and meetings, over the real sync and its
 * database. {@code -Dconcordat.firms=N} for many, {@code -Dconcordat.seed=N} for the same again.
 */
class TwoCalendarsTest {
  private static final int COUNT =
      Integer.getInteger("concordat.firms", Boolean.getBoolean("concordat.long") ? 300 : 8);
  private static final long SEED = Long.getLong("concordat.seed", 20_261_121L);

  @Test
  void everyFirmEndsInAgreement() {
    var began = Instant.now();
    var broken = new ArrayList<String>();
    int acts = 0;
    int writes = 0;
    int crashes = 0;
    try (House house = House.open()) {
      for (long seed = SEED; seed < SEED + COUNT; seed++) {
        var day = new FirmDay(house, seed);
        Optional<String> wrong = day.run();
        acts += day.acts;
        writes += day.firm.world.writes;
        crashes += day.crashes;
        if (wrong.isPresent()) {
          broken.add("seed " + seed + ": " + wrong.get() + "\n" + String.join("\n", day.told));
        }
      }
    }
    System.out.printf(
        "firms: %d, seed %d, acts %d, writes %d, crashes %d, %d ms%n",
        COUNT, SEED, acts, writes, crashes, Duration.between(began, Instant.now()).toMillis());
    assertTrue(broken.isEmpty(), () -> String.join("\n\n", broken));
  }
}

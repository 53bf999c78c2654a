package io.concordat.ee.calendar.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.provider.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How often a calendar is read, from the settings. */
class PollTest {
  private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");
  private static final String ALONE = "CONCORDAT_CALENDAR_POLL_INTERVAL";
  private static final String SWEEP = "CONCORDAT_CALENDAR_SWEEP_INTERVAL";

  @Test
  void fiveMinutesAloneAndSixHoursWithNotices() {
    Poll poll = poll(Map.of(), 0);
    assertEquals(Optional.of(NOW.plusSeconds(300)), poll.next(Delivery.POLL, NOW));
    assertEquals(Optional.of(NOW.plusSeconds(6 * 3600)), poll.next(Delivery.PUSH, NOW));
  }

  @Test
  void theSpreadShortensByAQuarterAtMost() {
    assertEquals(Optional.of(NOW.plusSeconds(225)), poll(Map.of(), 1).next(Delivery.POLL, NOW));
    assertEquals(
        Optional.of(NOW.plusMillis(262_500)), poll(Map.of(), 0.5).next(Delivery.POLL, NOW));
  }

  @Test
  void eachSettingIsItsOwn() {
    Poll poll = poll(Map.of(ALONE, " PT90S ", SWEEP, "Off"), 0);
    assertEquals(Optional.of(Duration.ofSeconds(90)), poll.every(Delivery.POLL));
    assertEquals(Optional.empty(), poll.every(Delivery.PUSH));
    assertEquals(Optional.empty(), poll.next(Delivery.PUSH, NOW));
  }

  @Test
  void whatIsNoIntervalStopsTheStartAndSaysWhich() {
    for (String bad : new String[] {"", "5m", "PT0.5S", "PT0S", "-PT5M"}) {
      var refused =
          assertThrows(IllegalArgumentException.class, () -> poll(Map.of(SWEEP, bad), 0), bad);
      assertTrue(String.valueOf(refused.getMessage()).startsWith(SWEEP), bad);
    }
  }

  private static Poll poll(Map<String, String> settings, double spread) {
    return Poll.of(name -> Optional.ofNullable(settings.get(name)), () -> spread);
  }
}

package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What nobody tells of is read in time. */
class PollingTest {
  private final House house =
      House.open(
          Map.of(
              "CONCORDAT_CALENDAR_POLL_INTERVAL", "PT10M",
              "CONCORDAT_CALENDAR_SWEEP_INTERVAL", "PT2H"));

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aCalendarWithNoticesThatFallSilentIsReadAtTheSweep() {
    Tech tess = Tech.alone(house).connected();
    Tech otto = Tech.alone(house, house.microsoft).connected();
    for (Tech tech : List.of(tess, otto)) {
      assertEquals("push", tech.shown().path("delivery").asText(), tech.office.vendor());
      tech.office.control(
          "faults", "{\"kind\":\"notifications\",\"mode\":\"drop\",\"times\":1000}");
      tech.insert("silent");
    }
    later(Duration.ofMinutes(89));
    assertEquals(Set.of(), tess.titles());
    assertEquals(Set.of(), otto.titles());
    later(Duration.ofMinutes(31));
    assertEquals(Set.of("silent"), tess.titles());
    assertEquals(Set.of("silent"), otto.titles());
  }

  private void later(Duration step) {
    house.advance(step);
    house.settle();
  }
}

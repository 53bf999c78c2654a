package io.concordat.dist.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalDate END = LocalDate.parse("2030-01-01");

  private static List<String> walls(String rule, String start) {
    return Rules.walls(rule, LocalDateTime.parse(start), NEW_YORK, END).stream()
        .map(LocalDateTime::toString)
        .toList();
  }

  @Test
  void keepsTheWallTimeOverAClockChange() {
    assertEquals(
        List.of("2026-10-25T01:30", "2026-11-01T01:30", "2026-11-08T01:30"),
        walls("FREQ=WEEKLY;COUNT=3", "2026-10-25T01:30"));
  }

  @Test
  void readsUntilInUtcOnTheWallOfTheZone() {
    // 14:00Z is 09:00 in winter: the last slot is part of the series.
    assertEquals(
        List.of("2026-10-30T09:00", "2026-11-06T09:00"),
        walls("FREQ=WEEKLY;UNTIL=20261106T140000Z", "2026-10-30T09:00"));
    assertEquals(
        List.of("2026-10-30T09:00"),
        walls("FREQ=WEEKLY;UNTIL=20261106T135959Z", "2026-10-30T09:00"));
  }

  @Test
  void knowsTheLastWorkdayOfAMonth() {
    assertEquals(
        List.of("2026-10-30T16:30", "2026-11-30T16:30", "2026-12-31T16:30"),
        walls("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", "2026-10-30T16:30"));
  }

  @Test
  void toleratesEmptyParts() {
    assertEquals(
        List.of("2004-11-17T00:00", "2005-11-17T00:00"),
        walls("FREQ=YEARLY;INTERVAL=1;;BYMONTH=11;COUNT=2", "2004-11-17T00:00"));
  }
}

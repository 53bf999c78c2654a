package io.concordat.ee.calendar.event;

import static io.concordat.ee.calendar.event.Contents.BERLIN;
import static io.concordat.ee.calendar.event.Contents.changed;
import static io.concordat.ee.calendar.event.Contents.days;
import static io.concordat.ee.calendar.event.Contents.series;
import static io.concordat.ee.calendar.event.Contents.slot;
import static io.concordat.ee.calendar.event.Contents.timed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("zones")
class SlotsTest {
  @Test
  void wallTimeStaysOverAClockChange() {
    var series = series("s", timed("2026-03-16T09:00", BERLIN, 60), "FREQ=WEEKLY;COUNT=4");
    assertEquals(
        slots("2026-03-16T09:00", "2026-03-23T09:00", "2026-03-30T09:00", "2026-04-06T09:00"),
        all(series));
  }

  @Test
  void untilInUtcIsComparedInTheSeriesZone() {
    var series =
        series("s", timed("2026-03-02T00:30", BERLIN, 60), "FREQ=DAILY;UNTIL=20260303T233000Z");
    assertEquals(slots("2026-03-02T00:30", "2026-03-03T00:30", "2026-03-04T00:30"), all(series));
  }

  @Test
  void addedAndExcludedDates() {
    var recurrence =
        new Recurrence(
            List.of("FREQ=DAILY;COUNT=4"),
            List.of("FREQ=DAILY;INTERVAL=2;COUNT=2"),
            new TreeSet<>(Set.of(slot("2026-03-20"))));
    var series = series("s", days("2026-03-02", 1), recurrence, Map.of());
    assertEquals(slots("2026-03-03", "2026-03-05", "2026-03-20"), all(series));
  }

  @Test
  void aSlotInAGapIsNamedByTheTimeBehindIt() {
    var series =
        series(
            "s",
            timed("2026-03-07T02:30", ZoneId.of("America/New_York"), 30),
            "FREQ=DAILY;COUNT=3");
    assertEquals(slots("2026-03-07T02:30", "2026-03-08T03:30", "2026-03-09T02:30"), all(series));
  }

  @Test
  void findsSlotsFarAway() {
    var series = series("s", timed("1990-01-01T09:00", BERLIN, 60), "FREQ=DAILY");
    assertEquals(
        slots("2026-03-09T09:00"),
        Slots.among(series, slots("2026-03-09T09:00", "2026-03-09T10:00")));
  }

  @Test
  void theGeneratedOccurrenceIsAsLongAsTheMaster() {
    var series = series("s", timed("2026-03-16T09:00", BERLIN, 90), "FREQ=WEEKLY");
    assertEquals(
        changed("s", timed("2026-03-30T09:00", BERLIN, 90)),
        Slots.generated(series, slot("2026-03-30T09:00")));
  }

  @Test
  void anUnreadableRuleMakesOnlyTheStart() {
    var series = series("s", days("2026-03-02", 1), "FREQ=NEVER;UNTIL=x");
    assertEquals(slots("2026-03-02"), all(series));
  }

  private static Set<RecurrenceId> slots(String... walls) {
    return Stream.of(walls).map(Contents::slot).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<RecurrenceId> all(EntryContent series) {
    return Slots.between(
        series, LocalDateTime.parse("2026-01-01T00:00"), LocalDateTime.parse("2026-12-31T00:00"));
  }
}

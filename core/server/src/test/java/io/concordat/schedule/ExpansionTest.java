package io.concordat.schedule;

import static io.concordat.schedule.Given.BERLIN;
import static io.concordat.schedule.Given.days;
import static io.concordat.schedule.Given.series;
import static io.concordat.schedule.Given.shown;
import static io.concordat.schedule.Given.slot;
import static io.concordat.schedule.Given.slots;
import static io.concordat.schedule.Given.timed;
import static io.concordat.schedule.Given.window;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("zones")
class ExpansionTest {
  private static final String JAN = "2026-01-01T00:00:00Z";
  private static final String FEB = "2026-02-01T00:00:00Z";

  @Test
  void wallTimeStaysAcrossBothClockChanges() {
    var weekly = series(timed("2026-03-23T09:00", 60), "FREQ=WEEKLY");

    var found = Expansion.of(weekly, window("2026-03-20T00:00:00Z", "2026-04-01T00:00:00Z"));

    assertEquals(
        List.of(Instant.parse("2026-03-23T08:00:00Z"), Instant.parse("2026-03-30T07:00:00Z")),
        found.values().stream().map(o -> Span.start(o.when())).toList());
  }

  @Test
  void aSlotInsideAGapIsMovedBehindItAndKeepsItsName() {
    var daily = series(timed("2026-03-28T02:30", 30), "FREQ=DAILY;COUNT=3");

    var found = Expansion.of(daily, window("2026-03-29T00:00:00Z", "2026-03-29T23:00:00Z"));

    assertEquals(List.of(slot("2026-03-29T02:30:00")), List.copyOf(found.keySet()));
    var when = (When.Timed) found.firstEntry().getValue().when();
    assertEquals(LocalDateTime.parse("2026-03-29T03:30"), when.start().toLocalDateTime());
  }

  @Test
  void anOverlapOffsetOfTheFirstSlotIsKept() {
    var start = LocalDateTime.parse("2026-10-25T02:30").atZone(BERLIN).withLaterOffsetAtOverlap();
    var daily = series(new When.Timed(start, start.plusMinutes(30)), "FREQ=DAILY;COUNT=2");

    var found = Expansion.of(daily, window("2026-10-24T00:00:00Z", "2026-10-28T00:00:00Z"));

    assertEquals(
        List.of(Instant.parse("2026-10-25T01:30:00Z"), Instant.parse("2026-10-26T01:30:00Z")),
        found.values().stream().map(o -> Span.start(o.when())).toList());
  }

  @Test
  void untilInUtcIsComparedInTheSeriesZone() {
    var late = series(timed("2026-01-05T23:30", 30), "FREQ=DAILY;UNTIL=20260107T223000Z");
    assertEquals(
        List.of("2026-01-05T23:30:00", "2026-01-06T23:30:00", "2026-01-07T23:30:00"),
        slots(late, JAN, FEB));
    var date = series(timed("2026-01-05T23:30", 30), "FREQ=DAILY;UNTIL=20260106");
    assertEquals(2, slots(date, JAN, FEB).size());
    var allDay = series(days("2026-01-05", 1), "FREQ=DAILY;UNTIL=20260106T000000Z");
    assertEquals(List.of("2026-01-05", "2026-01-06"), slots(allDay, JAN, FEB));
  }

  @Test
  void theFirstSlotCountsWhereTheRuleDoesNotMakeIt() {
    var series = series(timed("2026-01-06T09:00", 60), "FREQ=WEEKLY;BYDAY=MO;COUNT=3");
    assertEquals(
        List.of("2026-01-06T09:00:00", "2026-01-12T09:00:00", "2026-01-19T09:00:00"),
        slots(series, JAN, FEB));
    var only = series(timed("2026-01-06T09:00", 60), "FREQ=WEEKLY;BYDAY=MO;COUNT=1");
    assertEquals(List.of("2026-01-06T09:00:00"), slots(only, JAN, FEB));
  }

  @Test
  void addedDatesAndExcludedRulesTakePart() {
    var added = new TreeSet<RecurrenceId>(List.of(slot("2026-01-08T15:00:00")));
    var recurrence =
        new Recurrence(
            List.of("FREQ=DAILY;COUNT=5"), List.of("FREQ=DAILY;INTERVAL=2;COUNT=5"), added);
    var series =
        Given.content(
            "Visit",
            timed("2026-01-05T09:00", 60),
            Optional.of(recurrence),
            java.util.Collections.emptySortedMap());
    assertEquals(
        List.of("2026-01-06T09:00:00", "2026-01-08T09:00:00", "2026-01-08T15:00:00"),
        slots(series, JAN, FEB));
  }

  @Test
  void anEndlessSeriesIsReadFarFromItsStart() {
    var series = series(timed("1995-01-02T09:00", 60), "FREQ=WEEKLY;BYDAY=MO");
    assertEquals(4, slots(series, JAN, FEB).size());
    assertEquals(Optional.empty(), Span.of(series).end());
    assertTrue(Slots.has(series, slot("2026-01-05T09:00:00")));
    assertFalse(Slots.has(series, slot("2026-01-06T09:00:00")));
  }

  @Test
  void aMovedOccurrenceIsFoundWhereItIs() {
    var series =
        Series.change(
            series(timed("2026-01-05T09:00", 60), "FREQ=WEEKLY;COUNT=3"),
            slot("2026-01-12T09:00:00"),
            shown("Visit", timed("2026-02-03T09:00", 60)));
    assertEquals(List.of("2026-01-05T09:00:00", "2026-01-19T09:00:00"), slots(series, JAN, FEB));
    assertEquals(List.of("2026-01-12T09:00:00"), slots(series, FEB, "2026-03-01T00:00:00Z"));
    assertEquals(Optional.of(Instant.parse("2026-02-03T09:00:00Z")), Span.of(series).end());
  }

  @Test
  void aDayIsTheCallersDay() {
    var day = days("2026-01-05", 1);
    assertTrue(window("2026-01-05T00:00:00+13:00", "2026-01-06T00:00:00+13:00").overlaps(day));
    assertFalse(window("2026-01-06T00:00:00-11:00", "2026-01-07T00:00:00-11:00").overlaps(day));
    assertFalse(window("2026-01-04T00:00:00+13:00", "2026-01-05T00:00:00+13:00").overlaps(day));
  }

  @Test
  void rulesThatNeverMatchOrCannotBeReadLeaveTheFirstSlot() {
    assertEquals(
        List.of("2026-01-05T09:00:00"),
        slots(
            series(timed("2026-01-05T09:00", 60), "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
            JAN,
            FEB));
    assertEquals(
        List.of("2026-01-05T09:00:00"),
        slots(series(timed("2026-01-05T09:00", 60), "FREQ=SOMETIMES"), JAN, FEB));
  }
}

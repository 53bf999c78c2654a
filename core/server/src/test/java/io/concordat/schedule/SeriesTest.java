package io.concordat.schedule;

import static io.concordat.schedule.Given.at;
import static io.concordat.schedule.Given.days;
import static io.concordat.schedule.Given.ruled;
import static io.concordat.schedule.Given.series;
import static io.concordat.schedule.Given.shown;
import static io.concordat.schedule.Given.slot;
import static io.concordat.schedule.Given.slots;
import static io.concordat.schedule.Given.timed;
import static io.concordat.schedule.Given.titled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.When;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("zones")
class SeriesTest {
  private static final String JAN = "2026-01-01T00:00:00Z";
  private static final String FEB = "2026-02-01T00:00:00Z";

  private final EntryContent weekly =
      series(timed("2026-01-05T09:00", 60), "FREQ=WEEKLY;BYDAY=MO;COUNT=4");

  @Test
  void thisMakesAnExceptionAndTakesItBack() {
    var moved = shown("Visit", timed("2026-01-13T11:00", 60));
    var changed = Series.change(weekly, slot("2026-01-12T09:00:00"), moved);
    assertEquals(moved, changed.exceptions().get(slot("2026-01-12T09:00:00")));

    var back = shown("Visit", timed("2026-01-12T09:00", 60));
    assertEquals(weekly, Series.change(changed, slot("2026-01-12T09:00:00"), back));
  }

  @Test
  void cancelledSlotsAreGone() {
    var cancelled = Series.cancel(weekly, slot("2026-01-12T09:00:00"));
    assertEquals(
        List.of("2026-01-05T09:00:00", "2026-01-19T09:00:00", "2026-01-26T09:00:00"),
        slots(cancelled, JAN, FEB));
    assertTrue(Expansion.at(cancelled, slot("2026-01-12T09:00:00")).isEmpty());
    assertEquals(weekly, Series.cancelExactly(cancelled, Set.of()));
  }

  @Test
  void followingSplitsACountAndTakesLaterExceptionsAlong() {
    var series =
        Series.cancel(
            Series.cancel(weekly, slot("2026-01-05T09:00:00")), slot("2026-01-26T09:00:00"));

    var cut =
        assertInstanceOf(Series.Cut.Parts.class, Series.cut(series, slot("2026-01-19T09:00:00")));

    assertEquals(List.of("2026-01-12T09:00:00"), slots(cut.head(), JAN, FEB));
    assertEquals(List.of("2026-01-19T09:00:00"), slots(cut.tail(), JAN, "2026-04-01T00:00:00Z"));
    assertEquals(Set.of(slot("2026-01-05T09:00:00")), cut.head().exceptions().keySet());
    assertEquals(Set.of(slot("2026-01-26T09:00:00")), cut.tail().exceptions().keySet());
    assertEquals(
        "FREQ=WEEKLY;BYDAY=MO;COUNT=2", cut.tail().recurrence().orElseThrow().rules().getFirst());
    assertEquals(
        "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260119T075959Z",
        cut.head().recurrence().orElseThrow().rules().getFirst());
  }

  @Test
  void bothHalvesTogetherAreTheWhole() {
    for (String rule :
        List.of(
            "FREQ=DAILY;INTERVAL=3;COUNT=20",
            "FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260525T070000Z",
            "FREQ=MONTHLY;BYMONTHDAY=5",
            "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=50")) {
      var whole = series(timed("2026-01-05T09:00", 60), rule);
      List<String> all = slots(whole, JAN, "2026-07-01T00:00:00Z");
      for (String slot : all.subList(1, all.size())) {
        var cut = assertInstanceOf(Series.Cut.Parts.class, Series.cut(whole, slot(slot)));
        var parts = new java.util.ArrayList<>(slots(cut.head(), JAN, "2026-07-01T00:00:00Z"));
        parts.addAll(slots(cut.tail(), JAN, "2026-07-01T00:00:00Z"));
        assertEquals(all, parts, rule + " at " + slot);
      }
    }
  }

  @Test
  void allDaySeriesAreCutByDate() {
    var daily = series(days("2026-01-05", 2), "FREQ=DAILY;COUNT=4");
    var cut = assertInstanceOf(Series.Cut.Parts.class, Series.cut(daily, slot("2026-01-07")));
    assertEquals(List.of("2026-01-05", "2026-01-06"), slots(cut.head(), JAN, FEB));
    assertEquals(List.of("2026-01-07", "2026-01-08"), slots(cut.tail(), JAN, FEB));
    assertEquals(days("2026-01-07", 2), cut.tail().when());
  }

  @Test
  void theFirstSlotFollowingIsTheWholeSeries() {
    assertInstanceOf(Series.Cut.Whole.class, Series.cut(weekly, slot("2026-01-05T09:00:00")));
    var two =
        Given.content(
            "Visit",
            weekly.when(),
            java.util.Optional.of(
                new Recurrence(
                    List.of("FREQ=DAILY;COUNT=2", "FREQ=WEEKLY;COUNT=3"),
                    List.of(),
                    java.util.Collections.emptySortedSet())),
            java.util.Collections.emptySortedMap());
    assertInstanceOf(Series.Cut.Refused.class, Series.cut(two, slot("2026-01-12T09:00:00")));
  }

  @Test
  void allIsFollowedByWhatExceptionsHadFromTheSeries() {
    var series =
        Series.change(
            weekly, slot("2026-01-12T09:00:00"), shown("Visit", timed("2026-01-13T11:00", 60)));

    var renamed = Series.change(series, titled(series, "Inspection"));

    assertEquals(
        shown("Inspection", timed("2026-01-13T11:00", 60)),
        renamed.exceptions().get(slot("2026-01-12T09:00:00")));
  }

  @Test
  void allKeepsWhatAnExceptionHasOfItsOwn() {
    var series =
        Series.change(
            weekly, slot("2026-01-12T09:00:00"), shown("Own", timed("2026-01-12T09:00", 60)));

    var later = Series.change(series, at(series, timed("2026-01-05T10:00", 60)));

    assertEquals(
        shown("Own", timed("2026-01-12T10:00", 60)),
        later.exceptions().get(slot("2026-01-12T10:00:00")));
    assertEquals(1, later.exceptions().size());
  }

  @Test
  void aShiftMovesCancelledSlotsAlong() {
    var cancelled = Series.cancel(weekly, slot("2026-01-12T09:00:00"));
    var later = Series.change(cancelled, at(cancelled, timed("2026-01-05T14:00", 90)));
    assertEquals(
        List.of("2026-01-05T14:00:00", "2026-01-19T14:00:00", "2026-01-26T14:00:00"),
        slots(later, JAN, FEB));
  }

  @Test
  void slotsThatNoLongerExistAreDropped() {
    var series = Series.cancel(weekly, slot("2026-01-19T09:00:00"));
    var shorter = Series.change(series, ruled(series, "FREQ=WEEKLY;BYDAY=MO;COUNT=2"));
    assertEquals(java.util.Map.of(), shorter.exceptions());
    assertEquals(2, slots(shorter, JAN, FEB).size());
  }

  @Test
  void anExceptionThatBecomesEqualIsNone() {
    var series =
        Series.change(
            weekly, slot("2026-01-12T09:00:00"), shown("New", timed("2026-01-12T09:00", 60)));
    assertEquals(java.util.Map.of(), Series.change(series, titled(series, "New")).exceptions());
  }

  @Test
  void timedBecomesAllDayAndKeepsItsCancelledDays() {
    var series =
        Series.change(
            Series.cancel(weekly, slot("2026-01-12T09:00:00")),
            slot("2026-01-19T09:00:00"),
            shown("Own", timed("2026-01-20T11:00", 60)));

    var allDay = Series.change(series, at(series, days("2026-01-05", 1)));

    assertEquals(List.of("2026-01-05", "2026-01-19", "2026-01-26"), slots(allDay, JAN, FEB));
    var own = (Occurrence.Changed) allDay.exceptions().get(slot("2026-01-19"));
    assertEquals("Own", own == null ? "" : own.title());
    assertInstanceOf(When.AllDay.class, own == null ? null : own.when());
  }

  @Test
  void noLongerASeriesHasNoExceptions() {
    var series = Series.cancel(weekly, slot("2026-01-12T09:00:00"));
    assertEquals(Given.single(weekly.when()), Series.change(series, Given.single(series.when())));
  }
}

package io.concordat.ee.calendar.event;

import static io.concordat.ee.calendar.event.Contents.BERLIN;
import static io.concordat.ee.calendar.event.Contents.cancelled;
import static io.concordat.ee.calendar.event.Contents.changed;
import static io.concordat.ee.calendar.event.Contents.series;
import static io.concordat.ee.calendar.event.Contents.single;
import static io.concordat.ee.calendar.event.Contents.slot;
import static io.concordat.ee.calendar.event.Contents.timed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.When;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("zones")
class WordsTest {
  private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  /** A vendor that knows Berlin for Vienna and writes titles in capitals. */
  private static final UnaryOperator<EntryContent> SHOWN = WordsTest::shown;

  @Test
  void whatIsTheSameInTheirWordsStaysInOurs() {
    var ours = single("visit", timed("2026-03-02T09:00", VIENNA, 60));
    assertEquals(ours, Words.keep(ours, SHOWN.apply(ours), SHOWN));
    assertEquals(ours, Words.keep(ours, ours, SHOWN));
  }

  @Test
  void anEditOfOneFieldTakesOnlyThatField() {
    var ours = single("visit", timed("2026-03-02T09:00", VIENNA, 60));
    var theirs = single("OTHER", timed("2026-03-02T09:00", BERLIN, 60));
    assertEquals(single("OTHER", ours.when()), Words.keep(ours, theirs, SHOWN));
  }

  @Test
  void aMovedTimeStaysInOurZone() {
    var ours = single("visit", timed("2026-03-02T09:00", VIENNA, 60));
    var theirs = single("VISIT", timed("2026-03-02T11:00", BERLIN, 60));
    assertEquals(
        single("visit", timed("2026-03-02T11:00", VIENNA, 60)), Words.keep(ours, theirs, SHOWN));
  }

  @Test
  void anotherZoneIsAnEdit() {
    var ours = single("visit", timed("2026-03-02T09:00", VIENNA, 60));
    var theirs = single("VISIT", timed("2026-03-02T09:00", TOKYO, 60));
    assertEquals(single("visit", theirs.when()), Words.keep(ours, theirs, SHOWN));
  }

  @Test
  void occurrencesGoAlong() {
    var when = timed("2026-03-02T09:00", VIENNA, 60);
    var ours = series("visit", when, "FREQ=WEEKLY", Map.of(slot("2026-03-09T09:00"), cancelled()));
    var theirs =
        series(
            "VISIT",
            timed("2026-03-02T09:00", BERLIN, 60),
            "FREQ=WEEKLY",
            Map.of(
                slot("2026-03-09T09:00"),
                cancelled(),
                slot("2026-03-16T09:00"),
                changed("MOVED", timed("2026-03-16T12:00", BERLIN, 60))));
    var expected =
        series(
            "visit",
            when,
            "FREQ=WEEKLY",
            Map.of(
                slot("2026-03-09T09:00"),
                cancelled(),
                slot("2026-03-16T09:00"),
                changed("MOVED", timed("2026-03-16T12:00", VIENNA, 60))));
    assertEquals(expected, Words.keep(ours, theirs, SHOWN));
    assertEquals(
        series("visit", when, "FREQ=WEEKLY"),
        Words.keep(expected, SHOWN.apply(series("visit", when, "FREQ=WEEKLY")), SHOWN));
  }

  private static EntryContent shown(EntryContent content) {
    return new EntryContent(
        content.title().toUpperCase(Locale.ROOT),
        content.notes(),
        content.location(),
        shown(content.when()),
        content.isPrivate(),
        content.status(),
        content.recurrence(),
        content.exceptions());
  }

  private static When shown(When when) {
    return when instanceof When.Timed(var start, var end) && start.getZone().equals(VIENNA)
        ? new When.Timed(start.withZoneSameInstant(BERLIN), end.withZoneSameInstant(BERLIN))
        : when;
  }
}

package io.concordat.ee.calendar.graph;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.When;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What is tried in each zone. */
final class ZoneCases {
  static final LocalDate FIRST = LocalDate.parse("2021-11-22");
  static final LocalDate LAST = LocalDate.parse("2031-11-21");

  private ZoneCases() {}

  /** Timed events, all-day events, and series over both clock changes. */
  static List<EntryContent> ours(ZoneId zone) {
    var contents = new ArrayList<>(timed(zone));
    contents.add(Contents.single("days", Contents.days("2026-03-29", 1)));
    contents.add(Contents.single("more days", Contents.days("2026-10-24", 3)));
    contents.add(
        Contents.series("daily", at(FIRST.atTime(9, 0), zone), "FREQ=DAILY;UNTIL=20311121"));
    contents.add(Contents.series("days", Contents.days("2026-01-01", 1), "FREQ=DAILY;COUNT=365"));
    return contents;
  }

  /** An ordinary hour, and the hours around every clock change of 2026. */
  private static List<EntryContent> timed(ZoneId zone) {
    var contents = new ArrayList<EntryContent>();
    contents.add(Contents.single("plain", at(LocalDateTime.parse("2026-06-15T09:00"), zone)));
    for (var change : changes(zone)) {
      for (int minutes : List.of(-90, -30, 0, 30, 90)) {
        var start = change.plusSeconds(60L * minutes).atZone(zone);
        contents.add(Contents.single("at " + start, new When.Timed(start, start.plusMinutes(45))));
      }
    }
    return contents;
  }

  /** The clock changes of 2026. */
  static List<Instant> changes(ZoneId zone) {
    var changes = new ArrayList<Instant>();
    var next = zone.getRules().nextTransition(Instant.parse("2026-01-01T00:00:00Z"));
    while (next != null && next.getInstant().isBefore(Instant.parse("2027-01-01T00:00:00Z"))) {
      changes.add(next.getInstant());
      next = zone.getRules().nextTransition(next.getInstant());
    }
    return changes;
  }

  static When at(LocalDateTime wall, ZoneId zone) {
    return new When.Timed(wall.atZone(zone), wall.atZone(zone).plusMinutes(45));
  }

  /** Days on which the two do not mean the same moment by nine o'clock. */
  static List<LocalDate> differing(ZoneId one, ZoneId other) {
    return differing(one, other, FIRST);
  }

  static List<LocalDate> differing(ZoneId one, ZoneId other, LocalDate since) {
    return since
        .datesUntil(LAST)
        .filter(
            day ->
                !day.atTime(9, 0)
                    .atZone(one)
                    .toInstant()
                    .equals(day.atTime(9, 0).atZone(other).toInstant()))
        .toList();
  }
}

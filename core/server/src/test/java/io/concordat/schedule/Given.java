package io.concordat.schedule;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Values that tests of the schedule start from. */
final class Given {
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private Given() {}

  static When.Timed timed(String start, int minutes) {
    var from = LocalDateTime.parse(start).atZone(BERLIN);
    return new When.Timed(from, from.plusMinutes(minutes));
  }

  static When.AllDay days(String start, int days) {
    LocalDate from = LocalDate.parse(start);
    return new When.AllDay(from, from.plusDays(days));
  }

  static EntryContent single(When when) {
    return content("Visit", when, Optional.empty(), Collections.emptySortedMap());
  }

  static EntryContent series(When when, String rule) {
    return content("Visit", when, Optional.of(Recurrence.of(rule)), Collections.emptySortedMap());
  }

  static EntryContent content(
      String title,
      When when,
      Optional<Recurrence> recurrence,
      SortedMap<RecurrenceId, Occurrence> exceptions) {
    return new EntryContent(
        title, "bring keys", "HQ", when, false, EntryStatus.CONFIRMED, recurrence, exceptions);
  }

  static EntryContent titled(EntryContent like, String title) {
    return content(title, like.when(), like.recurrence(), like.exceptions());
  }

  static EntryContent at(EntryContent like, When when) {
    return content(like.title(), when, like.recurrence(), like.exceptions());
  }

  static EntryContent ruled(EntryContent like, String rule) {
    return content(like.title(), like.when(), Optional.of(Recurrence.of(rule)), like.exceptions());
  }

  static Occurrence.Changed shown(String title, When when) {
    return new Occurrence.Changed(title, "bring keys", "HQ", when, EntryStatus.CONFIRMED);
  }

  static RecurrenceId slot(String text) {
    return RecurrenceId.parse(text, BERLIN);
  }

  static Window window(String from, String to) {
    return Window.of(OffsetDateTime.parse(from), OffsetDateTime.parse(to));
  }

  /** The slots of all occurrences that take place, as texts. */
  static List<String> slots(EntryContent series, String from, String to) {
    return Expansion.of(series, window(from, to)).keySet().stream()
        .map(RecurrenceId::toString)
        .toList();
  }

  static SortedMap<RecurrenceId, Occurrence> exceptions(EntryContent series) {
    return new TreeMap<>(series.exceptions());
  }
}

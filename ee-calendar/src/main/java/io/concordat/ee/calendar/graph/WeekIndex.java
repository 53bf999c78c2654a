package io.concordat.ee.calendar.graph;

import io.concordat.ee.calendar.event.Refusal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which of the days of a month. */
enum WeekIndex {
  FIRST(1),
  SECOND(2),
  THIRD(3),
  FOURTH(4),
  LAST(-1);

  private final int ordinal;

  WeekIndex(int ordinal) {
    this.ordinal = ordinal;
  }

  /** As RFC 5545 counts; it also counts fifths and from the end. */
  static Optional<WeekIndex> of(int ordinal) {
    return Stream.of(values()).filter(index -> index.ordinal == ordinal).findFirst();
  }

  static WeekIndex read(String text) {
    try {
      return text.isEmpty() ? FIRST : valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new Unreadable(Refusal.UNREADABLE_RECURRENCE, "the recurrence has an unknown index");
    }
  }

  /** As RFC 5545 writes it. */
  int rfc() {
    return ordinal;
  }

  /** As Graph writes it. */
  String graph() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one day among these days of the week in this date's month. */
  LocalDate among(Set<DayOfWeek> days, LocalDate month) {
    var first = month.withDayOfMonth(1);
    var dates =
        first
            .datesUntil(first.plusMonths(1))
            .filter(date -> days.contains(date.getDayOfWeek()))
            .toList();
    return ordinal > 0 ? dates.get(ordinal - 1) : dates.getLast();
  }
}

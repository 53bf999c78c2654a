package io.concordat.sandbox.graph;

import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;

/** What a series must be to be stored: it begins on its start, and does not overlap itself. */
record SeriesCheck(Recurrence recurrence, Span span) {
  private static final int LOOKED_AT = 60;
  private static final long DAY = 86_400;

  Recurrence checked() {
    LocalDate start = recurrence.range().start();
    Moment first = span.start().in(recurrence.range().zone());
    if (!first.date().equals(start)) {
      throw RecurrenceReader.invalid("startDate is not the day of the event's start.");
    }
    Iterator<LocalDate> dates = recurrence.dates();
    if (!dates.hasNext() || !dates.next().equals(start)) {
      // Exchange would move the first occurrence; a twin that says so is easier to hear
      throw RecurrenceReader.invalid("startDate is not a day of the pattern.");
    }
    refuseOverlap();
    return recurrence;
  }

  private void refuseOverlap() {
    Duration length =
        Duration.between(span.start().wall(), span.end().in(span.start().zone()).wall());
    Iterator<LocalDate> dates = recurrence.dates();
    LocalDate before = dates.next();
    for (int i = 0; i < LOOKED_AT && dates.hasNext(); i++) {
      LocalDate next = dates.next();
      if (length.toSeconds() > ChronoUnit.DAYS.between(before, next) * DAY) {
        throw GraphError.of(
            400,
            "ErrorCalendarDurationIsTooLong",
            "An occurrence must end before the next one begins.");
      }
      before = next;
    }
  }
}

package io.concordat.sandbox.graph;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The days of a recurrence, one period after the other. */
final class Dates implements Iterator<LocalDate> {
  private static final int LAST_YEAR = 4500;
  private static final int BARREN = 5_000;

  private final Recurrence recurrence;
  private final LocalDate start;
  private final Deque<LocalDate> ready = new ArrayDeque<>();
  private int period;
  private int given;
  private boolean done;

  Dates(Recurrence recurrence) {
    this.recurrence = recurrence;
    this.start = recurrence.range().start();
  }

  @Override
  public boolean hasNext() {
    for (int i = 0; ready.isEmpty() && !done && i < BARREN; i++) {
      fill();
    }
    return !ready.isEmpty() && !over(ready.getFirst());
  }

  @Override
  public LocalDate next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    given++;
    return ready.removeFirst();
  }

  private boolean over(LocalDate date) {
    return switch (recurrence.range().kind()) {
      case NO_END -> date.getYear() > LAST_YEAR;
      case END_DATE -> date.isAfter(recurrence.range().end());
      case NUMBERED -> given >= recurrence.range().count();
    };
  }

  private void fill() {
    long step = (long) period++ * recurrence.interval();
    List<LocalDate> days =
        switch (recurrence.type()) {
          case DAILY -> List.of(start.plusDays(step));
          case WEEKLY -> week(step);
          case ABSOLUTE_MONTHLY, RELATIVE_MONTHLY -> month(YearMonth.from(start).plusMonths(step));
          case ABSOLUTE_YEARLY, RELATIVE_YEARLY ->
              month(YearMonth.of(start.getYear(), recurrence.month()).plusYears(step));
        };
    days.stream().filter(day -> !day.isBefore(start)).forEach(ready::addLast);
    done = !days.isEmpty() && days.getFirst().getYear() > LAST_YEAR;
  }

  private List<LocalDate> week(long weeks) {
    DayOfWeek first = recurrence.firstDay();
    LocalDate monday = start.with(TemporalAdjusters.previousOrSame(first)).plusWeeks(weeks);
    return Recurrence.week(first).stream()
        .filter(recurrence.days()::contains)
        .map(day -> monday.with(TemporalAdjusters.nextOrSame(day)))
        .toList();
  }

  /** A day the month does not have is its last one; of several weekdays the first match counts. */
  private List<LocalDate> month(YearMonth month) {
    if (!recurrence.type().relative()) {
      return List.of(month.atDay(Math.min(recurrence.dayOfMonth(), month.lengthOfMonth())));
    }
    List<LocalDate> matches =
        month
            .atDay(1)
            .datesUntil(month.plusMonths(1).atDay(1))
            .filter(day -> recurrence.days().contains(day.getDayOfWeek()))
            .toList();
    return List.of(recurrence.index().of(matches));
  }
}

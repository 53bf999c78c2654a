package io.concordat.ee.calendar.graph;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Graph's six recurrence patterns. A day that a month does not have is its last day; of several
 * days of the week in a relative pattern the one that the index names among them all.
 */
sealed interface GraphPattern {
  /** Days, weeks, months or years. */
  int interval();

  /** Whether an occurrence may be on this date, as far as the interval has no say. */
  boolean makes(LocalDate date);

  /** Every so many days. */
  record Daily(int interval) implements GraphPattern {
    @Override
    public boolean makes(LocalDate date) {
      return true;
    }
  }

  /**
   * On some days of every so many weeks.
   *
   * @param first what a week begins with; it matters when weeks are left out
   */
  record Weekly(int interval, Set<DayOfWeek> days, DayOfWeek first) implements GraphPattern {
    public Weekly {
      days = sorted(days);
    }

    @Override
    public boolean makes(LocalDate date) {
      return days.contains(date.getDayOfWeek());
    }
  }

  /** On a day of every so many months. */
  record MonthlyOn(int interval, int day) implements GraphPattern {
    @Override
    public boolean makes(LocalDate date) {
      return date.getDayOfMonth() == Math.min(day, date.lengthOfMonth());
    }
  }

  /** On the first, second … of some days of the week. */
  record MonthlyThe(int interval, WeekIndex index, Set<DayOfWeek> days) implements GraphPattern {
    public MonthlyThe {
      days = sorted(days);
    }

    @Override
    public boolean makes(LocalDate date) {
      return index.among(days, date).equals(date);
    }
  }

  /** On a date of every so many years. */
  record YearlyOn(int interval, Month month, int day) implements GraphPattern {
    @Override
    public boolean makes(LocalDate date) {
      return date.getMonth() == month && new MonthlyOn(1, day).makes(date);
    }
  }

  /** On the first, second … of some days of the week in one month. */
  record YearlyThe(int interval, Month month, WeekIndex index, Set<DayOfWeek> days)
      implements GraphPattern {
    public YearlyThe {
      days = sorted(days);
    }

    @Override
    public boolean makes(LocalDate date) {
      return date.getMonth() == month && index.among(days, date).equals(date);
    }
  }

  private static Set<DayOfWeek> sorted(Set<DayOfWeek> days) {
    var copy = EnumSet.noneOf(DayOfWeek.class);
    copy.addAll(days);
    return Collections.unmodifiableSet(copy);
  }
}

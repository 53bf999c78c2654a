package io.concordat.dist.oracle;

import java.time.LocalDate;

/** Two years to both sides of today, and two years from a series' own start. */
record Window(LocalDate today) {
  private static final int YEARS = 2;

  LocalDate from() {
    return today.minusYears(YEARS);
  }

  LocalDate to() {
    return today.plusYears(YEARS);
  }

  static LocalDate ownEnd(LocalDate start) {
    return start.plusYears(YEARS);
  }

  boolean shows(LocalDate start, LocalDate day) {
    return inside(day, from(), to()) || inside(day, start, ownEnd(start));
  }

  private static boolean inside(LocalDate day, LocalDate from, LocalDate to) {
    return !day.isBefore(from) && day.isBefore(to);
  }
}

package io.concordat.dist.oracle;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * One occurrence as a person sees it.
 *
 * @param start a date, or wall time with its offset
 * @param end exclusive, as an instant or date
 * @param zone canonical among equal zones, empty for dates
 */
record Slot(String start, String end, String zone, String title, String notes, String location)
    implements Comparable<Slot> {
  private static final Comparator<Slot> ORDER =
      Comparator.comparing(Slot::start)
          .thenComparing(Slot::end)
          .thenComparing(Slot::zone)
          .thenComparing(Slot::title)
          .thenComparing(Slot::notes)
          .thenComparing(Slot::location);

  LocalDate day() {
    return LocalDate.parse(
        start.substring(0, start.indexOf('T') < 0 ? start.length() : start.indexOf('T')));
  }

  @Override
  public int compareTo(Slot other) {
    return ORDER.compare(this, other);
  }
}

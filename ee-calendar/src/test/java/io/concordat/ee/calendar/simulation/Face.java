package io.concordat.ee.calendar.simulation;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What somebody sees of a thing on one side, in words that no side prefers. Times are Berlin's
 * walls, or dates.
 *
 * @param id on its side
 * @param days of a series: what takes place, by the day its rule means
 */
record Face(
    String id,
    String title,
    String notes,
    String place,
    String start,
    String end,
    boolean hidden,
    SortedMap<LocalDate, Day> days) {
  private static final Pattern THING = Pattern.compile("([A-Z]+\\d+) .*");

  Face {
    notes = notes.strip();
    days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
  }

  /** An occurrence. */
  record Day(String title, String start, String end) {}

  boolean series() {
    return !days.isEmpty();
  }

  boolean allDay() {
    return start.length() == 10;
  }

  /** Its name, which nobody changes. */
  String thing() {
    return thing(title);
  }

  static String thing(String title) {
    var found = THING.matcher(title);
    return found.matches() ? found.group(1) : "?" + title;
  }

  LocalDate first() {
    return LocalDate.parse(start.substring(0, 10));
  }

  /** The day that the rule means: weekly, and nobody moves anything by more than three days. */
  static LocalDate meant(LocalDate first, LocalDate shown) {
    long weeks = Math.round(ChronoUnit.DAYS.between(first, shown) / 7.0);
    return first.plusWeeks(weeks);
  }

  private String clock() {
    return allDay() ? "" : start.substring(10);
  }

  /** Everything that somebody has said and that can be seen. */
  Set<String> sayings() {
    var all = new TreeSet<String>();
    all.add("title " + title);
    all.add("start " + start);
    if (!notes.isEmpty()) {
      all.add("notes " + notes);
    }
    if (!place.isEmpty()) {
      all.add("place " + place);
    }
    if (hidden) {
      all.add("hidden");
    }
    days.forEach((meant, day) -> sayings(meant, day, all));
    return all;
  }

  private void sayings(LocalDate meant, Day day, Set<String> all) {
    if (!day.title().equals(title)) {
      all.add("title " + day.title());
    }
    if (!day.start().equals(meant + clock())) {
      all.add("start " + day.start());
    }
  }

  /** The same in other ids. */
  boolean says(Face other) {
    return other.withId(id).equals(this);
  }

  Face withId(String other) {
    return new Face(other, title, notes, place, start, end, hidden, days);
  }

  /** What one can see here and not there, called-off days included. */
  static Set<String> beyond(Face one, Face other) {
    var more = new TreeSet<>(one.sayings());
    more.removeAll(other.sayings());
    if (one.series()) {
      other.days().keySet().stream()
          .filter(day -> !one.days().containsKey(day))
          .forEach(day -> more.add("gone " + day));
    }
    return more;
  }

  /** Whether it can be seen here. */
  boolean shows(String saying) {
    return saying.startsWith("gone ")
        ? series() && !days.containsKey(LocalDate.parse(saying.substring(5)))
        : sayings().contains(saying);
  }
}

package io.concordat.spi.schedule;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an entry says, and what both sides of a sync agree on. One series is one value.
 *
 * @param title may be empty, at most {@value #MAX_TITLE} characters
 * @param notes plain text or the vendor's HTML, at most {@value #MAX_NOTES}
 * @param location at most {@value #MAX_TITLE}
 * @param when of a series: its first slot
 * @param isPrivate shows as "Busy" to everyone but its owner
 * @param exceptions only of a series: slot to what became of it
 */
public record EntryContent(
    String title,
    String notes,
    String location,
    When when,
    boolean isPrivate,
    EntryStatus status,
    Optional<Recurrence> recurrence,
    SortedMap<RecurrenceId, Occurrence> exceptions) {

  public static final int MAX_TITLE = 1_024;
  public static final int MAX_NOTES = 65_536;

  public EntryContent {
    checkTexts(title, notes, location);
    exceptions = Collections.unmodifiableSortedMap(new TreeMap<>(exceptions));
    if (recurrence.isEmpty() && !exceptions.isEmpty()) {
      throw new InvalidContent("recurrence", "only a series has changed or cancelled occurrences");
    }
  }

  public boolean isSeries() {
    return recurrence.isPresent();
  }

  static void checkTexts(String title, String notes, String location) {
    check("title", title, MAX_TITLE);
    check("notes", notes, MAX_NOTES);
    check("location", location, MAX_TITLE);
  }

  private static void check(String field, String text, int most) {
    if (text.length() > most) {
      throw new InvalidContent(field, "longer than " + most + " characters");
    }
    if (text.indexOf('\0') >= 0) {
      throw new InvalidContent(field, "contains a NUL character");
    }
  }
}

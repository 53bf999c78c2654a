package io.concordat.spi.schedule;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How an entry repeats. Cancelled slots (EXDATE) are exceptions of the entry, not part of this.
 *
 * @param rules values of RRULE lines, verbatim without {@code RRULE:}; nearly always exactly one
 * @param excluded values of EXRULE lines
 * @param added slots of RDATE lines
 */
public record Recurrence(List<String> rules, List<String> excluded, SortedSet<RecurrenceId> added) {
  public Recurrence {
    rules = List.copyOf(rules);
    excluded = List.copyOf(excluded);
    added = Collections.unmodifiableSortedSet(new TreeSet<>(added));
    if (rules.isEmpty() && added.isEmpty()) {
      throw new InvalidContent("recurrence", "a series needs a rule or additional dates");
    }
  }

  public static Recurrence of(String rule) {
    return new Recurrence(List.of(rule), List.of(), Collections.emptySortedSet());
  }
}

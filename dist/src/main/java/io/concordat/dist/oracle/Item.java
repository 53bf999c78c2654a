package io.concordat.dist.oracle;

import java.util.List;

/**
 * A single event or a whole series.
 *
 * @param ref the id on its side
 */
record Item(String ref, Seen seen) {

  /**
   * Everything that both sides must agree on.
   *
   * @param first the first slot by the rule, before any exception
   * @param slots of a series: every occurrence inside the window, sorted
   */
  record Seen(
      String title,
      String notes,
      String location,
      boolean isPrivate,
      String status,
      boolean series,
      Slot first,
      List<Slot> slots) {
    Seen {
      slots = slots.stream().sorted().toList();
    }

    /** Two items with this in common are the same thing, perhaps twice. */
    String likeness() {
      return title + "|" + first.start() + "|" + series;
    }
  }
}

package io.concordat.sandbox.graph;

import java.time.LocalDate;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** An occurrence stays between the days of its neighbours. */
record Boundary(Item master, LocalDate day) {

  void check(Span span) {
    @Nullable LocalDate before = null;
    @Nullable LocalDate after = null;
    Iterator<LocalDate> days = master.recurrence().orElseThrow().dates();
    while (days.hasNext() && after == null) {
      LocalDate next = days.next();
      if (!master.cancelled().contains(next) && next.isBefore(day)) {
        before = next;
      } else if (!master.cancelled().contains(next) && next.isAfter(day)) {
        after = next;
      }
    }
    LocalDate start = span.start().date();
    boolean early = before != null && !start.isAfter(held(before));
    boolean late = after != null && !start.isBefore(held(after));
    if (early || late) {
      throw GraphError.of(
          400,
          "ErrorOccurrenceCrossingBoundary",
          "Modified occurrence is crossing or overlapping adjacent occurrence.");
    }
  }

  private LocalDate held(LocalDate neighbour) {
    return master.spanOf(neighbour).start().date();
  }
}

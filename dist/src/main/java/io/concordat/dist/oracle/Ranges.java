package io.concordat.dist.oracle;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** Ranges of days, merged where they touch. */
final class Ranges {
  private final TreeMap<LocalDate, LocalDate> byStart = new TreeMap<>();

  void add(LocalDate from, LocalDate to) {
    LocalDate start = from;
    LocalDate end = to;
    Map.Entry<LocalDate, LocalDate> before = byStart.floorEntry(end);
    while (before != null && !before.getValue().isBefore(start)) {
      byStart.remove(before.getKey());
      start = before.getKey().isBefore(start) ? before.getKey() : start;
      end = before.getValue().isAfter(end) ? before.getValue() : end;
      before = byStart.floorEntry(end);
    }
    byStart.put(start, end);
  }

  Map<LocalDate, LocalDate> merged() {
    return Map.copyOf(byStart);
  }
}

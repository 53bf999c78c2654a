package io.concordat.schedule;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A series laid out in time. */
public final class Expansion {
  /** Enough for an entry per hour over a year; only vendors' sub-daily rules get here. */
  private static final int MOST = 10_000;

  private Expansion() {}

  /** What takes place inside the window, by slot. An occurrence moved into it is in it. */
  public static SortedMap<RecurrenceId, Occurrence.Changed> of(EntryContent series, Window window) {
    var found = new TreeMap<RecurrenceId, Occurrence.Changed>();
    LocalDateTime last = latestWall(window);
    Slots slots = Slots.of(series, earliestWall(series, window));
    for (int n = 0; n < MOST && slots.hasNext(); n++) {
      RecurrenceId slot = slots.next();
      if (slot.wall().isAfter(last)) {
        break;
      }
      if (!series.exceptions().containsKey(slot)) {
        add(found, window, slot, unchanged(series, slot));
      }
    }
    series.exceptions().forEach((slot, occurrence) -> addChanged(found, window, slot, occurrence));
    return found;
  }

  /** One occurrence; empty when it is cancelled or no slot of the series. */
  public static Optional<Occurrence.Changed> at(EntryContent series, RecurrenceId slot) {
    Occurrence exception = series.exceptions().get(slot);
    if (exception == null) {
      return Slots.has(series, slot) ? Optional.of(unchanged(series, slot)) : Optional.empty();
    }
    return switch (exception) {
      case Occurrence.Cancelled cancelled -> Optional.empty();
      case Occurrence.Changed changed -> Optional.of(changed);
    };
  }

  /** What a slot shows while nobody changed it. */
  static Occurrence.Changed unchanged(EntryContent series, RecurrenceId slot) {
    return new Occurrence.Changed(
        series.title(), series.notes(), series.location(), Slots.at(series, slot), series.status());
  }

  private static void addChanged(
      SortedMap<RecurrenceId, Occurrence.Changed> found,
      Window window,
      RecurrenceId slot,
      Occurrence occurrence) {
    switch (occurrence) {
      case Occurrence.Cancelled cancelled -> {}
      case Occurrence.Changed changed -> add(found, window, slot, changed);
    }
  }

  private static void add(
      SortedMap<RecurrenceId, Occurrence.Changed> found,
      Window window,
      RecurrenceId slot,
      Occurrence.Changed shown) {
    if (window.overlaps(shown.when())) {
      found.put(slot, shown);
    }
  }

  /** Wall clocks are at most 18 hours from UTC; two days are ample. */
  private static LocalDateTime earliestWall(EntryContent series, Window window) {
    LocalDateTime first = Slots.first(series).wall();
    LocalDateTime from = utc(window.from()).minusDays(2).minus(duration(series.when()));
    return from.isBefore(first) ? first : from;
  }

  private static LocalDateTime latestWall(Window window) {
    return utc(window.to()).plusDays(2);
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Duration duration(When when) {
    return Duration.between(Span.start(when), Span.end(when));
  }
}

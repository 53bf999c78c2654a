package io.concordat.ee.calendar.graph;

import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.event.Slots;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;

/** What Graph does not hold the same way. Found before anything is written. */
final class GraphLimits {
  /** How far the neighbours of a moved occurrence may be. */
  private static final int YEARS_AROUND = 5;

  /** Slots that are looked at for the shortest time between two. */
  private static final int DAYS_AHEAD = 800;

  private GraphLimits() {}

  /** Why this content cannot be created. */
  static Optional<Refusal> refusal(EntryContent content) {
    return content
        .recurrence()
        .flatMap(recurrence -> series(content).or(() -> slots(content, content.exceptions())));
  }

  /** Why this change cannot be written. What was there already is no hindrance. */
  static Optional<Refusal> refusal(EntryContent from, EntryContent to) {
    if (!to.isSeries()) {
      return Optional.empty();
    }
    var fields = Fields.changed(from, to);
    if (fields.contains(Master.WHEN) || fields.contains(Master.RECURRENCE)) {
      return refusal(to);
    }
    var changed = new TreeMap<>(to.exceptions());
    changed.entrySet().removeAll(from.exceptions().entrySet());
    return slots(to, changed);
  }

  private static Optional<Refusal> series(EntryContent content) {
    var held = GraphRecurrence.write(content.recurrence().orElseThrow(), content.when());
    if (held instanceof GraphRecurrence.Held.Not(var reason)) {
      return Optional.of(reason);
    }
    if (content.when() instanceof When.Timed timed
        && !GraphZones.keeps(timed.zone(), timed.start().toInstant())) {
      return Optional.of(Refusal.ZONE_NOT_HELD);
    }
    return overlapsItself(content) ? Optional.of(Refusal.OVERLAPS_ITSELF) : Optional.empty();
  }

  private static boolean overlapsItself(EntryContent content) {
    var first = RecurrenceId.of(content.when()).wall();
    var lasts = lasts(content.when());
    if (lasts.compareTo(Duration.ofDays(1)) <= 0) {
      return false;
    }
    LocalDateTime end = first;
    for (var slot : Slots.between(content, first, first.plusDays(DAYS_AHEAD))) {
      if (slot.wall().isBefore(end)) {
        return true;
      }
      end = slot.wall().plus(lasts);
    }
    return false;
  }

  private static Duration lasts(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) ->
          Duration.between(start.atStartOfDay(), end.atStartOfDay());
      case When.Timed(var start, var end) ->
          Duration.between(start.toLocalDateTime(), end.toLocalDateTime());
    };
  }

  private static Optional<Refusal> slots(
      EntryContent series, Map<RecurrenceId, Occurrence> changed) {
    var moves = new TreeMap<RecurrenceId, LocalDate>();
    changed.forEach(
        (slot, occurrence) -> {
          if (occurrence instanceof Occurrence.Changed one) {
            moves.put(slot, date(one.when(), series.when()));
          }
        });
    if (moves.isEmpty()) {
      return Optional.empty();
    }
    var slots =
        Slots.between(
            series,
            moves.firstKey().wall().minusYears(YEARS_AROUND),
            moves.lastKey().wall().plusYears(YEARS_AROUND));
    if (!slots.containsAll(moves.keySet())) {
      return Optional.of(Refusal.NO_SUCH_SLOT);
    }
    slots.removeIf(slot -> series.exceptions().get(slot) instanceof Occurrence.Cancelled);
    return moves.entrySet().stream()
            .anyMatch(move -> crosses(series, slots, move.getKey(), move.getValue()))
        ? Optional.of(Refusal.CROSSES_NEIGHBOUR)
        : Optional.empty();
  }

  /** Onto or before the day of the one before, onto or after that of the next. */
  private static boolean crosses(
      EntryContent series, NavigableSet<RecurrenceId> slots, RecurrenceId slot, LocalDate to) {
    var before = slots.lower(slot);
    var after = slots.higher(slot);
    return (before != null && !to.isAfter(day(series, before)))
        || (after != null && !to.isBefore(day(series, after)));
  }

  private static LocalDate day(EntryContent series, RecurrenceId slot) {
    return series.exceptions().get(slot) instanceof Occurrence.Changed changed
        ? date(changed.when(), series.when())
        : slot.wall().toLocalDate();
  }

  private static LocalDate date(When occurrence, When series) {
    return switch (occurrence) {
      case When.AllDay(var start, var end) -> start;
      case When.Timed timed ->
          timed.start().withZoneSameInstant(zone(series, timed.zone())).toLocalDate();
    };
  }

  private static ZoneId zone(When series, ZoneId otherwise) {
    return switch (series) {
      case When.AllDay allDay -> otherwise;
      case When.Timed timed -> timed.zone();
    };
  }
}

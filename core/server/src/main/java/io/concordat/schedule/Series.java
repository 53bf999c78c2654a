package io.concordat.schedule;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Edits of a series by scope, as values in and values out. */
public final class Series {
  private Series() {}

  /** Scope {@code this}: the slot takes place like this. What equals the series is no exception. */
  public static EntryContent change(
      EntryContent series, RecurrenceId slot, Occurrence.Changed shown) {
    var exceptions = new TreeMap<>(series.exceptions());
    if (Slots.has(series, slot) && shown.equals(Expansion.unchanged(series, slot))) {
      exceptions.remove(slot);
    } else {
      exceptions.put(slot, shown);
    }
    return with(series, exceptions);
  }

  /** Scope {@code this}: the slot does not take place. */
  public static EntryContent cancel(EntryContent series, RecurrenceId slot) {
    var exceptions = new TreeMap<>(series.exceptions());
    exceptions.put(slot, new Occurrence.Cancelled());
    return with(series, exceptions);
  }

  /** Whether the rules make this slot, cancelled or not. */
  public static boolean hasSlot(EntryContent series, RecurrenceId slot) {
    return Slots.has(series, slot);
  }

  /** Exactly these slots are cancelled; changed occurrences elsewhere stay. */
  public static EntryContent cancelExactly(EntryContent series, Set<RecurrenceId> slots) {
    var exceptions = new TreeMap<>(series.exceptions());
    exceptions.values().removeIf(Occurrence.Cancelled.class::isInstance);
    slots.forEach(slot -> exceptions.put(slot, new Occurrence.Cancelled()));
    return with(series, exceptions);
  }

  /** Where scope {@code following} cuts a series. */
  public sealed interface Cut {
    /** The slot is the first: everything follows. */
    record Whole() implements Cut {}

    /** The head ends before the slot; the tail starts with it and takes later exceptions along. */
    record Parts(EntryContent head, EntryContent tail) implements Cut {}

    record Refused(String reason) implements Cut {}
  }

  public static Cut cut(EntryContent series, RecurrenceId slot) {
    if (slot.equals(Slots.first(series))) {
      return new Cut.Whole();
    }
    Recurrence recurrence = series.recurrence().orElseThrow();
    if (recurrence.rules().size() > 1 || !recurrence.excluded().isEmpty()) {
      return new Cut.Refused("a series of several rules cannot be cut");
    }
    Optional<Rule> rule = recurrence.rules().stream().findFirst().flatMap(Rule::read);
    if (rule.isPresent() && recurrence.added().contains(slot)) {
      return new Cut.Refused("this occurrence is an additional date, which no rule starts at");
    }
    return new Cut.Parts(head(series, rule, slot), tail(series, rule, slot));
  }

  private static EntryContent head(EntryContent series, Optional<Rule> rule, RecurrenceId slot) {
    Recurrence all = series.recurrence().orElseThrow();
    return part(
        series,
        series.when(),
        rule.map(r -> r.endingBefore(slot, series.when())),
        all.added().headSet(slot),
        series.exceptions().headMap(slot));
  }

  private static EntryContent tail(EntryContent series, Optional<Rule> rule, RecurrenceId slot) {
    var added = new TreeSet<>(series.recurrence().orElseThrow().added().tailSet(slot));
    // Without a rule the slot is an added date: it becomes the new series' first one.
    added.remove(slot);
    return part(
        series,
        Slots.at(series, slot),
        rule.map(r -> remainder(r, series, slot)),
        added,
        series.exceptions().tailMap(slot));
  }

  /** A part of one slot is no series any more, unless something became of that slot. */
  private static EntryContent part(
      EntryContent series,
      When when,
      Optional<String> rule,
      SortedSet<RecurrenceId> added,
      SortedMap<RecurrenceId, Occurrence> exceptions) {
    if (rule.isEmpty() && added.isEmpty()) {
      return exceptions.isEmpty()
          ? of(series, when, Optional.empty(), exceptions)
          : of(series, when, Optional.of(Recurrence.of("FREQ=DAILY;COUNT=1")), exceptions);
    }
    var recurrence = new Recurrence(rule.stream().toList(), List.of(), added);
    return of(series, when, Optional.of(recurrence), exceptions);
  }

  private static String remainder(Rule rule, EntryContent series, RecurrenceId slot) {
    return rule.count()
        .map(count -> rule.withCount(Math.max(1, count - slotsBefore(series, slot))))
        .orElseGet(() -> series.recurrence().orElseThrow().rules().getFirst());
  }

  /** Added dates do not use up a COUNT. */
  private static int slotsBefore(EntryContent series, RecurrenceId slot) {
    Recurrence all = series.recurrence().orElseThrow();
    var ruleOnly = new Recurrence(all.rules(), List.of(), Collections.emptySortedSet());
    Slots slots =
        Slots.of(of(series, series.when(), Optional.of(ruleOnly), Collections.emptySortedMap()));
    int before = 0;
    while (slots.hasNext() && slots.next().compareTo(slot) < 0) {
      before++;
    }
    return before;
  }

  /**
   * Scope {@code all}: the series changes from {@code before} to {@code after}, which still has the
   * exceptions of {@code before}. What an exception had from the series follows it; its slots move
   * with the start; slots that no longer exist are dropped.
   */
  public static EntryContent change(EntryContent before, EntryContent after) {
    if (!before.isSeries() || !after.isSeries()) {
      return with(after, Collections.emptySortedMap());
    }
    boolean sameSlots =
        before.when().equals(after.when()) && before.recurrence().equals(after.recurrence());
    EntryContent shifted = withAddedShifted(before, after);
    var carried = new TreeMap<RecurrenceId, Occurrence>();
    before
        .exceptions()
        .forEach(
            (slot, occurrence) -> {
              RecurrenceId moved = shift(slot, before.when(), after.when());
              if (sameSlots || Slots.has(shifted, moved)) {
                carry(before, slot, occurrence, shifted, moved)
                    .ifPresent(kept -> carried.put(moved, kept));
              }
            });
    return with(shifted, carried);
  }

  private static Optional<Occurrence> carry(
      EntryContent before,
      RecurrenceId slot,
      Occurrence occurrence,
      EntryContent after,
      RecurrenceId moved) {
    return switch (occurrence) {
      case Occurrence.Cancelled cancelled -> Optional.of(cancelled);
      case Occurrence.Changed changed -> {
        var now = follow(changed, Expansion.unchanged(before, slot), after, moved);
        yield Slots.has(after, moved) && now.equals(Expansion.unchanged(after, moved))
            ? Optional.empty()
            : Optional.of(now);
      }
    };
  }

  private static Occurrence.Changed follow(
      Occurrence.Changed changed, Occurrence.Changed old, EntryContent after, RecurrenceId moved) {
    Occurrence.Changed now = Expansion.unchanged(after, moved);
    boolean otherKind =
        (changed.when() instanceof When.AllDay) != (now.when() instanceof When.AllDay);
    return new Occurrence.Changed(
        changed.title().equals(old.title()) ? now.title() : changed.title(),
        changed.notes().equals(old.notes()) ? now.notes() : changed.notes(),
        changed.location().equals(old.location()) ? now.location() : changed.location(),
        otherKind || changed.when().equals(old.when()) ? now.when() : changed.when(),
        changed.status() == old.status() ? now.status() : changed.status());
  }

  /** Added dates that the edit left alone move with the start, like every other slot. */
  private static EntryContent withAddedShifted(EntryContent before, EntryContent after) {
    Recurrence old = before.recurrence().orElseThrow();
    Recurrence now = after.recurrence().orElseThrow();
    if (!old.added().equals(now.added())) {
      return after;
    }
    var added = new TreeSet<RecurrenceId>();
    now.added().forEach(slot -> added.add(shift(slot, before.when(), after.when())));
    return of(
        after,
        after.when(),
        Optional.of(new Recurrence(now.rules(), now.excluded(), added)),
        after.exceptions());
  }

  private static RecurrenceId shift(RecurrenceId slot, When before, When after) {
    LocalDateTime from = RecurrenceId.of(before).wall();
    RecurrenceId first = RecurrenceId.of(after);
    if (first.allDay()) {
      var days = Duration.between(from.toLocalDate().atStartOfDay(), first.wall()).toDays();
      return RecurrenceId.of(slot.wall().toLocalDate().plusDays(days));
    }
    return RecurrenceId.of(slot.wall().plus(Duration.between(from, first.wall())));
  }

  private static EntryContent with(
      EntryContent content, SortedMap<RecurrenceId, ? extends Occurrence> exceptions) {
    return of(content, content.when(), content.recurrence(), exceptions);
  }

  private static EntryContent of(
      EntryContent like,
      When when,
      Optional<Recurrence> recurrence,
      SortedMap<RecurrenceId, ? extends Occurrence> exceptions) {
    return new EntryContent(
        like.title(),
        like.notes(),
        like.location(),
        when,
        like.isPrivate(),
        like.status(),
        recurrence,
        recurrence.isEmpty() ? Collections.emptySortedMap() : new TreeMap<>(exceptions));
  }
}

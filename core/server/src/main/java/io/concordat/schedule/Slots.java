package io.concordat.schedule;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The recurrence set of a series: its first slot, its rules and its added dates, less what EXRULEs
 * take away. Cancelled occurrences keep their slot.
 */
final class Slots implements Iterator<RecurrenceId> {
  private final Merged taken;
  private final Merged excluded;
  private final boolean allDay;

  private Slots(Merged taken, Merged excluded, boolean allDay) {
    this.taken = taken;
    this.excluded = excluded;
    this.allDay = allDay;
    skipExcluded();
  }

  /** The slots at or after {@code from}, in order. Endless series never end. */
  static Slots of(EntryContent series, LocalDateTime from) {
    Recurrence recurrence = series.recurrence().orElseThrow();
    When first = series.when();
    var taken = new ArrayList<Iterator<LocalDateTime>>();
    taken.add(dates(first, recurrence, from).iterator());
    taken.addAll(walls(recurrence.rules(), first, from));
    return new Slots(
        new Merged(taken),
        new Merged(walls(recurrence.excluded(), first, from)),
        first instanceof When.AllDay);
  }

  static Slots of(EntryContent series) {
    return of(series, first(series).wall());
  }

  static RecurrenceId first(EntryContent series) {
    return RecurrenceId.of(series.when());
  }

  static boolean has(EntryContent series, RecurrenceId slot) {
    Slots slots = of(series, slot.wall());
    return slots.hasNext() && slots.next().equals(slot);
  }

  static boolean endless(EntryContent series) {
    return series.recurrence().stream()
        .flatMap(r -> r.rules().stream())
        .anyMatch(rule -> Rule.read(rule).map(Rule::endless).orElse(false));
  }

  /** The time an occurrence has while nobody moved it: the exact duration of the first one. */
  static When at(EntryContent series, RecurrenceId slot) {
    if (slot.equals(first(series))) {
      return series.when();
    }
    return switch (series.when()) {
      case When.AllDay(var start, var end) -> {
        var day = slot.wall().toLocalDate();
        yield new When.AllDay(day, day.plusDays(ChronoUnit.DAYS.between(start, end)));
      }
      case When.Timed timed -> {
        ZonedDateTime start = slot.wall().atZone(timed.zone());
        yield new When.Timed(start, start.plus(Duration.between(timed.start(), timed.end())));
      }
    };
  }

  private static Collection<LocalDateTime> dates(
      When first, Recurrence recurrence, LocalDateTime from) {
    var dates = new TreeSet<LocalDateTime>();
    dates.add(RecurrenceId.of(first).wall());
    recurrence.added().forEach(slot -> dates.add(slot.wall()));
    return dates.tailSet(from);
  }

  private static List<Iterator<LocalDateTime>> walls(
      List<String> rules, When first, LocalDateTime from) {
    return rules.stream()
        .map(Rule::read)
        .flatMap(Optional::stream)
        .map(rule -> rule.walls(first, from))
        .toList();
  }

  @Override
  public boolean hasNext() {
    return taken.hasNext();
  }

  @Override
  public RecurrenceId next() {
    var slot = new RecurrenceId(taken.next(), allDay);
    skipExcluded();
    return slot;
  }

  private void skipExcluded() {
    while (taken.hasNext() && excluded.reaches(taken.peek())) {
      taken.next();
    }
  }

  /** Several ordered iterators as one, each value once. */
  private static final class Merged implements Iterator<LocalDateTime> {
    private final PriorityQueue<Head> heads =
        new PriorityQueue<>(Comparator.comparing(Head::value));

    private record Head(LocalDateTime value, Iterator<LocalDateTime> rest) {}

    Merged(List<Iterator<LocalDateTime>> sources) {
      sources.forEach(this::add);
    }

    private void add(Iterator<LocalDateTime> source) {
      if (source.hasNext()) {
        heads.add(new Head(source.next(), source));
      }
    }

    /** Whether this value is in it; earlier ones are passed over. */
    boolean reaches(LocalDateTime value) {
      while (hasNext() && peek().isBefore(value)) {
        next();
      }
      return hasNext() && peek().equals(value);
    }

    LocalDateTime peek() {
      Head head = heads.peek();
      if (head == null) {
        throw new NoSuchElementException();
      }
      return head.value();
    }

    @Override
    public boolean hasNext() {
      return !heads.isEmpty();
    }

    @Override
    public LocalDateTime next() {
      LocalDateTime value = peek();
      for (@Nullable Head head = heads.peek();
          head != null && head.value().equals(value);
          head = heads.peek()) {
        heads.remove();
        add(head.rest());
      }
      return value;
    }
  }
}

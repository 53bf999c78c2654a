package io.concordat.ee.calendar.event;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/** The slots that a series' rules make, in wall time of the series. */
public final class Slots {
  /** No listing of slots looks at more: a guard against rules that run away. */
  private static final int MOST = 100_000;

  private Slots() {}

  /** What the rule puts into this slot: the master's contents, as long as the master. */
  public static Occurrence.Changed generated(EntryContent series, RecurrenceId slot) {
    return new Occurrence.Changed(
        series.title(),
        series.notes(),
        series.location(),
        at(series.when(), slot),
        series.status());
  }

  /** The slots from the first to the last wall time, both included; exceptions do not matter. */
  public static NavigableSet<RecurrenceId> between(
      EntryContent series, LocalDateTime first, LocalDateTime last) {
    return series
        .recurrence()
        .map(recurrence -> between(recurrence, series.when(), first, last))
        .orElseGet(TreeSet::new);
  }

  /** Which of these slots the series has. */
  public static NavigableSet<RecurrenceId> among(
      EntryContent series, Collection<RecurrenceId> wanted) {
    if (wanted.isEmpty()) {
      return new TreeSet<>();
    }
    var sorted = new TreeSet<>(wanted);
    var slots = between(series, sorted.first().wall(), sorted.last().wall());
    slots.retainAll(sorted);
    return slots;
  }

  private static When at(When master, RecurrenceId slot) {
    return switch (master) {
      case When.AllDay(var start, var end) -> {
        var date = slot.wall().toLocalDate();
        yield new When.AllDay(date, date.plusDays(ChronoUnit.DAYS.between(start, end)));
      }
      case When.Timed timed -> {
        var start = slot.wall().atZone(timed.zone());
        var began =
            start.toLocalDateTime().equals(timed.start().toLocalDateTime()) ? timed.start() : start;
        yield new When.Timed(began, began.plus(Duration.between(timed.start(), timed.end())));
      }
    };
  }

  private static NavigableSet<RecurrenceId> between(
      Recurrence recurrence, When when, LocalDateTime first, LocalDateTime last) {
    var start = RecurrenceId.of(when);
    var slots = new TreeSet<RecurrenceId>();
    slots.add(start);
    slots.addAll(recurrence.added());
    recurrence.rules().forEach(rule -> slots.addAll(expand(rule, when, first, last)));
    recurrence.excluded().forEach(rule -> slots.removeAll(expand(rule, when, first, last)));
    slots.removeIf(slot -> slot.wall().isBefore(first) || slot.wall().isAfter(last));
    return slots;
  }

  private static NavigableSet<RecurrenceId> expand(
      String rule, When when, LocalDateTime first, LocalDateTime last) {
    var slots = new TreeSet<RecurrenceId>();
    try {
      var iterator = iterator(rule, when);
      iterator.fastForward(floating(first.minusDays(1), when));
      for (int i = 0; i < MOST && iterator.hasNext(); i++) {
        var wall = wall(iterator.nextDateTime());
        if (wall.isAfter(last)) {
          break;
        }
        slots.add(slot(wall, when));
      }
    } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
      return slots; // what cannot be read makes no slots
    }
    return slots;
  }

  private static RecurrenceRuleIterator iterator(String rule, When when)
      throws InvalidRecurrenceRuleException {
    var parsed = RuleText.parse(rule);
    floatUntil(parsed, rule, when);
    return parsed.iterator(floating(RecurrenceId.of(when).wall(), when));
  }

  /** The library compares UNTIL with the start as written; ours is wall time throughout. */
  private static void floatUntil(RecurrenceRule parsed, String rule, When when) {
    for (var part : rule.toUpperCase(Locale.ROOT).split(";", -1)) {
      if (part.startsWith("UNTIL=")) {
        parsed.setUntil(floating(until(part.substring(6), when), when));
      }
    }
  }

  private static LocalDateTime until(String text, When when) {
    try {
      return switch (when) {
        case When.AllDay allDay -> RuleText.wallUntil(text.substring(0, 8), ZoneOffset.UTC);
        case When.Timed timed -> RuleText.wallUntil(text, timed.zone());
      };
    } catch (DateTimeParseException | StringIndexOutOfBoundsException e) {
      throw new IllegalArgumentException("UNTIL cannot be read", e);
    }
  }

  private static DateTime floating(LocalDateTime wall, When when) {
    return switch (when) {
      case When.AllDay allDay ->
          new DateTime(wall.getYear(), wall.getMonthValue() - 1, wall.getDayOfMonth());
      case When.Timed timed ->
          new DateTime(
              wall.getYear(),
              wall.getMonthValue() - 1,
              wall.getDayOfMonth(),
              wall.getHour(),
              wall.getMinute(),
              wall.getSecond());
    };
  }

  private static LocalDateTime wall(DateTime time) {
    return LocalDateTime.of(
        time.getYear(),
        time.getMonth() + 1,
        time.getDayOfMonth(),
        time.isAllDay() ? 0 : time.getHours(),
        time.isAllDay() ? 0 : time.getMinutes(),
        time.isAllDay() ? 0 : time.getSeconds());
  }

  private static RecurrenceId slot(LocalDateTime wall, When when) {
    return switch (when) {
      case When.AllDay allDay -> RecurrenceId.of(wall.toLocalDate());
      case When.Timed timed -> RecurrenceId.of(behindGap(wall, timed.zone()));
    };
  }

  private static LocalDateTime behindGap(LocalDateTime wall, ZoneId zone) {
    return wall.atZone(zone).toLocalDateTime();
  }
}

package io.concordat.ee.calendar.simulation;

import io.concordat.ee.calendar.simulation.Sketch.Edit;
import io.concordat.schedule.Series;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.When;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;

/** The schedule's side: entries as faces, and edits of them. */
final class Here {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final int MOST = 60;

  private Here() {}

  static EntryContent content(Sketch sketch) {
    return new EntryContent(
        sketch.title(),
        "",
        "",
        sketch.allDay() ? days(sketch.day(), Sketch.DAYS) : timed(sketch.start(), minutes()),
        sketch.hidden(),
        EntryStatus.CONFIRMED,
        sketch.rule().map(Recurrence::of),
        new TreeMap<>());
  }

  private static Duration minutes() {
    return Duration.ofMinutes(Sketch.MINUTES);
  }

  private static When days(LocalDate first, long count) {
    return new When.AllDay(first, first.plusDays(count));
  }

  private static When timed(LocalDateTime wall, Duration length) {
    return new When.Timed(wall.atZone(BERLIN), wall.atZone(BERLIN).plus(length));
  }

  static EntryContent edited(EntryContent content, Edit edit) {
    EntryContent after = plain(content, edit);
    return content.isSeries() ? Series.change(content, after) : after;
  }

  private static EntryContent plain(EntryContent of, Edit edit) {
    return new EntryContent(
        edit instanceof Edit.Title(var text) ? text : of.title(),
        edit instanceof Edit.Notes(var text) ? text : of.notes(),
        edit instanceof Edit.Place(var text) ? text : of.location(),
        edit instanceof Edit.Start(var wall) ? moved(of.when(), wall) : of.when(),
        edit instanceof Edit.Hide || of.isPrivate(),
        of.status(),
        of.recurrence(),
        of.exceptions());
  }

  private static When moved(When when, LocalDateTime wall) {
    return switch (when) {
      case When.AllDay(var start, var end) ->
          days(wall.toLocalDate(), ChronoUnit.DAYS.between(start, end));
      case When.Timed(var start, var end) -> timed(wall, Duration.between(start, end));
    };
  }

  static EntryContent editedDay(EntryContent series, LocalDate day, Edit edit) {
    RecurrenceId slot = slot(series, day);
    Occurrence.Changed now =
        series.exceptions().get(slot) instanceof Occurrence.Changed changed
            ? changed
            : unchanged(series, day);
    return Series.change(
        series,
        slot,
        new Occurrence.Changed(
            edit instanceof Edit.Title(var text) ? text : now.title(),
            now.notes(),
            now.location(),
            edit instanceof Edit.Start(var wall) ? moved(now.when(), wall) : now.when(),
            now.status()));
  }

  static EntryContent cancelledDay(EntryContent series, LocalDate day) {
    return Series.cancel(series, slot(series, day));
  }

  static Series.Cut cut(EntryContent series, LocalDate day) {
    return Series.cut(series, slot(series, day));
  }

  private static RecurrenceId slot(EntryContent series, LocalDate day) {
    return switch (series.when()) {
      case When.AllDay allDay -> RecurrenceId.of(day);
      case When.Timed timed -> RecurrenceId.of(day.atTime(wall(timed).toLocalTime()));
    };
  }

  private static LocalDateTime wall(When.Timed timed) {
    return timed.start().toLocalDateTime();
  }

  private static Occurrence.Changed unchanged(EntryContent series, LocalDate day) {
    When when =
        switch (series.when()) {
          case When.AllDay allDay -> moved(allDay, day.atStartOfDay());
          case When.Timed timed -> moved(timed, day.atTime(wall(timed).toLocalTime()));
        };
    return new Occurrence.Changed(
        series.title(), series.notes(), series.location(), when, series.status());
  }

  static Face face(ScheduleEntry entry) {
    return face(entry.id().toString(), entry.content());
  }

  static Face face(String id, EntryContent content) {
    return new Face(
        id,
        content.title(),
        content.notes(),
        content.location(),
        start(content.when()),
        end(content.when()),
        content.isPrivate(),
        content.isSeries() ? occurrences(content) : new TreeMap<>());
  }

  private static String start(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> start.toString();
      case When.Timed timed -> berlin(timed.start()).toString();
    };
  }

  private static String end(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> end.toString();
      case When.Timed timed -> berlin(timed.end()).toString();
    };
  }

  private static LocalDateTime berlin(ZonedDateTime time) {
    return time.withZoneSameInstant(BERLIN).toLocalDateTime();
  }

  private static SortedMap<LocalDate, Face.Day> occurrences(EntryContent series) {
    LocalDate first = LocalDate.parse(start(series.when()).substring(0, 10));
    var days = new TreeMap<LocalDate, Face.Day>();
    for (LocalDate day : made(series, first)) {
      Optional<Occurrence> exception =
          Optional.ofNullable(series.exceptions().get(slot(series, day)));
      Occurrence now = exception.orElseGet(() -> unchanged(series, day));
      if (now instanceof Occurrence.Changed changed) {
        days.put(
            Face.meant(first, day),
            new Face.Day(changed.title(), start(changed.when()), end(changed.when())));
      }
    }
    return days;
  }

  private static DateTime begin(EntryContent series, LocalDate first) {
    int month = first.getMonthValue() - 1;
    return switch (series.when()) {
      case When.AllDay allDay -> new DateTime(first.getYear(), month, first.getDayOfMonth());
      case When.Timed timed -> {
        LocalDateTime at = berlin(timed.start());
        yield new DateTime(
            TimeZone.getTimeZone(BERLIN),
            first.getYear(),
            month,
            first.getDayOfMonth(),
            at.getHour(),
            at.getMinute(),
            0);
      }
    };
  }

  /** What the rule makes; lib-recur knows no part of the product. */
  private static Set<LocalDate> made(EntryContent series, LocalDate first) {
    var days = new TreeSet<LocalDate>();
    for (String text : series.recurrence().orElseThrow().rules()) {
      try {
        var rule = new RecurrenceRule(text).iterator(begin(series, first));
        for (int i = 0; rule.hasNext() && i < MOST; i++) {
          DateTime next = rule.nextDateTime();
          days.add(LocalDate.of(next.getYear(), next.getMonth() + 1, next.getDayOfMonth()));
        }
      } catch (InvalidRecurrenceRuleException e) {
        throw new IllegalStateException(text, e);
      }
    }
    return days;
  }
}

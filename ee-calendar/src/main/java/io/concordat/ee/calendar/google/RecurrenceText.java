package io.concordat.ee.calendar.google;

import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.event.RuleText;
import io.concordat.ee.calendar.event.Zones;
import io.concordat.spi.schedule.InvalidContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The lines of {@code recurrence[]}: RRULE and EXRULE verbatim, RDATE and EXDATE as slots. */
final class RecurrenceText {
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
  private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

  private final When start;
  private final List<String> rules = new ArrayList<>();
  private final List<String> excluded = new ArrayList<>();
  private final SortedSet<RecurrenceId> added = new TreeSet<>();
  private final SortedMap<RecurrenceId, Occurrence> cancelled = new TreeMap<>();

  private RecurrenceText(When start) {
    this.start = start;
  }

  static RecurrenceText read(List<String> lines, When start) {
    var text = new RecurrenceText(start);
    lines.forEach(text::add);
    return text;
  }

  Recurrence recurrence() {
    try {
      return new Recurrence(rules, excluded, added);
    } catch (InvalidContent e) {
      throw unreadable();
    }
  }

  SortedMap<RecurrenceId, Occurrence> cancelled() {
    return cancelled;
  }

  /** The lines of a series, with these of its cancelled slots. */
  static List<String> write(Recurrence recurrence, Collection<RecurrenceId> cancelled, When start) {
    var lines = new ArrayList<String>();
    recurrence.rules().forEach(rule -> lines.add("RRULE:" + RuleText.conforming(rule, start)));
    recurrence.excluded().forEach(rule -> lines.add("EXRULE:" + RuleText.conforming(rule, start)));
    dates("RDATE", recurrence.added(), start, lines);
    dates("EXDATE", cancelled, start, lines);
    return lines;
  }

  private static void dates(
      String name, Collection<RecurrenceId> slots, When start, List<String> lines) {
    if (!slots.isEmpty()) {
      var values = slots.stream().map(slot -> value(slot, start));
      lines.add(name + parameter(start) + ":" + values.collect(Collectors.joining(",")));
    }
  }

  private static String parameter(When start) {
    return switch (start) {
      case When.AllDay allDay -> ";VALUE=DATE";
      case When.Timed timed -> utc(timed) ? "" : ";TZID=" + timed.zone().getId();
    };
  }

  private static String value(RecurrenceId slot, When start) {
    return switch (start) {
      case When.AllDay allDay -> DAY.format(slot.wall());
      case When.Timed timed -> WALL.format(slot.wall()) + (utc(timed) ? "Z" : "");
    };
  }

  private static boolean utc(When.Timed timed) {
    return Zones.canonical(timed.zone()).equals(ZoneOffset.UTC);
  }

  private void add(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      throw unreadable();
    }
    var head = line.substring(0, colon).split(";", -1);
    var value = line.substring(colon + 1).strip();
    switch (head[0].toUpperCase(Locale.ROOT)) {
      case "RRULE" -> rules.add(rule(value));
      case "EXRULE" -> excluded.add(rule(value));
      case "RDATE" -> added.addAll(slots(value, zone(head)));
      case "EXDATE" ->
          slots(value, zone(head)).forEach(slot -> cancelled.put(slot, new Occurrence.Cancelled()));
      default -> throw unreadable();
    }
  }

  private static String rule(String value) {
    if (!RuleText.readable(value)) {
      throw unreadable();
    }
    return value;
  }

  private ZoneId zone(String[] head) {
    for (var parameter : head) {
      if (parameter.regionMatches(true, 0, "TZID=", 0, 5)) {
        return Zones.find(parameter.substring(5).replace("\"", ""))
            .orElseThrow(() -> new Unreadable(Refusal.UNKNOWN_ZONE, "a date's zone is not known"));
      }
    }
    return switch (start) {
      case When.AllDay allDay -> ZoneOffset.UTC;
      case When.Timed timed -> timed.zone();
    };
  }

  private List<RecurrenceId> slots(String values, ZoneId zone) {
    var slots = new ArrayList<RecurrenceId>();
    for (var value : values.split(",", -1)) {
      slots.add(slot(value.strip(), zone));
    }
    return slots;
  }

  private RecurrenceId slot(String value, ZoneId zone) {
    try {
      return switch (start) {
        case When.AllDay allDay -> RecurrenceId.of(LocalDate.parse(value.substring(0, 8), DAY));
        case When.Timed timed -> RecurrenceId.of(wall(value, zone, timed));
      };
    } catch (DateTimeException | StringIndexOutOfBoundsException e) {
      throw unreadable();
    }
  }

  /** A bare date among timed slots means that day's; of a period only its start counts. */
  private static LocalDateTime wall(String value, ZoneId zone, When.Timed timed) {
    if (value.length() == 8) {
      return LocalDate.parse(value, DAY).atTime(timed.start().toLocalTime());
    }
    var local = LocalDateTime.parse(value.substring(0, 15), WALL);
    boolean utc = value.length() > 15 && value.charAt(15) == 'Z';
    return local
        .atZone(utc ? ZoneOffset.UTC : zone)
        .withZoneSameInstant(timed.zone())
        .toLocalDateTime();
  }

  private static Unreadable unreadable() {
    return new Unreadable(Refusal.UNREADABLE_RECURRENCE, "the recurrence cannot be read");
  }
}

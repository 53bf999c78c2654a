package io.concordat.sandbox.calendar;

import io.concordat.sandbox.http.GoogleError;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The occurrences of a recurring event. The start counts as the first occurrence, as RFC 5545 has
 * it; the wall time is kept over clock changes; every other zone rule is java.time's.
 */
final class Series {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
  private static final Pattern LINE =
      Pattern.compile("(RRULE|EXRULE|RDATE|EXDATE)((?:;[A-Z-]+=[^:;]+)*):(\\S+)");

  private static final Duration SHOWN = Duration.ofDays(2 * 366);

  private final Span span;
  private final List<Rule> rules = new ArrayList<>();
  private final List<Rule> exRules = new ArrayList<>();
  private final TreeSet<Long> rdates = new TreeSet<>();
  private final TreeSet<Long> exdates = new TreeSet<>();

  private Series(Span span) {
    this.span = span;
    rdates.add(span.start().tick());
  }

  /** Reads the lines of {@code recurrence}, refusing what Google refuses. */
  static Series read(List<String> lines, Span span) {
    Series series = new Series(span);
    lines.forEach(series::add);
    if (series.rules.isEmpty() && series.rdates.size() == 1 && !anyRdate(lines)) {
      throw invalid();
    }
    series.rules.forEach(Rule::mustProduce);
    return series;
  }

  private static boolean anyRdate(List<String> lines) {
    return lines.stream().anyMatch(line -> line.startsWith("RDATE"));
  }

  private static GoogleError invalid() {
    return GoogleError.invalid("Invalid recurrence rule.");
  }

  private void add(String line) {
    var matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw invalid();
    }
    String parameters = matcher.group(2);
    String value = matcher.group(3);
    switch (matcher.group(1)) {
      case "RRULE" -> rules.add(rule(parameters, value));
      case "EXRULE" -> exRules.add(rule(parameters, value));
      case "RDATE" -> rdates.addAll(dates(parameters, value));
      default -> exdates.addAll(dates(parameters, value));
    }
  }

  private Rule rule(String parameters, String value) {
    if (!parameters.isEmpty()) {
      throw invalid();
    }
    return Rule.read(value, span.start());
  }

  private List<Long> dates(String parameters, String value) {
    ZoneId zone = null;
    boolean days = false;
    for (String parameter : parameters.split(";", -1)) {
      String upper = parameter.toUpperCase(Locale.ROOT);
      if (upper.startsWith("TZID=")) {
        zone = When.zone(parameter.substring(5), "recurrence");
      } else if (upper.equals("VALUE=DATE")) {
        days = true;
      } else if (!upper.isEmpty() && !upper.equals("VALUE=DATE-TIME")) {
        throw invalid();
      }
    }
    ZoneId named = zone == null ? ZoneOffset.UTC : zone;
    boolean floating = zone == null;
    boolean asDays = days || span.allDay();
    return Arrays.stream(value.split(",", -1)).map(v -> tick(v, named, floating, asDays)).toList();
  }

  /** A series of times takes times with a zone, a series of days takes days. */
  private long tick(String value, ZoneId zone, boolean floating, boolean days) {
    try {
      if (days != span.allDay()) {
        throw invalid();
      }
      if (days) {
        return LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE).toEpochDay();
      }
      if (value.endsWith("Z")) {
        return LocalDateTime.parse(value, When.SLOT_TIME).toEpochSecond(ZoneOffset.UTC);
      }
      if (floating) {
        throw invalid();
      }
      return LocalDateTime.parse(value, LOCAL).atZone(zone).toEpochSecond();
    } catch (DateTimeException e) {
      throw invalid();
    }
  }

  Span span() {
    return span;
  }

  /**
   * Up to when occurrences are shown without an upper bound: all of them, but of an endless series
   * only those of two years from now or from its start.
   */
  Instant horizon(Instant now, ZoneId calendarZone) {
    if (rules.stream().noneMatch(Rule::endless)) {
      return Instant.MAX;
    }
    Instant start = span.start().instant(calendarZone);
    return (start.isAfter(now) ? start : now).plus(SHOWN);
  }

  /** All occurrences in order of time; endless when a rule is. */
  PrimitiveIterator.OfLong ticks() {
    List<PrimitiveIterator.OfLong> sources = new ArrayList<>();
    sources.add(rdates.stream().mapToLong(Long::longValue).iterator());
    rules.forEach(rule -> sources.add(rule.ticks()));
    List<PrimitiveIterator.OfLong> minus = new ArrayList<>();
    minus.add(exdates.stream().mapToLong(Long::longValue).iterator());
    exRules.forEach(rule -> minus.add(rule.ticks()));
    return new Without(new Merged(sources), new Merged(minus));
  }

  boolean contains(long tick) {
    PrimitiveIterator.OfLong ticks = ticks();
    while (ticks.hasNext()) {
      long next = ticks.nextLong();
      if (next >= tick) {
        return next == tick;
      }
    }
    return false;
  }

  /** The position a slot name means; empty when it is of the other kind or malformed. */
  OptionalLong position(String slot) {
    try {
      boolean day = slot.length() == 8;
      if (day != span.allDay()) {
        return OptionalLong.empty();
      }
      return OptionalLong.of(
          day
              ? LocalDate.parse(slot, When.SLOT_DAY).toEpochDay()
              : LocalDateTime.parse(slot, When.SLOT_TIME).toEpochSecond(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  /** The occurrences that touch a window, at most {@code limit}. */
  List<Span> within(Instant min, Instant max, ZoneId calendarZone, int limit) {
    List<Span> found = new ArrayList<>();
    PrimitiveIterator.OfLong ticks = ticks();
    while (ticks.hasNext() && found.size() < limit) {
      Span occurrence = span.startingAt(ticks.nextLong());
      if (!occurrence.start().instant(calendarZone).isBefore(max)) {
        break;
      }
      if (occurrence.touches(min, max, calendarZone)) {
        found.add(occurrence);
      }
    }
    return found;
  }
}

package io.concordat.ee.calendar.event;

import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;

/** The value of an RRULE or EXRULE line. */
public final class RuleText {
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
  private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
  private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

  private RuleText() {}

  /** Whether it can be read at all. */
  public static boolean readable(String rule) {
    try {
      parse(rule);
      return true;
    } catch (InvalidRecurrenceRuleException e) {
      return false;
    }
  }

  /** Whether it repeats within a day. */
  public static boolean subDaily(String rule) {
    try {
      var frequency = parse(rule).getFreq();
      return frequency == Freq.HOURLY || frequency == Freq.MINUTELY || frequency == Freq.SECONDLY;
    } catch (InvalidRecurrenceRuleException e) {
      return false;
    }
  }

  /** Whether its UNTIL comes before the start, so that it never takes place. */
  public static boolean endsBefore(String rule, When start) {
    var first = RecurrenceId.of(start).wall();
    return Arrays.stream(rule.split(";", -1))
        .filter(RuleText::isUntil)
        .anyMatch(part -> ends(part.substring(6), start).isBefore(first));
  }

  private static LocalDateTime ends(String until, When start) {
    try {
      return switch (start) {
        case When.AllDay allDay -> lastDay(until, start).atTime(LAST_SECOND);
        case When.Timed timed -> wallUntil(until, timed.zone());
      };
    } catch (DateTimeParseException | IndexOutOfBoundsException e) {
      return LocalDateTime.MAX;
    }
  }

  /** The same rule with its UNTIL as RFC 5545 wants it: UTC for timed series, a date for others. */
  public static String conforming(String rule, When start) {
    return Arrays.stream(rule.split(";", -1))
        .map(part -> isUntil(part) ? "UNTIL=" + until(part.substring(6), start) : part)
        .collect(Collectors.joining(";"));
  }

  /** The last day on which an occurrence may begin, by this value of UNTIL. */
  public static LocalDate lastDay(String until, When start) {
    return switch (start) {
      case When.AllDay allDay -> LocalDate.parse(until.substring(0, 8), DAY);
      case When.Timed timed -> {
        var wall = wallUntil(until, timed.zone());
        boolean before = wall.toLocalTime().isBefore(timed.start().toLocalTime());
        yield before ? wall.toLocalDate().minusDays(1) : wall.toLocalDate();
      }
    };
  }

  /** The value of UNTIL for a last occurrence on this day. */
  public static String until(LocalDate lastDay, When start) {
    return switch (start) {
      case When.AllDay allDay -> DAY.format(lastDay);
      case When.Timed timed ->
          lastDay
                  .atTime(timed.start().toLocalTime())
                  .atZone(timed.zone())
                  .withZoneSameInstant(ZoneOffset.UTC)
                  .format(WALL)
              + "Z";
    };
  }

  static RecurrenceRule parse(String rule) throws InvalidRecurrenceRuleException {
    return new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_LAX);
  }

  /** One spelling for all that mean the same: parts sorted, defaults left out, UNTIL conforming. */
  static String normal(String rule, When start) {
    var parts = new TreeMap<String, String>();
    for (var part : rule.toUpperCase(Locale.ROOT).split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        var name = part.substring(0, equals).strip();
        parts.put(name, normal(name, part.substring(equals + 1).strip(), start));
      }
    }
    parts.remove("INTERVAL", "1");
    parts.remove("WKST", "MO");
    return parts.toString();
  }

  private static String normal(String name, String value, When start) {
    if (name.equals("UNTIL")) {
      return until(value, start);
    }
    return name.startsWith("BY") && value.indexOf(',') > 0 ? sorted(value) : value;
  }

  private static String sorted(String list) {
    return Arrays.stream(list.split(",", -1)).sorted().collect(Collectors.joining(","));
  }

  private static boolean isUntil(String part) {
    return part.regionMatches(true, 0, "UNTIL=", 0, 6);
  }

  private static String until(String text, When start) {
    try {
      return switch (start) {
        case When.AllDay allDay -> text.substring(0, Math.min(8, text.length()));
        case When.Timed timed ->
            wallUntil(text, timed.zone())
                    .atZone(timed.zone())
                    .withZoneSameInstant(ZoneOffset.UTC)
                    .format(WALL)
                + "Z";
      };
    } catch (DateTimeParseException e) {
      return text;
    }
  }

  /** UNTIL as wall time of the series; a date means all of that day. */
  static LocalDateTime wallUntil(String text, ZoneId zone) {
    if (text.length() == 8) {
      return LocalDate.parse(text, DAY).atTime(LAST_SECOND);
    }
    return text.endsWith("Z")
        ? ZonedDateTime.of(LocalDateTime.parse(text.substring(0, 15), WALL), ZoneOffset.UTC)
            .withZoneSameInstant(zone)
            .toLocalDateTime()
        : LocalDateTime.parse(text, WALL);
  }
}

package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.event.RuleText;
import io.concordat.ee.calendar.event.Slots;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * RRULE to Graph's pattern and range, and back. A rule goes out only if what Graph makes of it are
 * the same slots.
 */
final class GraphRecurrence {
  /** Beyond every interval that leaves months out, and over two leap years. */
  private static final int BEATS_COMPARED = 13;

  private static final int YEARS_COMPARED = 9;

  private GraphRecurrence() {}

  /** What Graph can hold of a recurrence. */
  sealed interface Held {
    record As(ObjectNode recurrence) implements Held {}

    record Not(Refusal reason) implements Held {}
  }

  static Held write(Recurrence recurrence, When start) {
    if (recurrence.rules().size() != 1) {
      return new Held.Not(
          recurrence.rules().isEmpty() ? Refusal.ADDED_DATES : Refusal.SEVERAL_RULES);
    }
    if (!recurrence.added().isEmpty()) {
      return new Held.Not(Refusal.ADDED_DATES);
    }
    return recurrence.excluded().isEmpty()
        ? write(recurrence.rules().getFirst(), start)
        : new Held.Not(Refusal.EXCLUDING_RULE);
  }

  /** The rule of a master that is read. */
  static Recurrence read(JsonNode recurrence, When start) {
    var pattern = PatternJson.read(recurrence.path("pattern"));
    if (!pattern.makes(first(start))) {
      throw new Unreadable(Refusal.START_NOT_IN_RULE, "the series begins beside its pattern");
    }
    return Recurrence.of(PatternRule.of(pattern) + end(recurrence.path("range"), start));
  }

  private static Held write(String text, When start) {
    if (RuleText.subDaily(text)) {
      return new Held.Not(Refusal.SUB_DAILY);
    }
    if (!RuleText.readable(text)) {
      return new Held.Not(Refusal.UNREADABLE_RECURRENCE);
    }
    if (RuleText.endsBefore(text, start)) {
      return new Held.Not(Refusal.NO_OCCURRENCE);
    }
    try {
      return RuleParts.of(text)
          .map(rule -> write(rule, text, start))
          .orElseGet(() -> new Held.Not(Refusal.UNREADABLE_RECURRENCE));
    } catch (Unreadable e) {
      return new Held.Not(e.reason());
    }
  }

  private static Held write(RuleParts rule, String text, When start) {
    return new PatternChoice(rule, first(start))
        .pattern()
        .map(pattern -> write(pattern, rule, text, start))
        .orElseGet(() -> new Held.Not(Refusal.RULE_NOT_HELD));
  }

  private static Held write(GraphPattern pattern, RuleParts rule, String text, When start) {
    if (!pattern.makes(first(start))) {
      return new Held.Not(Refusal.START_NOT_IN_RULE);
    }
    var range = range(rule, start);
    var again = PatternRule.of(pattern) + end(range, start);
    if (!slots(again, pattern, start).equals(slots(text, pattern, start))) {
      return new Held.Not(mayBeShort(pattern) ? Refusal.SHORT_MONTHS : Refusal.RULE_NOT_HELD);
    }
    var recurrence = JsonNodeFactory.instance.objectNode();
    recurrence.set("pattern", PatternJson.write(pattern));
    recurrence.set("range", range);
    return new Held.As(recurrence);
  }

  private static boolean mayBeShort(GraphPattern pattern) {
    return switch (pattern) {
      case GraphPattern.MonthlyOn(var interval, var day) -> day > 28;
      case GraphPattern.YearlyOn(var interval, var month, var day) -> day > 28;
      case GraphPattern.Daily daily -> false;
      case GraphPattern.Weekly weekly -> false;
      case GraphPattern.MonthlyThe monthly -> false;
      case GraphPattern.YearlyThe yearly -> false;
    };
  }

  private static NavigableSet<RecurrenceId> slots(String rule, GraphPattern pattern, When start) {
    var series =
        new EntryContent(
            "",
            "",
            "",
            start,
            false,
            EntryStatus.CONFIRMED,
            Optional.of(Recurrence.of(rule)),
            Collections.emptySortedMap());
    var first = first(start);
    return Slots.between(series, first.atStartOfDay(), compared(first, pattern).atStartOfDay());
  }

  private static LocalDate compared(LocalDate first, GraphPattern pattern) {
    int interval = Math.min(pattern.interval(), 100);
    return switch (pattern) {
      case GraphPattern.Daily daily -> first.plusYears(1).plusDays(2L * interval);
      case GraphPattern.Weekly weekly -> first.plusYears(1).plusWeeks(2L * interval);
      case GraphPattern.MonthlyOn monthly -> months(first, interval);
      case GraphPattern.MonthlyThe monthly -> months(first, interval);
      case GraphPattern.YearlyOn yearly -> first.plusYears((long) YEARS_COMPARED * interval);
      case GraphPattern.YearlyThe yearly -> first.plusYears((long) YEARS_COMPARED * interval);
    };
  }

  private static LocalDate months(LocalDate first, int interval) {
    return first.plusYears(YEARS_COMPARED).plusMonths((long) BEATS_COMPARED * interval);
  }

  private static ObjectNode range(RuleParts rule, When start) {
    var first = first(start);
    var range = JsonNodeFactory.instance.objectNode().put("startDate", first.toString());
    range.put("recurrenceTimeZone", GraphTimes.seriesZone(start));
    var last = rule.until().map(until -> lastDay(until, start));
    if (rule.count().isPresent()) {
      return range.put("type", "numbered").put("numberOfOccurrences", rule.count().get());
    }
    if (last.isEmpty()) {
      return range.put("type", "noEnd");
    }
    return last.get().isBefore(first) // the start counts however early the rule ends
        ? range.put("type", "numbered").put("numberOfOccurrences", 1)
        : range.put("type", "endDate").put("endDate", last.get().toString());
  }

  private static LocalDate lastDay(String until, When start) {
    try {
      return RuleText.lastDay(until, start);
    } catch (DateTimeException | StringIndexOutOfBoundsException e) {
      throw new Unreadable(Refusal.UNREADABLE_RECURRENCE, "the rule's end cannot be read");
    }
  }

  private static String end(JsonNode range, When start) {
    return switch (range.path("type").asText("")) {
      case "numbered" -> ";COUNT=" + Math.max(1, range.path("numberOfOccurrences").asInt());
      case "endDate" -> ";UNTIL=" + RuleText.until(date(range.path("endDate").asText("")), start);
      case "noEnd" -> "";
      default -> throw new Unreadable(Refusal.UNREADABLE_RECURRENCE, "a range of unknown type");
    };
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new Unreadable(Refusal.UNREADABLE_RECURRENCE, "the range's end cannot be read");
    }
  }

  /** The date of the first slot, where the series is. */
  private static LocalDate first(When start) {
    return switch (start) {
      case When.AllDay(var first, var end) -> first;
      case When.Timed timed -> timed.start().toLocalDate();
    };
  }
}

package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.event.Refusal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Month;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Graph's {@code recurrence.pattern}. Only what a type needs is sent: the rest is an error. */
final class PatternJson {
  private PatternJson() {}

  static ObjectNode write(GraphPattern pattern) {
    var json = JsonNodeFactory.instance.objectNode();
    switch (pattern) {
      case GraphPattern.Daily daily -> json.put("type", "daily");
      case GraphPattern.Weekly(var interval, var days, var first) -> {
        json.put("type", "weekly").put("firstDayOfWeek", name(first));
        days(json, days);
      }
      case GraphPattern.MonthlyOn(var interval, var day) ->
          json.put("type", "absoluteMonthly").put("dayOfMonth", day);
      case GraphPattern.MonthlyThe(var interval, var index, var days) -> {
        json.put("type", "relativeMonthly").put("index", index.graph());
        days(json, days);
      }
      case GraphPattern.YearlyOn(var interval, var month, var day) ->
          json.put("type", "absoluteYearly").put("month", month.getValue()).put("dayOfMonth", day);
      case GraphPattern.YearlyThe(var interval, var month, var index, var days) -> {
        json.put("type", "relativeYearly").put("month", month.getValue());
        json.put("index", index.graph());
        days(json, days);
      }
    }
    return json.put("interval", pattern.interval());
  }

  static GraphPattern read(JsonNode json) {
    int interval = Math.max(1, json.path("interval").asInt(1));
    return switch (json.path("type").asText("").toLowerCase(Locale.ROOT)) {
      case "daily" -> new GraphPattern.Daily(interval);
      case "weekly" -> new GraphPattern.Weekly(interval, days(json), first(json));
      case "absolutemonthly" -> new GraphPattern.MonthlyOn(interval, day(json));
      case "relativemonthly" -> new GraphPattern.MonthlyThe(interval, index(json), days(json));
      case "absoluteyearly" -> new GraphPattern.YearlyOn(interval, month(json), day(json));
      case "relativeyearly" ->
          new GraphPattern.YearlyThe(interval, month(json), index(json), days(json));
      default -> throw unreadable("of an unknown type");
    };
  }

  private static String name(DayOfWeek day) {
    return day.name().toLowerCase(Locale.ROOT);
  }

  private static void days(ObjectNode json, Set<DayOfWeek> days) {
    var array = json.putArray("daysOfWeek");
    days.forEach(day -> array.add(name(day)));
  }

  private static Set<DayOfWeek> days(JsonNode json) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    json.path("daysOfWeek").forEach(day -> days.add(dayOfWeek(day.asText(""))));
    if (days.isEmpty()) {
      throw unreadable("without days of the week");
    }
    return days;
  }

  private static DayOfWeek first(JsonNode json) {
    var text = json.path("firstDayOfWeek").asText("");
    return text.isEmpty() ? DayOfWeek.SUNDAY : dayOfWeek(text);
  }

  private static DayOfWeek dayOfWeek(String text) {
    try {
      return DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw unreadable("with an unknown day of the week");
    }
  }

  private static int day(JsonNode json) {
    int day = json.path("dayOfMonth").asInt();
    if (day < 1 || day > 31) {
      throw unreadable("without a day of the month");
    }
    return day;
  }

  private static Month month(JsonNode json) {
    try {
      return Month.of(json.path("month").asInt());
    } catch (DateTimeException e) {
      throw unreadable("without a month");
    }
  }

  private static WeekIndex index(JsonNode json) {
    return WeekIndex.read(json.path("index").asText(""));
  }

  private static Unreadable unreadable(String how) {
    return new Unreadable(Refusal.UNREADABLE_RECURRENCE, "a recurrence " + how);
  }
}

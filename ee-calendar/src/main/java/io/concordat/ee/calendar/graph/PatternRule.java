package io.concordat.ee.calendar.graph;

import java.time.DayOfWeek;
import java.time.Month;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Every pattern of Graph's as an RRULE, without its end. */
final class PatternRule {
  private static final int ALL = 7;
  private static final int IN_EVERY_MONTH = 28;

  private PatternRule() {}

  static String of(GraphPattern pattern) {
    return switch (pattern) {
      case GraphPattern.Daily daily -> "FREQ=DAILY" + interval(pattern);
      case GraphPattern.Weekly(var interval, var days, var first) ->
          "FREQ=WEEKLY" + interval(pattern) + ";BYDAY=" + days(days) + weekStart(interval, first);
      case GraphPattern.MonthlyOn(var interval, var day) ->
          "FREQ=MONTHLY" + interval(pattern) + on(day, IN_EVERY_MONTH, 31);
      case GraphPattern.MonthlyThe(var interval, var index, var days) ->
          "FREQ=MONTHLY" + interval(pattern) + the(index, days);
      case GraphPattern.YearlyOn(var interval, var month, var day) ->
          "FREQ=YEARLY"
              + interval(pattern)
              + in(month)
              + on(day, month.minLength(), month.maxLength());
      case GraphPattern.YearlyThe(var interval, var month, var index, var days) ->
          "FREQ=YEARLY" + interval(pattern) + in(month) + the(index, days);
    };
  }

  static String code(DayOfWeek day) {
    return day.name().substring(0, 2);
  }

  private static String interval(GraphPattern pattern) {
    return pattern.interval() == 1 ? "" : ";INTERVAL=" + pattern.interval();
  }

  /** RFC 5545 begins its weeks on Monday unless told. */
  private static String weekStart(int interval, DayOfWeek first) {
    return interval == 1 || first == DayOfWeek.MONDAY ? "" : ";WKST=" + code(first);
  }

  private static String in(Month month) {
    return ";BYMONTH=" + month.getValue();
  }

  /** Where the day is missing Graph takes the last one, RFC 5545 none: the last of those there. */
  private static String on(int day, int always, int most) {
    if (day <= always) {
      return ";BYMONTHDAY=" + day;
    }
    if (day >= most) {
      return ";BYMONTHDAY=-1";
    }
    var days = IntStream.rangeClosed(always, day).mapToObj(Integer::toString);
    return ";BYMONTHDAY=" + days.collect(Collectors.joining(",")) + ";BYSETPOS=-1";
  }

  private static String the(WeekIndex index, Set<DayOfWeek> days) {
    if (days.size() == ALL) {
      return ";BYMONTHDAY=" + index.rfc();
    }
    return days.size() == 1
        ? ";BYDAY=" + index.rfc() + days(days)
        : ";BYDAY=" + days(days) + ";BYSETPOS=" + index.rfc();
  }

  private static String days(Set<DayOfWeek> days) {
    return days.stream().map(PatternRule::code).collect(Collectors.joining(","));
  }
}

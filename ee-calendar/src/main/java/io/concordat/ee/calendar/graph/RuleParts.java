package io.concordat.ee.calendar.graph;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The parts of one RRULE.
 *
 * @param strange it has parts that no pattern has
 */
record RuleParts(
    String frequency,
    int interval,
    Optional<Integer> count,
    Optional<String> until,
    List<ByDay> byDay,
    List<Integer> byMonthDay,
    List<Integer> byMonth,
    List<Integer> bySetPos,
    DayOfWeek weekStart,
    boolean strange) {

  /** A day of the week; the ordinal is 0 if there is none. */
  record ByDay(int ordinal, DayOfWeek day) {}

  /** A time of day that is one value only says again when the series begins, or it shows. */
  private static final List<String> TIME_OF_DAY = List.of("BYHOUR", "BYMINUTE", "BYSECOND");

  private static final List<String> KNOWN =
      List.of(
          "FREQ",
          "INTERVAL",
          "COUNT",
          "UNTIL",
          "BYDAY",
          "BYMONTHDAY",
          "BYMONTH",
          "BYSETPOS",
          "WKST");

  /** Empty if a part cannot be read. */
  static Optional<RuleParts> of(String rule) {
    var parts = new TreeMap<String, String>();
    for (var part : rule.strip().toUpperCase(Locale.ROOT).split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    try {
      return Optional.of(of(parts));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static RuleParts of(Map<String, String> parts) {
    return new RuleParts(
        parts.getOrDefault("FREQ", ""),
        Integer.parseInt(parts.getOrDefault("INTERVAL", "1")),
        Optional.ofNullable(parts.get("COUNT")).map(Integer::valueOf),
        Optional.ofNullable(parts.get("UNTIL")),
        list(parts, "BYDAY").map(RuleParts::byDay).toList(),
        list(parts, "BYMONTHDAY").map(Integer::valueOf).toList(),
        list(parts, "BYMONTH").map(Integer::valueOf).sorted().distinct().toList(),
        list(parts, "BYSETPOS").map(Integer::valueOf).toList(),
        day(parts.getOrDefault("WKST", "MO")),
        parts.entrySet().stream().anyMatch(part -> strange(part.getKey(), part.getValue())));
  }

  private static boolean strange(String name, String value) {
    return TIME_OF_DAY.contains(name) ? value.indexOf(',') >= 0 : !KNOWN.contains(name);
  }

  private static Stream<String> list(Map<String, String> parts, String name) {
    var value = parts.getOrDefault(name, "");
    return value.isEmpty()
        ? Stream.empty()
        : Arrays.stream(value.split(",", -1)).map(String::strip);
  }

  private static ByDay byDay(String text) {
    int letters = Math.max(0, text.length() - 2);
    var ordinal = text.substring(0, letters);
    return new ByDay(
        ordinal.isEmpty() ? 0 : Integer.parseInt(ordinal), day(text.substring(letters)));
  }

  private static DayOfWeek day(String code) {
    return Stream.of(DayOfWeek.values())
        .filter(day -> PatternRule.code(day).equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such day"));
  }
}

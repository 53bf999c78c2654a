package io.concordat.sandbox.graph;

import io.concordat.sandbox.ics.NotHeld;
import io.concordat.sandbox.ics.NotHeld.Reason;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One RRULE as a recurrence, or the reason why Exchange has none that means the same. */
final class RuleReader {
  private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");
  private static final List<String> DAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
  private static final Set<String> PARTS =
      Set.of(
          "FREQ",
          "INTERVAL",
          "COUNT",
          "UNTIL",
          "WKST",
          "BYDAY",
          "BYMONTHDAY",
          "BYMONTH",
          "BYSETPOS");

  private final Map<String, String> parts = new TreeMap<>();
  private final Span span;

  private RuleReader(String rule, Span span) {
    this.span = span;
    for (String part : rule.split(";", -1)) {
      int eq = part.indexOf('=');
      parts.put(part.substring(0, Math.max(eq, 0)), part.substring(eq + 1));
    }
    if (!PARTS.containsAll(parts.keySet())) {
      throw new NotHeld(Reason.OTHER_RULE_PART);
    }
  }

  static Recurrence read(String rule, Span span) {
    RuleReader reader = new RuleReader(rule, span);
    return switch (reader.part("FREQ")) {
      case "DAILY" -> reader.daily();
      case "WEEKLY" -> reader.weekly();
      case "MONTHLY" -> reader.monthly();
      case "YEARLY" -> reader.yearly();
      default -> throw new NotHeld(Reason.SUB_DAILY);
    };
  }

  private String part(String name) {
    return parts.getOrDefault(name, "");
  }

  private int interval() {
    return parts.containsKey("INTERVAL") ? Integer.parseInt(part("INTERVAL")) : 1;
  }

  private void refuse(Reason reason, String... names) {
    for (String name : names) {
      if (parts.containsKey(name)) {
        throw new NotHeld(reason);
      }
    }
  }

  private Recurrence daily() {
    refuse(Reason.OTHER_RULE_PART, "BYMONTHDAY", "BYMONTH", "BYSETPOS");
    if (!parts.containsKey("BYDAY")) {
      return pattern(Recurrence.Type.DAILY, Set.of(), 0, 0, Recurrence.Index.FIRST);
    }
    if (interval() > 1) {
      throw new NotHeld(Reason.DAILY_BY_DAY_WITH_INTERVAL);
    }
    return pattern(Recurrence.Type.WEEKLY, plainDays(), 0, 0, Recurrence.Index.FIRST);
  }

  private Recurrence weekly() {
    refuse(Reason.OTHER_RULE_PART, "BYMONTHDAY", "BYMONTH");
    refuse(Reason.BY_SET_POS, "BYSETPOS");
    Set<DayOfWeek> days =
        parts.containsKey("BYDAY") ? plainDays() : Set.of(span.start().date().getDayOfWeek());
    return pattern(Recurrence.Type.WEEKLY, days, 0, 0, Recurrence.Index.FIRST);
  }

  private Recurrence monthly() {
    refuse(Reason.SEVERAL_MONTHS, "BYMONTH");
    if (!parts.containsKey("BYDAY")) {
      return monthDay(Recurrence.Type.ABSOLUTE_MONTHLY, 0);
    }
    refuse(Reason.OTHER_RULE_PART, "BYMONTHDAY");
    boolean everyWeek = !parts.containsKey("BYSETPOS") && !part("BYDAY").matches(".*\\d.*");
    if (everyWeek && interval() == 1) {
      return pattern(Recurrence.Type.WEEKLY, plainDays(), 0, 0, Recurrence.Index.FIRST);
    }
    return relative(Recurrence.Type.RELATIVE_MONTHLY, 0);
  }

  private Recurrence yearly() {
    int month = month();
    if (!parts.containsKey("BYDAY")) {
      return monthDay(Recurrence.Type.ABSOLUTE_YEARLY, month);
    }
    refuse(Reason.OTHER_RULE_PART, "BYMONTHDAY");
    if (!parts.containsKey("BYMONTH")) {
      throw new NotHeld(Reason.OTHER_RULE_PART);
    }
    return relative(Recurrence.Type.RELATIVE_YEARLY, month);
  }

  private int month() {
    String text = part("BYMONTH");
    if (text.contains(",")) {
      throw new NotHeld(Reason.SEVERAL_MONTHS);
    }
    boolean other = parts.containsKey("BYMONTHDAY") || parts.containsKey("BYDAY");
    if (text.isEmpty() && other && parts.containsKey("BYMONTHDAY")) {
      throw new NotHeld(Reason.SEVERAL_MONTHS); // RFC 5545: that day of every month
    }
    return text.isEmpty() ? span.start().date().getMonthValue() : Integer.parseInt(text);
  }

  private Recurrence monthDay(Recurrence.Type type, int month) {
    refuse(Reason.BY_SET_POS, "BYSETPOS");
    String text = part("BYMONTHDAY");
    if (text.contains(",")) {
      throw new NotHeld(Reason.SEVERAL_MONTH_DAYS);
    }
    int day = text.isEmpty() ? span.start().date().getDayOfMonth() : Integer.parseInt(text);
    if (day == -1) {
      Recurrence.Type relative =
          type.yearly() ? Recurrence.Type.RELATIVE_YEARLY : Recurrence.Type.RELATIVE_MONTHLY;
      return pattern(relative, EnumSet.allOf(DayOfWeek.class), 0, month, Recurrence.Index.LAST);
    }
    if (day < 1) {
      throw new NotHeld(Reason.OTHER_RULE_PART);
    }
    boolean always = type.yearly() && day <= Month.of(month).minLength();
    if (day > 28 && !always) {
      throw new NotHeld(Reason.DAY_29_TO_31);
    }
    return pattern(type, Set.of(), day, month, Recurrence.Index.FIRST);
  }

  private Recurrence relative(Recurrence.Type type, int month) {
    String text = part("BYDAY");
    boolean ordinal = text.matches(".*\\d.*");
    if (ordinal && text.contains(",")) {
      throw new NotHeld(Reason.SEVERAL_ORDINALS);
    }
    if (ordinal && parts.containsKey("BYSETPOS")) {
      throw new NotHeld(Reason.BY_SET_POS);
    }
    String position = ordinal ? text.substring(0, text.length() - 2) : part("BYSETPOS");
    Set<DayOfWeek> days = ordinal ? Set.of(day(text.substring(text.length() - 2))) : plainDays();
    return pattern(type, days, 0, month, index(position));
  }

  private static Recurrence.Index index(String position) {
    return switch (position.replace("+", "")) {
      case "1" -> Recurrence.Index.FIRST;
      case "2" -> Recurrence.Index.SECOND;
      case "3" -> Recurrence.Index.THIRD;
      case "4" -> Recurrence.Index.FOURTH;
      case "-1" -> Recurrence.Index.LAST;
      case "" -> throw new NotHeld(Reason.OTHER_RULE_PART);
      default ->
          throw new NotHeld(
              position.contains(",") ? Reason.BY_SET_POS : Reason.ORDINAL_BEYOND_FOURTH);
    };
  }

  private Set<DayOfWeek> plainDays() {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String text : part("BYDAY").split(",", -1)) {
      days.add(day(text));
    }
    return days;
  }

  private static DayOfWeek day(String text) {
    int index = DAYS.indexOf(text);
    if (index < 0) {
      throw new NotHeld(Reason.MALFORMED);
    }
    return DayOfWeek.of(index + 1);
  }

  private Recurrence pattern(
      Recurrence.Type type, Set<DayOfWeek> days, int day, int month, Recurrence.Index index) {
    DayOfWeek first = parts.containsKey("WKST") ? day(part("WKST")) : DayOfWeek.MONDAY;
    return new Recurrence(type, interval(), days, day, month, first, index, range());
  }

  private Recurrence.Range range() {
    LocalDate start = span.start().date();
    Zone zone = span.start().zone();
    LocalDate none = Recurrence.Range.NO_DATE;
    if (parts.containsKey("COUNT")) {
      int count = Integer.parseInt(part("COUNT"));
      return new Recurrence.Range(Recurrence.Range.Kind.NUMBERED, start, none, count, zone);
    }
    if (parts.containsKey("UNTIL")) {
      return new Recurrence.Range(Recurrence.Range.Kind.END_DATE, start, until(), 0, zone);
    }
    return new Recurrence.Range(Recurrence.Range.Kind.NO_END, start, none, 0, zone);
  }

  /** The last day on which an occurrence may begin. */
  private LocalDate until() {
    String text = part("UNTIL");
    if (text.length() == 8) {
      return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
    }
    Moment last =
        Moment.of(LocalDateTime.parse(text, UTC).toInstant(ZoneOffset.UTC), span.start().zone());
    boolean before = last.wall().toLocalTime().isBefore(span.start().wall().toLocalTime());
    return before ? last.date().minusDays(1) : last.date();
  }
}

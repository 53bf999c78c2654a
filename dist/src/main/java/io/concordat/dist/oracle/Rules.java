package io.concordat.dist.oracle;

import biweekly.ICalVersion;
import biweekly.io.ParseContext;
import biweekly.io.scribe.property.RecurrenceRuleScribe;
import biweekly.parameter.ICalParameters;
import biweekly.property.RecurrenceRule;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Collectors;

/**
 * Expands RRULEs on the wall clock: the rule runs over wall times as if they were UTC, and zones
 * have their say only afterwards, so that no clock change can disturb the rule.
 */
final class Rules {
  private static final DateTimeFormatter BASIC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
  private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

  /** No calendar here has more; a rule that yields more in the window is endless by mistake. */
  private static final int MOST = 20_000;

  private Rules() {}

  /** The rule's wall times from its start up to and without the end day. */
  static List<LocalDateTime> walls(String rule, LocalDateTime start, ZoneId zone, LocalDate end) {
    ParseContext context = new ParseContext();
    context.setVersion(ICalVersion.V2_0);
    RecurrenceRule parsed =
        new RecurrenceRuleScribe()
            .parseText(onTheWall(rule, zone), null, new ICalParameters(), context);
    DateIterator dates = parsed.getDateIterator(Date.from(start.toInstant(ZoneOffset.UTC)), UTC);
    List<LocalDateTime> walls = new ArrayList<>();
    while (dates.hasNext() && walls.size() < MOST) {
      LocalDateTime wall = LocalDateTime.ofInstant(dates.next().toInstant(), ZoneOffset.UTC);
      if (!wall.toLocalDate().isBefore(end)) {
        return walls;
      }
      walls.add(wall);
    }
    return walls;
  }

  /** UNTIL in UTC becomes UNTIL on the wall. */
  private static String onTheWall(String rule, ZoneId zone) {
    return Arrays.stream(rule.split(";", -1))
        .filter(part -> !part.isBlank())
        .map(part -> part.toUpperCase(Locale.ROOT).startsWith("UNTIL=") ? until(part, zone) : part)
        .collect(Collectors.joining(";"));
  }

  private static String until(String part, ZoneId zone) {
    String value = part.substring("UNTIL=".length());
    LocalDateTime wall =
        value.length() == 8
            ? LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE)
                .atTime(LocalTime.of(23, 59, 59))
            : timed(value, zone);
    return "UNTIL=" + BASIC.format(wall) + "Z";
  }

  private static LocalDateTime timed(String value, ZoneId zone) {
    LocalDateTime written = LocalDateTime.parse(value.substring(0, 15), BASIC);
    return value.endsWith("Z")
        ? written.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone).toLocalDateTime()
        : written;
  }
}

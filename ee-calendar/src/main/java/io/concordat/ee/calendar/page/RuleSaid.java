package io.concordat.ee.calendar.page;

import io.concordat.spi.page.Words;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A rule in words where words say all of it; else as it is, because two must not look alike. */
record RuleSaid(Words words) {
  private static final Set<String> SAID =
      Set.of("FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL", "WKST");
  private static final List<String> OFTEN = List.of("DAILY", "WEEKLY", "MONTHLY", "YEARLY");
  private static final Map<String, DayOfWeek> DAYS =
      Arrays.stream(DayOfWeek.values())
          .collect(Collectors.toMap(day -> day.name().substring(0, 2), Function.identity()));

  String of(String rule) {
    try {
      Map<String, String> parts =
          Arrays.stream(rule.split(";"))
              .map(part -> part.split("=", 2))
              .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
      return plain(parts) ? said(parts) : rule;
    } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return rule;
    }
  }

  private static boolean plain(Map<String, String> parts) {
    String often = parts.getOrDefault("FREQ", "");
    boolean days = !parts.containsKey("BYDAY") || often.equals("WEEKLY");
    return SAID.containsAll(parts.keySet()) && OFTEN.contains(often) && days;
  }

  private String said(Map<String, String> parts) {
    String often = parts.getOrDefault("FREQ", "").toLowerCase(Locale.ROOT);
    int interval = Integer.parseInt(parts.getOrDefault("INTERVAL", "1"));
    var said = new StringBuilder(words.t("rule." + often, interval));
    if (parts.containsKey("BYDAY")) {
      said.append(words.t("rule.on", days(parts.get("BYDAY"))));
    }
    if (parts.containsKey("COUNT")) {
      said.append(words.t("rule.count", Integer.valueOf(parts.get("COUNT"))));
    }
    if (parts.containsKey("UNTIL")) {
      said.append(words.t("rule.until", words.date(last(parts.get("UNTIL")))));
    }
    return said.toString();
  }

  /** Every one must be a day of the week and no more. */
  private String days(String days) {
    return Arrays.stream(days.split(","))
        .map(
            day ->
                DayOfWeek.of(DAYS.containsKey(day) ? DAYS.get(day).getValue() : 0)
                    .getDisplayName(TextStyle.SHORT, words.locale()))
        .collect(Collectors.joining(", "));
  }

  private LocalDate last(String until) {
    if (until.length() == 8) {
      return LocalDate.parse(until, DateTimeFormatter.BASIC_ISO_DATE);
    }
    boolean utc = until.endsWith("Z");
    LocalDateTime wall =
        LocalDateTime.parse(
            utc ? until.substring(0, until.length() - 1) : until,
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT));
    return utc
        ? wall.toInstant(ZoneOffset.UTC).atZone(words.zone()).toLocalDate()
        : wall.toLocalDate();
  }
}

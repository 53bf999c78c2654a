package io.concordat.ee.calendar.page;

import io.concordat.spi.page.Words;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/** Messages for codes; a code that has none yet gets the general one, never its own name. */
final class Texts {
  private static final String OTHER = "other";

  private Texts() {}

  static String of(Words words, String prefix, String code, Object... arguments) {
    String key = prefix + code;
    return words.t(words.knows(key) ? key : prefix + OTHER, arguments);
  }

  /** The day is said once if it is one. */
  static String span(Words words, Instant start, Instant end) {
    ZonedDateTime from = start.atZone(words.zone());
    ZonedDateTime to = end.atZone(words.zone());
    return words.dateTime(start)
        + " – "
        + (from.toLocalDate().equals(to.toLocalDate())
            ? DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(words.locale())
                .format(to)
            : words.dateTime(end));
  }

  /** Both are part of it. */
  static String days(Words words, LocalDate first, LocalDate last) {
    return first.equals(last) ? words.date(first) : words.date(first) + " – " + words.date(last);
  }
}

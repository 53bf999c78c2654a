package io.concordat.web.page;

import io.concordat.spi.page.Words;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** One language, one zone. */
record Spoken(
    Map<String, String> messages,
    Locale locale,
    ZoneId zone,
    UnaryOperator<String> assets,
    String base)
    implements Words {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  @Override
  public String t(String key, Object... arguments) {
    String message = messages.get(key);
    return message == null ? key : new MessageFormat(message, locale).format(arguments);
  }

  @Override
  public boolean knows(String key) {
    return messages.containsKey(key);
  }

  @Override
  public String date(LocalDate date) {
    return formatter(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)).format(date);
  }

  @Override
  public String date(Instant instant) {
    return date(instant.atZone(zone).toLocalDate());
  }

  @Override
  public String dateTime(Instant instant) {
    return formatter(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT))
        .format(instant.atZone(zone));
  }

  private DateTimeFormatter formatter(DateTimeFormatter of) {
    return of.withLocale(locale);
  }

  @Override
  public String ago(Instant then, Instant now) {
    long seconds = Duration.between(then, now).toSeconds();
    String direction = seconds < 0 ? "time.in." : "time.ago.";
    long away = Math.abs(seconds);
    if (away < MINUTE) {
      return t("time.now");
    }
    if (away < HOUR) {
      return t(direction + "minutes", away / MINUTE);
    }
    return away < DAY ? t(direction + "hours", away / HOUR) : t(direction + "days", away / DAY);
  }

  @Override
  public String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < MINUTE * 1_000) {
      NumberFormat tenth = NumberFormat.getInstance(locale);
      tenth.setMaximumFractionDigits(1);
      return tenth.format(millis / 1_000.0) + " s";
    }
    return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
  }

  @Override
  public String number(long number) {
    return NumberFormat.getIntegerInstance(locale).format(number);
  }

  @Override
  public String asset(String file) {
    return base + assets.apply(file);
  }

  @Override
  public String path(String path) {
    return base + path;
  }

  /** What scripts say, and every problem there are words for. */
  Map<String, String> forScripts() {
    var some = new TreeMap<String, String>();
    messages.forEach(
        (key, text) -> {
          if (key.startsWith("problem.") || key.startsWith("js.")) {
            some.put(key, text);
          }
        });
    return some;
  }
}

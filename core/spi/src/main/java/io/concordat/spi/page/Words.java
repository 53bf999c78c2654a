package io.concordat.spi.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/**
 * What a page says, in its visitor's language and time zone. Messages of a plugin lie in {@code
 * concordat/<id>/messages_en.properties} and {@code …_de.properties}, UTF-8, in the format of
 * {@link java.text.MessageFormat}.
 */
public interface Words {
  /** The message; its key when nobody wrote one. */
  String t(String key, Object... arguments);

  /** Whether somebody wrote this message. */
  boolean knows(String key);

  Locale locale();

  ZoneId zone();

  String date(LocalDate date);

  /** The day in the visitor's zone. */
  String date(Instant instant);

  /** Day and time in the visitor's zone. */
  String dateTime(Instant instant);

  /** For example {@code 3 minutes ago} or {@code in 2 hours}. */
  String ago(Instant then, Instant now);

  /** For example {@code 1.4 s} or {@code 3 min 20 s}. */
  String duration(Duration duration);

  String number(long number);

  /**
   * The address of a static file, cached for ever because it names the content.
   *
   * @param file {@code <module>/<name>}: {@code core/…}, {@code lib/…} or {@code <plugin id>/…},
   *     which lies in {@code concordat/<plugin id>/assets/}
   */
  String asset(String file);

  /** One of our own addresses, with what comes before it behind a proxy. */
  String path(String path);
}

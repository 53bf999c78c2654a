package io.concordat.spi.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * The slot of an occurrence: its original local start in the series' zone, or its date. It stays
 * the same however the occurrence is moved.
 *
 * @param wall local start; midnight for all-day series
 */
public record RecurrenceId(LocalDateTime wall, boolean allDay) implements Comparable<RecurrenceId> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  public RecurrenceId {
    wall = wall.truncatedTo(ChronoUnit.SECONDS);
    if (allDay && !wall.equals(wall.toLocalDate().atStartOfDay())) {
      throw new InvalidContent("recurrenceId", "an all-day occurrence has a date and no time");
    }
  }

  public static RecurrenceId of(LocalDate date) {
    return new RecurrenceId(date.atStartOfDay(), true);
  }

  public static RecurrenceId of(LocalDateTime wall) {
    return new RecurrenceId(wall, false);
  }

  /** The slot that an occurrence of this series has at its own, unmoved time. */
  public static RecurrenceId of(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> of(start);
      case When.Timed timed -> of(timed.start().toLocalDateTime());
    };
  }

  /**
   * Reads {@code 2026-03-05}, {@code 2026-03-05T09:00:00}, or a time with an offset, which is
   * turned into the series' zone.
   */
  public static RecurrenceId parse(String text, ZoneId zone) {
    try {
      if (text.length() == 10) {
        return of(LocalDate.parse(text));
      }
      return text.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)$")
          ? of(ZonedDateTime.parse(text).withZoneSameInstant(zone).toLocalDateTime())
          : of(LocalDateTime.parse(text));
    } catch (DateTimeParseException e) {
      throw new InvalidContent(
          "recurrenceId", "not a date, a local time or a time with an offset (RFC 3339)");
    }
  }

  @Override
  public int compareTo(RecurrenceId other) {
    int byTime = wall.compareTo(other.wall);
    return byTime != 0 ? byTime : Boolean.compare(allDay, other.allDay);
  }

  /** {@code 2026-03-05} or {@code 2026-03-05T09:00:00}. */
  @Override
  public String toString() {
    return allDay ? wall.toLocalDate().toString() : wall.toLocalDate() + "T" + time();
  }

  private String time() {
    return wall.toLocalTime().format(TIME);
  }
}

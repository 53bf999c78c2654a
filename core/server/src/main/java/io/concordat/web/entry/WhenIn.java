package io.concordat.web.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.spi.schedule.When;
import io.concordat.web.JsonIn;
import io.concordat.web.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/** Reads {@code start}, {@code end}, {@code timeZone} and {@code allDay}. */
final class WhenIn {
  static final Set<String> FIELDS = Set.of("start", "end", "timeZone", "allDay");

  private static final int LONGEST = 64;
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2199;
  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

  private WhenIn() {}

  static When read(ObjectNode json) {
    String start = JsonIn.text(JsonIn.required(json, "start"), "start", LONGEST);
    String end = JsonIn.text(JsonIn.required(json, "end"), "end", LONGEST);
    boolean allDay = JsonIn.bool(json, "allDay").orElse(isDate(start));
    return allDay ? days(start, end) : timed(json, start, end);
  }

  private static boolean isDate(String text) {
    return text.length() == 10 && text.indexOf('T') < 0;
  }

  private static When days(String start, String end) {
    LocalDate first = date("start", start);
    LocalDate after = date("end", end);
    if (!after.isAfter(first)) {
      throw Refusal.field(
          "end_before_start", "end", "the day after the last one; it must lie after start.");
    }
    return new When.AllDay(first, after);
  }

  static LocalDate date(String field, String text) {
    try {
      return checked(field, LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      throw Refusal.field(
          "invalid_time", field, "not a date of an all-day entry; send one such as 2026-03-05.");
    }
  }

  private static LocalDate checked(String field, LocalDate date) {
    if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
      throw Refusal.field(
          "invalid_time", field, "years go from " + FIRST_YEAR + " to " + LAST_YEAR + ".");
    }
    return date;
  }

  private static When timed(ObjectNode json, String start, String end) {
    ZoneId zone = zone(json, start);
    ZonedDateTime from = time("start", start, zone);
    ZonedDateTime to = time("end", end, zone);
    if (to.isBefore(from)) {
      throw Refusal.field("end_before_start", "end", "lies before start; correct one of them.");
    }
    return new When.Timed(from, to);
  }

  private static ZoneId zone(ObjectNode json, String start) {
    Optional<String> name = JsonIn.text(json, "timeZone", LONGEST);
    if (name.isEmpty()) {
      if (start.endsWith("Z")) {
        return ZoneId.of("UTC");
      }
      throw Refusal.field(
          "missing_field", "timeZone", "a timed entry needs one, such as Europe/Berlin.");
    }
    if (!ZONES.contains(name.get())) {
      throw Refusal.field(
          "unknown_zone", "timeZone", "not an IANA zone; send one such as Europe/Berlin or UTC.");
    }
    return ZoneId.of(name.get());
  }

  /** A time with an offset is an instant; one without is wall time in the zone. */
  static ZonedDateTime time(String field, String text, ZoneId zone) {
    try {
      ZonedDateTime time =
          hasOffset(text)
              ? OffsetDateTime.parse(text).atZoneSameInstant(zone)
              : LocalDateTime.parse(text).atZone(zone);
      checked(field, time.toLocalDate());
      return time;
    } catch (DateTimeException e) {
      throw Refusal.field(
          "invalid_time",
          field,
          "not a time that exists; send 2026-03-05T09:00:00+01:00, or 2026-03-05T09:00:00 with"
              + " timeZone.");
    }
  }

  private static boolean hasOffset(String text) {
    int time = text.indexOf('T');
    return time >= 0
        && (text.endsWith("Z") || text.indexOf('+', time) >= 0 || text.indexOf('-', time) >= 0);
  }
}

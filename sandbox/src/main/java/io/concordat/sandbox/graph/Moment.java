package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** A wall time in a zone: {@code dateTimeTimeZone}. */
record Moment(LocalDateTime wall, Zone zone) {
  private static final Pattern WALL =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,7})?)?");
  private static final DateTimeFormatter OUT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS");

  static Moment of(Instant instant, Zone zone) {
    return new Moment(LocalDateTime.ofInstant(instant, zone.rules()), zone);
  }

  /**
   * Reads what a client sent: no offset in the time, and a zone Exchange knows. An IANA name is
   * read by its own rules and kept as Windows'.
   */
  static Moment read(JsonNode json, String field) {
    String text =
        Json.text(json, "dateTime")
            .orElseThrow(() -> GraphError.invalidProperty(field + ": dateTime is missing."));
    Zone sent = Zone.shown(Json.text(json, "timeZone").filter(z -> !z.isBlank()).orElse("UTC"));
    Zone kept = Zone.read(sent.name());
    LocalDateTime wall = wall(text, field);
    return sent.rules().equals(kept.rules())
        ? new Moment(wall, kept)
        : of(new Moment(wall, sent).instant(), kept);
  }

  private static LocalDateTime wall(String text, String field) {
    try {
      if (WALL.matcher(text).matches()) {
        return LocalDateTime.parse(text);
      }
    } catch (DateTimeException e) {
      throw GraphError.invalidProperty(field + ": '" + text + "' is no date and time.");
    }
    throw GraphError.invalidProperty(field + ": '" + text + "' is no date and time.");
  }

  /** A bound of a window: with an offset, or in UTC without one. */
  static Instant bound(String text, String field) {
    try {
      return WALL.matcher(text).matches()
          ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw GraphError.of(
          400, "ErrorInvalidParameter", "The value of parameter '" + field + "' is invalid.");
    }
  }

  /** Gaps move forward by their length, overlaps take the first of both. */
  Instant instant() {
    return wall.atZone(zone.rules()).toInstant();
  }

  LocalDate date() {
    return wall.toLocalDate();
  }

  boolean midnight() {
    return wall.toLocalTime().equals(LocalTime.MIDNIGHT);
  }

  Moment in(Zone other) {
    return of(instant(), other);
  }

  ObjectNode json() {
    return Json.object().put("dateTime", OUT.format(wall)).put("timeZone", zone.name());
  }
}

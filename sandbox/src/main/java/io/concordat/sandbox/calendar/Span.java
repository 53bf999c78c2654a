package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import java.time.Instant;
import java.time.ZoneId;

/** Start and end of an event: both days or both times, the end exclusive and later. */
record Span(When start, When end) {
  Span {
    if (start.getClass() != end.getClass()) {
      throw GoogleError.invalid(
          "Start and end times must either both be date or both be dateTime.");
    }
    if (end.tick() <= start.tick()) {
      throw GoogleError.timeRangeEmpty();
    }
  }

  static Span read(ObjectNode content, ZoneId calendarZone, boolean recurring) {
    return new Span(
        When.read(node(content, "start"), "start", calendarZone, recurring),
        When.read(node(content, "end"), "end", calendarZone, recurring));
  }

  private static JsonNode node(ObjectNode content, String field) {
    return content.path(field);
  }

  boolean allDay() {
    return start instanceof When.Day;
  }

  /** The same length, starting elsewhere. */
  Span startingAt(long tick) {
    return new Span(start.at(tick), end.at(tick + end.tick() - start.tick()));
  }

  /** Google's window: the end later than the lower bound, the start earlier than the upper. */
  boolean touches(Instant min, Instant max, ZoneId calendarZone) {
    return end.instant(calendarZone).isAfter(min) && start.instant(calendarZone).isBefore(max);
  }
}

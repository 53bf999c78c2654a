package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;

/** Which types of events a client may create. */
final class EventTypes {
  private EventTypes() {}

  static void check(ObjectNode out, Span span) {
    String type = Json.text(out, "eventType").orElse("default");
    out.put("eventType", type);
    boolean fits =
        switch (type) {
          case "default" -> plain(out);
          case "focusTime" -> out.has("focusTimeProperties") && !span.allDay();
          case "outOfOffice" -> out.has("outOfOfficeProperties") && !span.allDay();
          case "workingLocation" -> out.has("workingLocationProperties");
          case "birthday" -> birthday(out, span);
          default -> false;
        };
    if (!fits) {
      throw GoogleError.of(
          400, "calendar", "eventTypeRestriction", "The event is not valid for its event type.");
    }
  }

  private static boolean plain(ObjectNode out) {
    return !out.has("focusTimeProperties")
        && !out.has("outOfOfficeProperties")
        && !out.has("workingLocationProperties")
        && !out.has("birthdayProperties");
  }

  private static boolean birthday(ObjectNode out, Span span) {
    return span.allDay()
        && out.path("birthdayProperties").path("type").asText().equals("birthday")
        && out.path("recurrence").size() == 1
        && out.path("recurrence").path(0).asText().startsWith("RRULE:FREQ=YEARLY");
  }
}

package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import java.util.List;

/** The reminders of the signed-in user: the calendar's own, or at most five of the event's. */
final class Reminders {
  private Reminders() {}

  static void check(ObjectNode raw, ObjectNode out) {
    JsonNode reminders = raw.path("reminders");
    JsonNode overrides = reminders.path("overrides");
    boolean useDefault = reminders.path("useDefault").asBoolean(overrides.isEmpty());
    if (useDefault && !overrides.isEmpty()) {
      throw GoogleError.of(
          400,
          "calendar",
          "cannotUseDefaultRemindersAndSpecifyOverride",
          "Cannot specify both default reminders and overrides at the same time.");
    }
    if (overrides.size() > 5) {
      throw GoogleError.invalid("At most 5 reminder overrides are allowed.");
    }
    overrides.forEach(Reminders::one);
    ObjectNode kept = out.putObject("reminders").put("useDefault", useDefault);
    if (!overrides.isEmpty()) {
      kept.set("overrides", overrides);
    }
  }

  private static void one(JsonNode reminder) {
    boolean method = List.of("email", "popup").contains(Json.text(reminder, "method").orElse(""));
    JsonNode minutes = reminder.path("minutes");
    if (!method || !minutes.isInt() || minutes.asInt() < 0 || minutes.asInt() > 40_320) {
      throw GoogleError.invalid("Invalid value for: reminders.overrides");
    }
  }
}

package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The fields of an event by what a client may do with them. */
final class Fields {
  private static final Map<String, Kind> KINDS = kinds();

  private Fields() {}

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new HashMap<>();
    put(
        kinds,
        Kind.READ_ONLY,
        "kind etag id htmlLink created updated creator organizer hangoutLink locked"
            + " attendeesOmitted endTimeUnspecified recurringEventId originalStartTime iCalUID"
            + " privateCopy");
    put(
        kinds,
        Kind.TEXT,
        "summary description location colorId status transparency visibility eventType"
            + " eventLabelId");
    put(
        kinds,
        Kind.FLAG,
        "anyoneCanAddSelf guestsCanModify guestsCanInviteOthers guestsCanSeeOtherGuests");
    put(kinds, Kind.NUMBER, "sequence");
    put(
        kinds,
        Kind.OBJECT,
        "start end reminders extendedProperties source conferenceData gadget birthdayProperties"
            + " workingLocationProperties focusTimeProperties outOfOfficeProperties");
    put(kinds, Kind.LIST, "recurrence attendees attachments");
    return Map.copyOf(kinds);
  }

  private static void put(Map<String, Kind> kinds, Kind kind, String names) {
    for (String name : names.split(" ", -1)) {
      kinds.put(name, kind);
    }
  }

  static Set<String> names() {
    return KINDS.keySet();
  }

  /** The writable part of a request body; unknown names and wrong types are refused. */
  static ObjectNode writable(ObjectNode body) {
    ObjectNode kept = Json.object();
    body.properties().forEach(field -> keep(kept, field.getKey(), field.getValue()));
    return kept;
  }

  private static void keep(ObjectNode kept, String name, JsonNode value) {
    Kind kind = KINDS.get(name);
    if (kind == null) {
      throw GoogleError.badRequest("Invalid JSON payload received. Unknown name \"" + name + "\"");
    }
    if (!value.isNull() && !kind.fits(value)) {
      throw GoogleError.badRequest("Invalid value for: " + name);
    }
    if (kind != Kind.READ_ONLY) {
      kept.set(name, value.deepCopy());
    }
  }

  /** RFC 7396 as Google applies it: null removes, objects merge, arrays replace. */
  static ObjectNode merge(ObjectNode target, ObjectNode patch) {
    ObjectNode merged = target.deepCopy();
    patch.properties().forEach(field -> mergeField(merged, field.getKey(), field.getValue()));
    return merged;
  }

  private static void mergeField(ObjectNode target, String name, JsonNode value) {
    if (value.isNull()) {
      target.remove(name);
    } else if (value instanceof ObjectNode inner) {
      ObjectNode old = target.get(name) instanceof ObjectNode object ? object : Json.object();
      target.set(name, merge(old, inner));
    } else {
      target.set(name, value.deepCopy());
    }
  }

  private enum Kind {
    READ_ONLY,
    TEXT,
    FLAG,
    NUMBER,
    OBJECT,
    LIST;

    boolean fits(JsonNode value) {
      return switch (this) {
        case READ_ONLY -> true;
        case TEXT -> value.isTextual();
        case FLAG -> value.isBoolean();
        case NUMBER -> value.isIntegralNumber();
        case OBJECT -> value.isObject();
        case LIST -> value.isArray();
      };
    }
  }
}

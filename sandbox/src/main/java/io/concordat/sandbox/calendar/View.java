package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Params;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How one caller gets events shown: zone of the answer, guests cut off, private details hidden. */
record View(Role role, Optional<ZoneId> zone, OptionalInt maxAttendees, Optional<Mask> mask) {
  private static final List<String> BUSY =
      List.of(
          "kind",
          "etag",
          "id",
          "status",
          "htmlLink",
          "created",
          "updated",
          "start",
          "end",
          "recurrence",
          "recurringEventId",
          "originalStartTime",
          "visibility",
          "iCalUID",
          "sequence",
          "eventType",
          "transparency");

  static View of(Role role, Params params, Optional<Mask> mask) {
    Optional<ZoneId> zone = params.filled("timeZone").map(id -> When.zone(id, "response"));
    OptionalInt attendees =
        params.first("maxAttendees").stream().mapToInt(View::positive).findFirst();
    return new View(role, zone, attendees, mask);
  }

  private static int positive(String text) {
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw GoogleError.invalidParameter("maxAttendees", "Invalid integer value: '" + text + "'.");
    }
    return Integer.parseInt(text);
  }

  /** The same view with the mask of a part. */
  View under(Optional<Mask> inner) {
    return new View(role, zone, maxAttendees, inner);
  }

  byte[] full(StoredEvent event) {
    return plain(event)
        ? mask.map(event::bytes).orElseGet(event::bytes)
        : Json.bytes(selected(changed(event.json())));
  }

  /** As a listing has it: of what is gone only the promised fields. */
  byte[] row(StoredEvent event, boolean details) {
    return event.cancelled() && !details ? Json.bytes(selected(event.tombstone())) : full(event);
  }

  private ObjectNode selected(ObjectNode json) {
    return mask.map(m -> m.apply(json)).orElse(json);
  }

  private boolean plain(StoredEvent event) {
    return zone.isEmpty() && maxAttendees.isEmpty() && !hidden(event);
  }

  private boolean hidden(StoredEvent event) {
    return switch (role) {
      case FREE_BUSY_READER -> true;
      case READER, WRITER_WITHOUT_PRIVATE_ACCESS -> isPrivate(event.text("visibility"));
      case WRITER, OWNER -> false;
    };
  }

  private static boolean isPrivate(String visibility) {
    return visibility.equals("private") || visibility.equals("confidential");
  }

  private ObjectNode changed(ObjectNode json) {
    zone.ifPresent(
        z -> List.of("start", "end", "originalStartTime").forEach(f -> shift(json, f, z)));
    maxAttendees.ifPresent(max -> cut(json, max));
    boolean hide = role == Role.FREE_BUSY_READER;
    hide |= !role.seesPrivate() && isPrivate(json.path("visibility").asText());
    return hide ? json.retain(BUSY) : json;
  }

  private static void shift(ObjectNode json, String field, ZoneId zone) {
    if (json.get(field) instanceof ObjectNode time && time.has("dateTime")) {
      When when = When.read(time, field, zone, false);
      json.set(field, when.json(zone));
    }
  }

  private static void cut(ObjectNode json, int max) {
    if (json.get("attendees") instanceof ArrayNode all && all.size() > max) {
      ArrayNode kept = Json.array();
      all.valueStream()
          .filter(attendee -> attendee.path("self").asBoolean())
          .limit(max)
          .forEach(kept::add);
      json.set("attendees", kept);
      json.put("attendeesOmitted", true);
    }
  }
}

package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a client may write of an event, checked and in the form in which Google answers it: defaults
 * and empty texts left out, times in the calendar's zone.
 */
final class Content {
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
  private static final Set<String> ATTENDEE_FIELDS =
      Set.of(
          "id",
          "email",
          "displayName",
          "organizer",
          "self",
          "resource",
          "optional",
          "responseStatus",
          "comment",
          "additionalGuests",
          "asyncOperation");
  private static final int PROPERTY_LIMIT = 300;
  private static final int PROPERTY_BYTES = 32 * 1024;

  private Content() {}

  /** Where the event stands, as far as its content depends on it. */
  record Place(ZoneId zone, String self, String organizer, boolean instance, int maxAttendees) {}

  static ObjectNode check(ObjectNode raw, Place place) {
    ObjectNode out = Json.object();
    boolean recurring = !raw.path("recurrence").isEmpty();
    if (recurring && place.instance()) {
      throw GoogleError.invalid("An instance of a recurring event cannot recur.");
    }
    Span span = Span.read(raw, place.zone(), recurring);
    choice(raw, out, "status", "confirmed", "tentative", "cancelled");
    out.put("status", Json.text(out, "status").orElse("confirmed"));
    texts(raw, out);
    out.set("start", span.start().json(place.zone()));
    out.set("end", span.end().json(place.zone()));
    recurrence(raw, out, span);
    choice(raw, out, "transparency", "opaque", "transparent");
    choice(raw, out, "visibility", "default", "public", "private", "confidential");
    attendees(raw, out, place);
    flags(raw, out);
    properties(raw, out);
    Reminders.check(raw, out);
    others(raw, out);
    EventTypes.check(out, span);
    return out;
  }

  private static void texts(ObjectNode raw, ObjectNode out) {
    for (String name : List.of("summary", "description", "location")) {
      Json.text(raw, name).filter(text -> !text.isEmpty()).ifPresent(text -> out.put(name, text));
    }
    Json.text(raw, "colorId").filter(text -> !text.isEmpty()).ifPresent(id -> color(out, id));
  }

  private static void color(ObjectNode out, String id) {
    if (!id.matches("[1-9]|1[01]")) {
      throw GoogleError.invalid("Invalid value for: colorId");
    }
    out.put("colorId", id);
  }

  /** One of the values; the first is the default, which Google leaves out of its answers. */
  private static void choice(ObjectNode raw, ObjectNode out, String name, String... values) {
    Optional<String> value = Json.text(raw, name);
    if (value.isPresent() && !List.of(values).contains(value.get())) {
      throw GoogleError.invalid("Invalid value for: " + name);
    }
    value.filter(text -> !text.equals(values[0])).ifPresent(text -> out.put(name, text));
  }

  private static void recurrence(ObjectNode raw, ObjectNode out, Span span) {
    if (raw.path("recurrence").isEmpty()) {
      return;
    }
    List<String> lines = lines(raw);
    Series.read(lines, span);
    out.set("recurrence", Json.strings(lines));
  }

  static List<String> lines(ObjectNode content) {
    List<String> lines = new ArrayList<>();
    for (JsonNode line : content.path("recurrence")) {
      if (!line.isTextual()) {
        throw GoogleError.invalid("Invalid recurrence rule.");
      }
      lines.add(line.asText());
    }
    return lines;
  }

  private static void attendees(ObjectNode raw, ObjectNode out, Place place) {
    JsonNode list = raw.path("attendees");
    if (list.size() > place.maxAttendees()) {
      throw GoogleError.of(
          400, "calendar", "eventAttendeeLimitExceeded", "Too many attendees on the event.");
    }
    if (!list.isEmpty()) {
      ArrayNode checked = out.putArray("attendees");
      list.forEach(attendee -> checked.add(attendee(attendee, place)));
    }
  }

  private static ObjectNode attendee(JsonNode node, Place place) {
    String email = Json.text(node, "email").orElse("");
    if (!EMAIL.matcher(email).matches()) {
      throw GoogleError.invalid("Invalid attendee email.");
    }
    ObjectNode attendee = Json.object().put("email", email);
    node.properties().forEach(f -> attendeeField(attendee, f.getKey(), f.getValue()));
    flagIf(attendee, "organizer", email.equalsIgnoreCase(place.organizer()));
    flagIf(attendee, "self", email.equalsIgnoreCase(place.self()));
    choice(
        attendee, attendee, "responseStatus", "needsAction", "declined", "tentative", "accepted");
    if (!attendee.has("responseStatus")) {
      attendee.put("responseStatus", "needsAction");
    }
    return attendee;
  }

  private static void attendeeField(ObjectNode attendee, String name, JsonNode value) {
    if (!ATTENDEE_FIELDS.contains(name)) {
      throw GoogleError.invalid("Unknown name: attendees." + name);
    }
    if (!value.isNull()) {
      attendee.set(name, value);
    }
  }

  private static void flagIf(ObjectNode node, String name, boolean on) {
    node.remove(name);
    if (on) {
      node.put(name, true);
    }
  }

  private static void flags(ObjectNode raw, ObjectNode out) {
    for (String name : List.of("anyoneCanAddSelf", "guestsCanModify")) {
      if (raw.path(name).asBoolean(false)) {
        out.put(name, true);
      }
    }
    for (String name : List.of("guestsCanInviteOthers", "guestsCanSeeOtherGuests")) {
      if (!raw.path(name).asBoolean(true)) {
        out.put(name, false);
      }
    }
  }

  private static void properties(ObjectNode raw, ObjectNode out) {
    ObjectNode kept = Json.object();
    raw.path("extendedProperties")
        .properties()
        .forEach(scope -> scope(kept, scope.getKey(), scope.getValue()));
    int count = kept.path("private").size() + kept.path("shared").size();
    if (count > PROPERTY_LIMIT || size(kept) > PROPERTY_BYTES) {
      throw GoogleError.invalid("The event has too many or too large extended properties.");
    }
    if (!kept.isEmpty()) {
      out.set("extendedProperties", kept);
    }
  }

  private static void scope(ObjectNode kept, String scope, JsonNode values) {
    if (!scope.equals("private") && !scope.equals("shared")) {
      throw GoogleError.invalid("Unknown name: extendedProperties." + scope);
    }
    ObjectNode out = Json.object();
    values.properties().forEach(entry -> property(out, entry.getKey(), entry.getValue()));
    if (!out.isEmpty()) {
      kept.set(scope, out);
    }
  }

  /** Google drops a key over 44 characters and cuts a value at 1024, both without a word. */
  private static void property(ObjectNode out, String key, JsonNode value) {
    if (!value.isTextual()) {
      throw GoogleError.invalid("Invalid value for: extendedProperties");
    }
    if (key.length() <= 44) {
      String text = value.asText();
      out.put(key, text.length() > 1024 ? text.substring(0, 1024) : text);
    }
  }

  private static int size(ObjectNode kept) {
    int bytes = 0;
    for (JsonNode scope : kept) {
      for (var entry : scope.properties()) {
        bytes += length(entry.getKey()) + length(entry.getValue().asText());
      }
    }
    return bytes;
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void others(ObjectNode raw, ObjectNode out) {
    if (raw.path("attachments").size() > 25) {
      throw GoogleError.invalid("Too many attachments.");
    }
    for (String name :
        List.of(
            "source",
            "attachments",
            "conferenceData",
            "gadget",
            "eventLabelId",
            "eventType",
            "birthdayProperties",
            "workingLocationProperties",
            "focusTimeProperties",
            "outOfOfficeProperties")) {
      if (!raw.path(name).isEmpty() || raw.path(name).isTextual()) {
        out.set(name, raw.get(name));
      }
    }
  }
}

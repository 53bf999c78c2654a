package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The fields a client may write, each checked and brought into the form Exchange keeps. */
final class Fields {
  static final Set<String> TIMES = Set.of("start", "end", "isAllDay", "recurrence");
  static final Set<String> MEETING = Set.of("isOnlineMeeting", "onlineMeetingProvider");
  private static final Set<String> SIMPLE =
      Set.of(
          "subject",
          "body",
          "location",
          "locations",
          "attendees",
          "showAs",
          "sensitivity",
          "importance",
          "categories",
          "isReminderOn",
          "reminderMinutesBeforeStart",
          "responseRequested",
          "allowNewTimeProposals",
          "hideAttendees");
  private static final String PROPERTIES = "singleValueExtendedProperties";
  private static final Map<String, List<String>> WORDS =
      Map.of(
          "showAs",
          List.of("free", "tentative", "busy", "oof", "workingElsewhere", "unknown"),
          "sensitivity",
          List.of("normal", "personal", "private", "confidential"),
          "importance",
          List.of("low", "normal", "high"),
          "onlineMeetingProvider",
          List.of("unknown", "teamsForBusiness", "skypeForBusiness", "skypeForConsumer"),
          "type",
          List.of("required", "optional", "resource"));
  private static final Pattern PROPERTY_ID =
      Pattern.compile(
          "(String|Integer|Boolean|SystemTime|Double|Long) \\{[0-9a-fA-F-]{36}\\}"
              + " (Name .+|Id 0x[0-9a-fA-F]+)");

  private final int maxAttendees;

  Fields(int maxAttendees) {
    this.maxAttendees = maxAttendees;
  }

  /** Refuses names the type does not have, and those only Exchange writes. */
  static void checkNames(ObjectNode body, boolean create) {
    body.properties()
        .forEach(
            field -> {
              String name = field.getKey();
              boolean known =
                  SIMPLE.contains(name)
                      || TIMES.contains(name)
                      || MEETING.contains(name)
                      || name.equals(PROPERTIES)
                      || name.startsWith("@odata.");
              if (!known && !(create && name.equals("transactionId"))) {
                throw refused(name);
              }
            });
  }

  private static GraphError refused(String name) {
    return Answered.NAMES.contains(name)
        ? GraphError.invalidProperty("The property '" + name + "' cannot be set.")
        : GraphError.bodyRead(
            "The property '"
                + name
                + "' does not exist on type 'microsoft.graph.event'. Make sure to only use property"
                + " names that are defined by the type.");
  }

  static ObjectNode defaults() {
    ObjectNode content = Json.object().put("subject", "").put("importance", "normal");
    content.put("sensitivity", "normal").put("showAs", "busy").put("isReminderOn", true);
    content.put("reminderMinutesBeforeStart", 15).put("responseRequested", true);
    content.put("allowNewTimeProposals", true).put("hideAttendees", false);
    content.put("isOnlineMeeting", false).put("onlineMeetingProvider", "unknown");
    content.set("categories", Json.array());
    content.set("attendees", Json.array());
    content.set("body", Json.object().put("contentType", "html").put("content", ""));
    content.set("location", place(""));
    content.set("locations", Json.array());
    return content;
  }

  /** The checked values of the simple fields a body names; null is a field's default. */
  ObjectNode read(ObjectNode body) {
    ObjectNode read = Json.object();
    ObjectNode defaults = defaults();
    for (String name : SIMPLE) {
      if (body.has(name)) {
        JsonNode value = body.get(name);
        read.set(name, value.isNull() ? defaults.get(name) : value(name, value));
      }
    }
    if (read.has("location") && !read.has("locations")) {
      read.set("locations", places(read.path("location")));
    } else if (read.has("locations") && !read.has("location")) {
      JsonNode first = read.path("locations").path(0);
      read.set("location", first.isMissingNode() ? place("") : first);
    }
    return read;
  }

  private JsonNode value(String name, JsonNode value) {
    return switch (name) {
      case "subject" -> text(name, value, 255);
      case "body" -> body(value);
      case "location" -> place(value.path("displayName").asText(""));
      case "locations" -> locations(value);
      case "attendees" -> attendees(value);
      case "categories" -> categories(value);
      case "reminderMinutesBeforeStart" -> number(name, value);
      case "showAs", "sensitivity", "importance" -> word(name, value);
      default -> flag(name, value);
    };
  }

  private static JsonNode text(String name, JsonNode value, int most) {
    if (!value.isTextual() || value.asText().length() > most) {
      throw GraphError.invalidProperty(
          "The property '" + name + "' must be a text of at most " + most + " characters.");
    }
    return value;
  }

  private static JsonNode flag(String name, JsonNode value) {
    if (!value.isBoolean()) {
      throw GraphError.bodyRead("Cannot convert a value of '" + name + "' to Edm.Boolean.");
    }
    return value;
  }

  private static JsonNode number(String name, JsonNode value) {
    if (!value.isInt()) {
      throw GraphError.bodyRead("Cannot convert a value of '" + name + "' to Edm.Int32.");
    }
    return value;
  }

  static JsonNode word(String name, JsonNode value) {
    return WORDS.getOrDefault(name, List.of()).stream()
        .filter(word -> word.equalsIgnoreCase(value.asText()))
        .findFirst()
        .map(word -> (JsonNode) Json.object().textNode(word))
        .orElseThrow(
            () ->
                GraphError.bodyRead(
                    "Requested value '" + value.asText() + "' of '" + name + "' was not found."));
  }

  private static ObjectNode body(JsonNode value) {
    String content = value.path("content").asText("");
    String type = value.path("contentType").asText("text").toLowerCase(Locale.ROOT);
    String html =
        switch (type) {
          case "html" -> Html.saved(content);
          case "text" -> Html.fromText(content);
          default -> throw GraphError.bodyRead("Requested value '" + type + "' was not found.");
        };
    return Json.object().put("contentType", "html").put("content", html);
  }

  private static ObjectNode place(String name) {
    ObjectNode place = Json.object().put("displayName", name).put("locationType", "default");
    if (name.isEmpty()) {
      place.put("uniqueIdType", "unknown");
    } else {
      place.put("uniqueId", name).put("uniqueIdType", "private");
    }
    place.putObject("address");
    place.putObject("coordinates");
    return place;
  }

  private static ArrayNode places(JsonNode location) {
    boolean named = !location.path("displayName").asText("").isEmpty();
    return named ? Json.array().add(location.deepCopy()) : Json.array();
  }

  private static ArrayNode locations(JsonNode value) {
    ArrayNode places = Json.array();
    value.forEach(place -> places.add(place(place.path("displayName").asText(""))));
    return places;
  }

  private static ArrayNode categories(JsonNode value) {
    if (!value.isArray() || value.valueStream().anyMatch(c -> !c.isTextual())) {
      throw GraphError.bodyRead("categories must be a collection of texts.");
    }
    return value.deepCopy();
  }

  private ArrayNode attendees(JsonNode value) {
    if (!value.isArray() || value.size() > maxAttendees) {
      throw GraphError.of(
          400, "ErrorInvalidRecipients", "An event has at most " + maxAttendees + " attendees.");
    }
    ArrayNode attendees = Json.array();
    value.forEach(attendee -> attendees.add(attendee(attendee)));
    return attendees;
  }

  private static ObjectNode attendee(JsonNode value) {
    String address = value.path("emailAddress").path("address").asText("");
    if (!address.matches("[^@\\s]+@[^@\\s]+")) {
      throw GraphError.of(400, "ErrorInvalidRecipients", "At least one recipient isn't valid.");
    }
    ObjectNode attendee = Json.object();
    attendee.set("type", value.has("type") ? word("type", value.get("type")) : required());
    attendee
        .putObject("status")
        .put("response", value.path("status").path("response").asText("none"))
        .put("time", "0001-01-01T00:00:00Z");
    String name = value.path("emailAddress").path("name").asText("");
    attendee
        .putObject("emailAddress")
        .put("name", name.isBlank() ? address : name)
        .put("address", address);
    return attendee;
  }

  private static JsonNode required() {
    return Json.object().textNode("required");
  }

  /** The extended properties a body sets, over those there are. */
  static Map<String, String> properties(ObjectNode body, Map<String, String> before) {
    Map<String, String> properties = new LinkedHashMap<>(before);
    for (JsonNode property : body.path(PROPERTIES)) {
      String id = property.path("id").asText("");
      if (!PROPERTY_ID.matcher(id).matches() || !property.path("value").isTextual()) {
        throw GraphError.of(
            400,
            "ErrorInvalidProperty",
            "PropertyId values may only be in one of the documented forms.");
      }
      properties.put(propertyId(id), property.path("value").asText());
    }
    return properties;
  }

  /** The set's id is a GUID and written in any case; the name is case-sensitive. */
  static String propertyId(String id) {
    int end = id.indexOf('}');
    return end < 0 ? id : id.substring(0, end).toLowerCase(Locale.ROOT) + id.substring(end);
  }
}

package io.concordat.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Every field the twin answers has the name and the type that Google's discovery document gives.
 */
class DiscoveryTest {
  private static final Path DOCUMENT =
      Path.of("..", "..", "shared", "specs", "google", "calendar.v3.json");

  @Test
  void answersAreOfTheDocumentedShape() throws IOException {
    Assumptions.assumeTrue(Files.exists(DOCUMENT), DOCUMENT + " is not there"); // not shipped
    JsonNode schemas = Kit.JSON.readTree(DOCUMENT.toFile()).path("schemas");
    try (Kit kit = new Kit()) {
      String id = kit.insert(rich()).json().path("id").asText();
      kit.patch(id + "_20261208T090000Z", "{\"summary\":\"Moved\"}").expect(200);
      kit.delete(id + "_20261215T090000Z").expect(204);
      check(schemas, "Event", kit.event(id).json());
      check(schemas, "Events", kit.get(Kit.EVENTS).json());
      check(schemas, "Events", kit.get(Kit.EVENTS + "?singleEvents=true&maxResults=2").json());
      check(schemas, "Events", kit.get(Kit.EVENTS + "/" + id + "/instances").json());
      check(schemas, "Events", kit.get(Kit.EVENTS + "?showDeleted=true").json());
      check(schemas, "CalendarList", kit.get("/calendar/v3/users/me/calendarList").json());
      check(schemas, "Calendar", kit.get("/calendar/v3/calendars/primary").json());
      String watch =
          "{\"id\":\"c-1\",\"type\":\"web_hook\",\"address\":\"https://localhost:1/hook\"}";
      check(schemas, "Channel", kit.post(Kit.EVENTS + "/watch", watch).expect(200).json());
    }
  }

  private static String rich() {
    return Kit.meeting(
        "Rich",
        "description",
        "\"d\"",
        "location",
        "\"l\"",
        "colorId",
        "\"3\"",
        "transparency",
        "\"transparent\"",
        "visibility",
        "\"private\"",
        "recurrence",
        "[\"RRULE:FREQ=WEEKLY;COUNT=4\"]",
        "attendees",
        "[{\"email\":\"a@x.ch\",\"optional\":true}]",
        "guestsCanModify",
        "true",
        "reminders",
        "{\"useDefault\":false,\"overrides\":[{\"method\":\"popup\",\"minutes\":5}]}",
        "extendedProperties",
        "{\"private\":{\"a\":\"b\"},\"shared\":{\"c\":\"d\"}}",
        "source",
        "{\"title\":\"t\",\"url\":\"https://x.ch\"}");
  }

  private static void check(JsonNode schemas, String schema, JsonNode value) {
    List<String> wrong = new ArrayList<>();
    walk(schemas, schemas.path(schema), value, schema, wrong);
    assertEquals(List.of(), wrong);
  }

  private static void walk(
      JsonNode schemas, JsonNode schema, JsonNode value, String path, List<String> wrong) {
    JsonNode known = schema.has("$ref") ? schemas.path(schema.path("$ref").asText()) : schema;
    if (!typeFits(known.path("type").asText(), value)) {
      wrong.add(path + " is no " + known.path("type").asText());
    }
    if (value.isArray()) {
      value.forEach(item -> walk(schemas, known.path("items"), item, path + "[]", wrong));
    }
    value
        .properties()
        .forEach(
            field -> {
              JsonNode property = known.path("properties").path(field.getKey());
              JsonNode found =
                  property.isMissingNode() ? known.path("additionalProperties") : property;
              if (found.isMissingNode()) {
                wrong.add(path + "." + field.getKey() + " is unknown");
              } else {
                walk(schemas, found, field.getValue(), path + "." + field.getKey(), wrong);
              }
            });
  }

  private static boolean typeFits(String type, JsonNode value) {
    return switch (type) {
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> true;
    };
  }
}

package io.concordat.sandbox;

import static io.concordat.sandbox.GraphDesk.meeting;
import static io.concordat.sandbox.GraphDesk.timed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.sandbox.Kit.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("zones")
class GraphEventsTest {
  private static final String PROPERTY =
      "String {66f5a359-4659-4638-81a3-d1d2b2f5c5b4} Name ConcordatEntryId";
  private final GraphDesk desk = new GraphDesk();

  @AfterEach
  void stop() {
    desk.close();
  }

  private static String code(Answer answer) {
    return MicrosoftKit.code(answer);
  }

  @Test
  void createsReadsChangesAndDeletes() {
    JsonNode made = desk.create(meeting("Van"));
    String id = made.path("id").asText();
    assertEquals("singleInstance", made.path("type").asText());
    assertEquals("2026-12-01T10:00:00.0000000", made.path("start").path("dateTime").asText());
    assertEquals(
        "W/\"" + made.path("changeKey").asText() + "\"", made.path("@odata.etag").asText());
    JsonNode after = desk.patch(id, "{\"subject\":\"Bus\"}").expect(200).json();
    assertEquals("Bus", after.path("subject").asText());
    assertNotEquals(made.path("changeKey"), after.path("changeKey"));
    desk.delete(id).expect(204);
    assertEquals("ErrorItemNotFound", code(desk.get("/me/events/" + id).expect(404)));
    desk.delete(id).expect(404);
  }

  @Test
  void aStaleChangeKeyConflicts() {
    JsonNode made = desk.create(meeting("a"));
    String id = made.path("id").asText();
    String stale = made.path("@odata.etag").asText();
    desk.patch(id, "{\"subject\":\"b\"}", "If-Match", stale).expect(200);
    Answer refused = desk.patch(id, "{\"subject\":\"c\"}", "If-Match", stale).expect(412);
    assertEquals("ErrorIrresolvableConflict", code(refused));
    desk.delete(id, "If-Match", stale).expect(412);
    assertEquals("b", desk.event(id).path("subject").asText());
  }

  @Test
  void immutableIdsOnlyWhenAskedForAndBothAreTaken() {
    JsonNode plain = desk.create(meeting("a"));
    JsonNode fixed = desk.event(plain.path("id").asText(), "Prefer", GraphDesk.IMMUTABLE);
    assertNotEquals(plain.path("id"), fixed.path("id"));
    assertEquals(plain.path("id"), desk.event(fixed.path("id").asText()).path("id"));
    assertEquals("ErrorInvalidIdMalformed", code(desk.get("/me/events/AAMkAnonsense").expect(400)));
  }

  @Test
  void aTransactionIsTakenOnce() {
    String body = meeting("a", "transactionId", "\"t-1\"");
    JsonNode made = desk.create(body);
    assertEquals("t-1", made.path("transactionId").asText());
    desk.call("POST", "/me/events", body).expect(409);
    assertEquals(1, desk.get("/me/events").expect(200).json().path("value").size());
    desk.patch(made.path("id").asText(), "{\"transactionId\":\"t-2\"}").expect(400);
  }

  @Test
  void extendedPropertiesShowOnlyWhenExpanded() {
    String body =
        meeting(
            "a",
            "singleValueExtendedProperties",
            "[{\"id\":\"" + PROPERTY + "\",\"value\":\"e-1\"}]");
    JsonNode made = desk.create(body);
    desk.create(meeting("b"));
    assertFalse(made.has("singleValueExtendedProperties"));
    String id = made.path("id").asText();
    assertFalse(desk.event(id).has("singleValueExtendedProperties"));
    String expand =
        GraphDesk.encode("singleValueExtendedProperties($filter=id eq '" + PROPERTY + "')");
    JsonNode shown = desk.get("/me/events/" + id + "?$expand=" + expand).expect(200).json();
    assertEquals("e-1", shown.path("singleValueExtendedProperties").path(0).path("value").asText());
    String any = "singleValueExtendedProperties/Any(ep: ep/id eq '%s' and ep/value eq 'e-1')";
    String filter = GraphDesk.encode(any.formatted(PROPERTY));
    JsonNode found = desk.get("/me/events?$filter=" + filter).expect(200).json();
    assertEquals(1, found.path("value").size());
    assertEquals(id, found.path("value").path(0).path("id").asText());
    String wrongCase = GraphDesk.encode(any.formatted(PROPERTY.replace("Entry", "ENTRY")));
    assertEquals(
        0, desk.get("/me/events?$filter=" + wrongCase).expect(200).json().path("value").size());
  }

  @ParameterizedTest
  @CsvSource({
    "W. Europe Standard Time,W. Europe Standard Time,2026-12-01T09:00:00.0000000",
    "Europe/Zurich,W. Europe Standard Time,2026-12-01T09:00:00.0000000",
    "Asia/Kolkata,India Standard Time,2026-12-01T04:30:00.0000000",
    "Nepal Standard Time,Nepal Standard Time,2026-12-01T04:15:00.0000000"
  })
  void zonesOfBothKindsComeBackAsWindows(String sent, String kept, String utc) {
    JsonNode made = desk.create(timed("a", "2026-12-01T10:00:00", "2026-12-01T11:00:00", sent));
    assertEquals(kept, made.path("originalStartTimeZone").asText());
    assertEquals(utc, made.path("start").path("dateTime").asText());
    JsonNode asked =
        desk.event(made.path("id").asText(), "Prefer", "outlook.timezone=\"" + sent + "\"");
    assertEquals("2026-12-01T10:00:00.0000000", asked.path("start").path("dateTime").asText());
    assertEquals(sent, asked.path("start").path("timeZone").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Mars/Olympus", "tzone://Microsoft/Custom", "Customized Time Zone"})
  void unknownZonesAreRefused(String zone) {
    String body = timed("a", "2026-12-01T10:00:00", "2026-12-01T11:00:00", zone);
    assertEquals("ErrorInvalidTimeZone", code(desk.call("POST", "/me/events", body).expect(400)));
  }

  @Test
  void daysAreMidnightsInOneZone() {
    String days = timed("a", "2026-12-01T00:00:00", "2026-12-03T00:00:00", "Pacific/Auckland");
    String flagged = days.replace("{\"subject\"", "{\"isAllDay\":true,\"subject\"");
    JsonNode made = desk.create(flagged);
    assertEquals("2026-11-30T11:00:00.0000000", made.path("start").path("dateTime").asText());
    assertEquals("New Zealand Standard Time", made.path("originalStartTimeZone").asText());
    String late = flagged.replace("2026-12-03T00:00:00", "2026-12-03T01:00:00");
    desk.call("POST", "/me/events", late).expect(400);
    String none = flagged.replace("2026-12-03T00:00:00", "2026-12-01T00:00:00");
    desk.call("POST", "/me/events", none).expect(400);
    desk.patch(made.path("id").asText(), "{\"isAllDay\":false}").expect(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"subject\":\"a\"}",
        "{\"subject\":\"a\",\"start\":{\"dateTime\":\"2026-12-01T10:00:00Z\",\"timeZone\":\"UTC\"},\"end\":{\"dateTime\":\"2026-12-01T11:00:00\",\"timeZone\":\"UTC\"}}",
        "{\"subject\":\"a\",\"start\":{\"dateTime\":\"2026-12-01T10:00:00\",\"timeZone\":\"UTC\"},\"end\":{\"dateTime\":\"2026-12-01T09:00:00\",\"timeZone\":\"UTC\"}}",
        "{\"summary\":\"a\",\"start\":{\"dateTime\":\"2026-12-01T10:00:00\",\"timeZone\":\"UTC\"},\"end\":{\"dateTime\":\"2026-12-01T11:00:00\",\"timeZone\":\"UTC\"}}",
        "{\"iCalUId\":\"a\",\"start\":{\"dateTime\":\"2026-12-01T10:00:00\",\"timeZone\":\"UTC\"},\"end\":{\"dateTime\":\"2026-12-01T11:00:00\",\"timeZone\":\"UTC\"}}",
        "{\"showAs\":\"away\",\"start\":{\"dateTime\":\"2026-12-01T10:00:00\",\"timeZone\":\"UTC\"},\"end\":{\"dateTime\":\"2026-12-01T11:00:00\",\"timeZone\":\"UTC\"}}",
        "{\"attendees\":[{\"emailAddress\":{\"address\":\"nobody\"}}],\"start\":{\"dateTime\":\"2026-12-01T10:00:00\",\"timeZone\":\"UTC\"},\"end\":{\"dateTime\":\"2026-12-01T11:00:00\",\"timeZone\":\"UTC\"}}",
        "{"
      })
  void whatIsNoEventIsRefused(String body) {
    desk.call("POST", "/me/events", body).expect(400);
  }

  @Test
  void htmlIsRewrittenOnSave() {
    String sent = "<P style='a' class=\"x\">Bring <B>tools</B><br>&amp; keys</P>";
    JsonNode made =
        desk.create(
            meeting(
                "a",
                "body",
                "{\"contentType\":\"html\",\"content\":\"" + sent.replace("\"", "\\\"") + "\"}"));
    String html = made.path("body").path("content").asText();
    assertNotEquals(sent, html);
    assertTrue(html.contains("<p class=\"x\" style=\"a\">Bring <b>tools</b>"), html);
    assertTrue(html.startsWith("<html><head>"), html);
    JsonNode text =
        desk.event(made.path("id").asText(), "Prefer", "outlook.body-content-type=\"text\"");
    assertEquals("Bring tools\r\n& keys", text.path("body").path("content").asText());
    assertEquals("text", text.path("body").path("contentType").asText());
    assertEquals("Bring tools\r\n& keys", text.path("bodyPreview").asText());
    JsonNode again =
        desk.patch(made.path("id").asText(), "{\"body\":" + made.path("body") + "}").json();
    assertEquals(html, again.path("body").path("content").asText(), "a fixed point");
  }

  @Test
  void aBodyWithoutItsMeetingEndsTheMeeting() {
    JsonNode made = desk.create(meeting("a", "isOnlineMeeting", "true"));
    String url = made.path("onlineMeeting").path("joinUrl").asText();
    assertTrue(made.path("body").path("content").asText().contains(url));
    String id = made.path("id").asText();
    assertTrue(desk.patch(id, "{\"subject\":\"b\"}").json().path("isOnlineMeeting").asBoolean());
    assertTrue(
        desk.patch(id, "{\"body\":" + made.path("body") + "}")
            .json()
            .path("isOnlineMeeting")
            .asBoolean());
    desk.patch(id, "{\"isOnlineMeeting\":false}").expect(400);
    JsonNode lost =
        desk.patch(id, "{\"body\":{\"contentType\":\"text\",\"content\":\"new\"}}").json();
    assertFalse(lost.path("isOnlineMeeting").asBoolean());
    assertTrue(lost.path("onlineMeeting").isNull());
  }

  @Test
  void listsPageByLinks() {
    for (int i = 0; i < 25; i++) {
      desk.create(meeting("e" + i));
    }
    JsonNode first = desk.get("/me/events?$select=subject").expect(200).json();
    assertEquals(10, first.path("value").size());
    assertFalse(first.path("value").path(0).has("start"));
    JsonNode second = desk.follow(first.path("@odata.nextLink").asText()).expect(200).json();
    JsonNode third = desk.follow(second.path("@odata.nextLink").asText()).expect(200).json();
    assertEquals(5, third.path("value").size());
    assertFalse(third.has("@odata.nextLink"));
    assertEquals(25, desk.get("/me/events?$top=1000").json().path("value").size());
    desk.get("/me/events?$top=1001").expect(400);
    desk.get("/me/events?$search=x").expect(400);
  }

  @Test
  void calendarsAreTheirOwnRooms() {
    String other =
        desk.kit
            .control(
                "POST", "calendars", "{\"account\":\"tina@contoso.example\",\"summary\":\"X\"}")
            .path("calendarId")
            .asText();
    String path = "/me/calendars/" + other + "/events";
    JsonNode made = desk.call("POST", path, meeting("there")).expect(201).json();
    desk.create(meeting("here"));
    assertEquals(1, desk.get(path).json().path("value").size());
    assertEquals(1, desk.get("/me/events").json().path("value").size());
    desk.get("/me/events/" + made.path("id").asText()).expect(200);
    String standard = desk.get("/me/calendar").json().path("id").asText();
    desk.get("/me/calendars/" + standard + "/events/" + made.path("id").asText()).expect(404);
    assertEquals(2, desk.get("/me/calendars").json().path("value").size());
    desk.get("/me/calendars/nowhere").expect(404);
  }
}

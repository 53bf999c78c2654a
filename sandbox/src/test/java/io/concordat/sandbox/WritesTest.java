package io.concordat.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("zones")
class WritesTest {
  private Kit kit;

  @BeforeEach
  void start() {
    kit = new Kit();
  }

  @AfterEach
  void stop() {
    kit.close();
  }

  private String id(String... more) {
    return kit.insert(Kit.meeting("Visit", more)).json().path("id").asText();
  }

  private JsonNode read(String id) {
    return kit.event(id).expect(200).json();
  }

  @Test
  void etagsGuardWritesAndReads() {
    Kit.Answer created = kit.insert(Kit.meeting("Visit"));
    String id = created.json().path("id").asText();
    String etag = created.json().path("etag").asText();
    assertEquals(etag, created.header("etag"));
    assertTrue(etag.matches("\"\\d+\""), etag);
    kit.get(Kit.EVENTS + "/" + id, "If-None-Match", etag).expect(304);
    String next =
        kit.patch(id, "{\"summary\":\"A\"}", "If-Match", etag)
            .expect(200)
            .json()
            .path("etag")
            .asText();
    assertNotEquals(etag, next);
    Kit.Answer stale = kit.patch(id, "{\"summary\":\"B\"}", "If-Match", etag).expect(412);
    assertEquals("conditionNotMet", stale.reason());
    assertEquals(
        "If-Match", stale.json().path("error").path("errors").path(0).path("location").asText());
    kit.put(id, Kit.meeting("C"), "If-Match", etag).expect(412);
    kit.delete(id, "If-Match", etag).expect(412);
    kit.delete(id, "If-Match", next).expect(204);
    kit.get(Kit.EVENTS + "/" + id, "If-None-Match", etag).expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abcd", "ABCDE", "abcdw", "abc_de", "abc-de", "xyzxyz"})
  void refusesIdsOutsideBase32Hex(String id) {
    assertEquals(
        "invalid",
        kit.post(Kit.EVENTS, Kit.meeting("X", "id", "\"" + id + "\"")).expect(400).reason());
  }

  @Test
  void idsStayOccupiedAfterDeletion() {
    String body = Kit.meeting("Mine", "id", "\"abcde12345\"");
    kit.insert(body);
    assertEquals("duplicate", kit.post(Kit.EVENTS, body).expect(409).reason());
    kit.delete("abcde12345").expect(204);
    kit.post(Kit.EVENTS, body).expect(409);
    assertEquals("deleted", kit.patch("abcde12345", "{\"summary\":\"x\"}").expect(410).reason());
    kit.put("abcde12345", Kit.meeting("Back", "status", "\"confirmed\"")).expect(200);
    assertEquals("Back", kit.list("").row("abcde12345").path("summary").asText());
    kit.post(Kit.EVENTS, Kit.meeting("X", "id", "\"" + "a".repeat(1025) + "\"")).expect(400);
    kit.post(Kit.EVENTS, Kit.meeting("X", "id", "\"abcdef\"", "iCalUID", "\"u@x\"")).expect(400);
    kit.insert(Kit.meeting("X", "iCalUID", "\"u@x\""));
    kit.post(Kit.EVENTS, Kit.meeting("X", "iCalUID", "\"u@x\"")).expect(409);
  }

  @Test
  void patchMergesAndPutReplaces() {
    String id =
        id(
            "location", "\"Basel\"",
            "description", "\"d\"",
            "attendees", "[{\"email\":\"a@x.ch\"},{\"email\":\"b@x.ch\"}]",
            "extendedProperties", "{\"private\":{\"k\":\"1\",\"l\":\"2\"}}");
    JsonNode patched =
        kit.patch(
                id,
                "{\"location\":null,\"summary\":\"New\",\"attendees\":[{\"email\":\"c@x.ch\"}],\"extendedProperties\":{\"private\":{\"k\":null,\"m\":\"3\"}}}")
            .expect(200)
            .json();
    assertFalse(patched.has("location"));
    assertEquals("d", patched.path("description").asText());
    assertEquals(1, patched.path("attendees").size());
    assertEquals("needsAction", patched.path("attendees").path(0).path("responseStatus").asText());
    assertEquals(
        "{\"l\":\"2\",\"m\":\"3\"}", patched.path("extendedProperties").path("private").toString());
    JsonNode put = kit.put(id, Kit.meeting("Whole")).expect(200).json();
    assertFalse(put.has("description"));
    assertFalse(put.has("attendees"));
    assertFalse(put.has("extendedProperties"));
    assertEquals(patched.path("iCalUID"), put.path("iCalUID"));
    assertEquals(patched.path("created"), put.path("created"));
  }

  @Test
  void patchingATimeToADayNeedsAnExplicitNull() {
    String id = id();
    String day = "{\"start\":{\"date\":\"2026-12-01\"%s},\"end\":{\"date\":\"2026-12-02\"%s}}";
    kit.patch(id, day.formatted("", "")).expect(400);
    JsonNode allDay =
        kit.patch(id, day.formatted(",\"dateTime\":null", ",\"dateTime\":null")).expect(200).json();
    assertEquals("{\"date\":\"2026-12-01\"}", allDay.path("start").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'date':'2026-12-01'} | {'date':'2026-12-01'} | timeRangeEmpty",
        "{'date':'2026-12-02'} | {'date':'2026-12-01'} | timeRangeEmpty",
        "{'dateTime':'2026-12-01T10:00:00Z'} | {'dateTime':'2026-12-01T10:00:00Z'} | timeRangeEmpty",
        "{'date':'2026-12-01'} | {'dateTime':'2026-12-01T10:00:00Z'} | invalid",
        "{'date':'2026-12-01','dateTime':'2026-12-01T10:00:00Z'} | {'date':'2026-12-02'} | invalid",
        "{'date':'2026-02-30'} | {'date':'2026-03-02'} | invalid",
        "{'dateTime':'2026-12-01T10:00:00'} | {'dateTime':'2026-12-01T11:00:00Z'} | required",
        "{'dateTime':'2026-12-01T10:00Z'} | {'dateTime':'2026-12-01T11:00:00Z'} | invalid",
        "{'dateTime':'2026-12-01T10:00:00Z','timeZone':'Mars/Base'} | {'dateTime':'2026-12-01T11:00:00Z'} | invalid",
        "{'dateTime':'2026-12-01T10:00:00Z','timeZone':'+01:00'} | {'dateTime':'2026-12-01T11:00:00Z'} | invalid",
        "{} | {'date':'2026-12-02'} | invalid",
        "null | {'date':'2026-12-02'} | required"
      })
  void refusesImpossibleTimes(String start, String end, String reason) {
    String body = ("{\"start\":" + start + ",\"end\":" + end + "}").replace('\'', '"');
    assertEquals(reason, kit.post(Kit.EVENTS, body).expect(400).reason());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "status | \"done\"",
        "transparency | \"busy\"",
        "visibility | \"secret\"",
        "colorId | \"12\"",
        "summary | 5",
        "recurrence | \"RRULE:FREQ=DAILY\"",
        "attendees | [{\"displayName\":\"nobody\"}]",
        "attendees | [{\"email\":\"no address\"}]",
        "reminders | {\"useDefault\":true,\"overrides\":[{\"method\":\"popup\",\"minutes\":5}]}",
        "reminders | {\"useDefault\":false,\"overrides\":[{\"method\":\"sms\",\"minutes\":5}]}",
        "reminders | {\"useDefault\":false,\"overrides\":[{\"method\":\"popup\",\"minutes\":40321}]}",
        "extendedProperties | {\"public\":{\"a\":\"b\"}}",
        "extendedProperties | {\"private\":{\"a\":1}}",
        "eventType | \"fromGmail\"",
        "eventType | \"focusTime\"",
        "recurringEventId | \"abcdef\"",
        "title | \"unknown field\""
      })
  void refusesImpossibleFields(String field, String value) {
    kit.post(Kit.EVENTS, Kit.meeting("X", field, value)).expect(400);
    assertTrue(kit.list("").rows().isEmpty());
  }

  @Test
  void malformedJsonIsAParseError() {
    assertEquals("parseError", kit.post(Kit.EVENTS, "{\"summary\":").expect(400).reason());
    assertEquals("parseError", kit.post(Kit.EVENTS, "[]").expect(400).reason());
  }

  @Test
  void leavesDefaultsOutOfItsAnswers() {
    JsonNode event =
        read(id("transparency", "\"opaque\"", "visibility", "\"default\"", "description", "\"\""));
    for (String name :
        new String[] {"transparency", "visibility", "description", "locked", "recurrence"}) {
      assertFalse(event.has(name), name);
    }
    assertEquals("{\"useDefault\":true}", event.path("reminders").toString());
    assertEquals("default", event.path("eventType").asText());
    assertTrue(event.path("creator").path("self").asBoolean());
  }

  @Test
  void cutsAndDropsPropertiesWithoutAWord() {
    String id =
        id(
            "extendedProperties",
            "{\"private\":{\"" + "k".repeat(45) + "\":\"x\",\"v\":\"" + "y".repeat(2000) + "\"}}");
    JsonNode kept = read(id).path("extendedProperties").path("private");
    assertEquals(1, kept.size());
    assertEquals(1024, kept.path("v").asText().length());
  }

  @Test
  void timesAreShownInTheCalendarsZoneOrTheOneAskedFor() {
    String body =
        "{\"start\":{\"dateTime\":\"2026-12-01T10:00:00\",\"timeZone\":\"Asia/Tokyo\"},\"end\":{\"dateTime\":\"2026-12-01T02:00:00Z\"}}";
    String id = kit.insert(body).json().path("id").asText();
    JsonNode start = read(id).path("start");
    assertEquals("2026-12-01T02:00:00+01:00", start.path("dateTime").asText());
    assertEquals("Asia/Tokyo", start.path("timeZone").asText());
    JsonNode shown = kit.get(Kit.EVENTS + "/" + id + "?timeZone=UTC").json().path("start");
    assertEquals("2026-12-01T01:00:00Z", shown.path("dateTime").asText());
  }

  @Test
  void remindersDoNotMoveUpdated() {
    String id = id();
    JsonNode before = read(id);
    kit.clock.advance(java.time.Duration.ofMinutes(5));
    kit.patch(id, "{\"reminders\":{\"useDefault\":false}}").expect(200);
    assertEquals(before.path("updated"), read(id).path("updated"));
    assertNotEquals(before.path("etag"), read(id).path("etag"));
    kit.patch(id, "{\"summary\":\"Moved on\"}").expect(200);
    assertNotEquals(before.path("updated"), read(id).path("updated"));
  }

  @Test
  void sequencesGrowWithTimeAndNeverGoBack() {
    String id = id();
    kit.patch(id, "{\"summary\":\"x\"}").expect(200);
    assertEquals(0, read(id).path("sequence").asInt());
    kit.patch(id, "{\"end\":{\"dateTime\":\"2026-12-01T12:00:00+01:00\"}}").expect(200);
    assertEquals(1, read(id).path("sequence").asInt());
    kit.patch(id, "{\"sequence\":0,\"summary\":\"y\"}").expect(400);
  }

  @Test
  void countsTheMailsItWouldSend() {
    String guests =
        "[{\"email\":\"a@x.ch\"},{\"email\":\"tech@example.com\"},{\"email\":\"b@x.ch\"}]";
    String id = id("attendees", guests);
    kit.patch(id, "{\"summary\":\"quiet\"}").expect(200);
    assertEquals(0, kit.control("GET", "mails", "").path("count").asInt());
    kit.api("PATCH", Kit.EVENTS + "/" + id, "{\"summary\":\"loud\"}").expect(200);
    kit.api("PATCH", Kit.EVENTS + "/" + id + "?sendUpdates=all", "{\"summary\":\"loud\"}")
        .expect(200);
    kit.api("DELETE", Kit.EVENTS + "/" + id + "?sendUpdates=externalOnly", "").expect(204);
    JsonNode mails = kit.control("GET", "mails", "");
    assertEquals(6, mails.path("count").asInt());
    assertEquals("cancellation", mails.path("items").path(5).path("kind").asText());
    kit.api("DELETE", Kit.EVENTS + "/" + id + "?sendUpdates=perhaps", "").expect(400);
  }

  @Test
  void aGuestsCopyKeepsItsSharedProperties() {
    String event =
        Kit.meeting(
            "Theirs",
            "organizer",
            "{\"email\":\"boss@x.ch\"}",
            "attendees",
            "[{\"email\":\"boss@x.ch\"},{\"email\":\"tech@example.com\"}]");
    String id =
        kit.control("POST", "events", "{\"account\":\"tech@example.com\",\"event\":" + event + "}")
            .path("id")
            .asText();
    assertEquals(
        "forbiddenForNonOrganizer", kit.patch(id, "{\"summary\":\"Mine\"}").expect(403).reason());
    kit.patch(id, "{\"extendedProperties\":{\"shared\":{\"a\":\"b\"}}}").expect(403);
    kit.patch(id, "{\"extendedProperties\":{\"private\":{\"a\":\"b\"}},\"colorId\":\"3\"}")
        .expect(200);
    kit.patch(
            id,
            "{\"attendees\":[{\"email\":\"boss@x.ch\"},{\"email\":\"tech@example.com\",\"responseStatus\":\"accepted\"}]}")
        .expect(200);
    kit.patch(id, "{\"attendees\":[{\"email\":\"tech@example.com\"}]}").expect(403);
    assertEquals("accepted", read(id).path("attendees").path(1).path("responseStatus").asText());
    kit.delete(id).expect(204);
  }

  @Test
  void importsPrivateCopiesByUid() {
    String path = Kit.EVENTS + "/import";
    kit.post(path, Kit.meeting("No uid")).expect(400);
    String body =
        Kit.meeting("Copy", "iCalUID", "\"u@x\"", "organizer", "{\"email\":\"boss@x.ch\"}");
    JsonNode copy = kit.post(path, body).expect(200).json();
    assertEquals("boss@x.ch", copy.path("organizer").path("email").asText());
    assertTrue(copy.path("privateCopy").asBoolean());
    JsonNode again = kit.post(path, body.replace("Copy", "Newer")).expect(200).json();
    assertEquals(copy.path("id"), again.path("id"));
    assertEquals(1, kit.list("").rows().size());
  }

  @Test
  void unknownThingsAreNotFound() {
    kit.event("nothinghere").expect(404);
    kit.patch("nothinghere", "{}").expect(404);
    kit.delete("nothinghere").expect(404);
    assertEquals(
        "notFound", kit.get("/calendar/v3/calendars/other%40x.ch/events").expect(404).reason());
    kit.get("/calendar/v3/nothing").expect(404);
  }

  @Test
  void calendarsAndTheirList() {
    String id =
        kit.post("/calendar/v3/calendars", "{\"summary\":\"Team\"}")
            .expect(200)
            .json()
            .path("id")
            .asText();
    JsonNode list = kit.get("/calendar/v3/users/me/calendarList").expect(200).json();
    assertEquals(2, list.path("items").size());
    JsonNode primary = kit.get("/calendar/v3/users/me/calendarList/primary").expect(200).json();
    assertEquals("tech@example.com", primary.path("id").asText());
    assertTrue(primary.path("primary").asBoolean());
    assertEquals("Europe/Zurich", primary.path("timeZone").asText());
    assertEquals(
        "Team",
        kit.get("/calendar/v3/calendars/" + id.replace("@", "%40"))
            .expect(200)
            .json()
            .path("summary")
            .asText());
    assertEquals(
        "tech@example.com",
        kit.get("/calendar/v3/calendars/primary").expect(200).json().path("id").asText());
  }

  @Test
  void freeBusyLeavesTransparentEventsOut() {
    id();
    id("transparency", "\"transparent\"");
    JsonNode reply =
        kit.post(
                "/calendar/v3/freeBusy",
                "{\"timeMin\":\"2026-12-01T00:00:00Z\",\"timeMax\":\"2026-12-02T00:00:00Z\",\"items\":[{\"id\":\"tech@example.com\"},{\"id\":\"nobody@x.ch\"}]}")
            .expect(200)
            .json();
    assertEquals(1, reply.path("calendars").path("tech@example.com").path("busy").size());
    assertEquals(
        "notFound",
        reply.path("calendars").path("nobody@x.ch").path("errors").path(0).path("reason").asText());
  }
}

package io.concordat.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("zones")
class SeriesTest {
  private Kit kit;

  @BeforeEach
  void start() {
    kit = new Kit();
  }

  @AfterEach
  void stop() {
    kit.close();
  }

  private String series(String... lines) {
    return kit.insert(Kit.meeting("Round", "recurrence", Kit.JSON.valueToTree(lines).toString()))
        .json()
        .path("id")
        .asText();
  }

  private String days(String first, String last, String... lines) {
    ObjectNode body = Kit.JSON.createObjectNode().put("summary", "Days");
    body.putObject("start").put("date", first);
    body.putObject("end").put("date", last);
    body.set("recurrence", Kit.JSON.valueToTree(lines));
    return kit.insert(body.toString()).json().path("id").asText();
  }

  private List<JsonNode> instances(String id, String query) {
    JsonNode items =
        kit.get(Kit.EVENTS + "/" + id + "/instances?" + query).expect(200).json().path("items");
    return StreamSupport.stream(items.spliterator(), false).toList();
  }

  private List<String> starts(String id) {
    return instances(id, "maxResults=50").stream()
        .map(row -> row.path("start"))
        .map(s -> s.path("dateTime").asText(s.path("date").asText()))
        .toList();
  }

  @Test
  void keepsTheWallTimeOverClockChanges() {
    String body =
        Kit.meeting("DST", "recurrence", "[\"RRULE:FREQ=WEEKLY;COUNT=3\"]")
            .replace("2026-12-01T10", "2027-03-21T10")
            .replace("2026-12-01T11", "2027-03-21T11");
    String id = kit.insert(body).json().path("id").asText();
    assertEquals(
        List.of(
            "2027-03-21T10:00:00+01:00", "2027-03-28T10:00:00+02:00", "2027-04-04T10:00:00+02:00"),
        starts(id));
  }

  @Test
  void combinesRulesDatesAndExclusions() {
    String id =
        series(
            "RRULE:FREQ=WEEKLY;COUNT=3",
            "RRULE:FREQ=DAILY;COUNT=2",
            "RDATE;TZID=Europe/Zurich:20261224T100000",
            "EXDATE:20261208T090000Z",
            "EXRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=2");
    assertEquals(List.of("2026-12-02T10:00:00+01:00", "2026-12-24T10:00:00+01:00"), starts(id));
  }

  @Test
  void untilIsInclusiveAndFeb29IsSkipped() {
    assertEquals(3, starts(series("RRULE:FREQ=DAILY;UNTIL=20261203T090000Z")).size());
    assertEquals(2, starts(series("RRULE:FREQ=DAILY;UNTIL=20261203T085959Z")).size());
    assertEquals(
        List.of("2028-02-29", "2032-02-29"),
        starts(days("2028-02-29", "2028-03-01", "RRULE:FREQ=YEARLY;COUNT=2")));
    assertEquals(
        2, starts(days("2026-12-01", "2026-12-03", "RRULE:FREQ=DAILY;UNTIL=20261202")).size());
  }

  @Test
  void theStartCountsEvenWhereTheRuleDoesNotHitIt() {
    assertEquals(
        List.of("2026-12-01T10:00:00+01:00", "2026-12-04T10:00:00+01:00"),
        starts(series("RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=2")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RRULE:FREQ=HOURLY",
        "RRULE:FREQ=MINUTELY;COUNT=2",
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=SOMETIMES",
        "RRULE:FREQ=DAILY;UNTIL=20261203",
        "RRULE:FREQ=DAILY;UNTIL=20261203T100000",
        "RRULE:FREQ=DAILY;UNTIL=20261203T100000Z;COUNT=3",
        "RRULE:FREQ=WEEKLY;BYDAY=1MO",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:",
        "FREQ=DAILY",
        "DTSTART:20261201T100000Z",
        "EXDATE:20261201T090000Z",
        "RDATE:20261203T100000",
        "RDATE;VALUE=DATE:20261203",
        "RDATE;TZID=Mars/Base:20261203T100000"
      })
  void refusesWhatGoogleCannotRepeat(String line) {
    String body = Kit.meeting("Bad", "recurrence", "[\"" + line + "\"]");
    assertEquals("invalid", kit.post(Kit.EVENTS, body).expect(400).reason());
  }

  @Test
  void aSeriesNamesItsZone() {
    String body =
        "{\"start\":{\"dateTime\":\"2026-12-01T10:00:00Z\"},\"end\":{\"dateTime\":\"2026-12-01T11:00:00Z\"},\"recurrence\":[\"RRULE:FREQ=DAILY\"]}";
    assertEquals("required", kit.post(Kit.EVENTS, body).expect(400).reason());
  }

  @Test
  void instancesAreVirtualUntilTheyAreTouched() {
    String id = series("RRULE:FREQ=WEEKLY;COUNT=4");
    String second = id + "_20261208T090000Z";
    JsonNode virtual = kit.event(second).expect(200).json();
    assertEquals(id, virtual.path("recurringEventId").asText());
    assertEquals(
        "2026-12-08T10:00:00+01:00", virtual.path("originalStartTime").path("dateTime").asText());
    assertFalse(virtual.has("recurrence"));
    assertEquals(404, kit.event(id + "_20261209T090000Z").status());
    String sync = kit.list("").syncToken();
    kit.patch(
            second,
            "{\"start\":{\"dateTime\":\"2026-12-09T08:00:00+01:00\"},\"end\":{\"dateTime\":\"2026-12-09T09:00:00+01:00\"}}")
        .expect(200);
    kit.delete(id + "_20261215T090000Z").expect(204);
    Kit.Listing changed = kit.list("syncToken=" + sync);
    assertEquals(2, changed.rows().size());
    JsonNode moved = changed.row(second);
    assertEquals(
        "2026-12-08T10:00:00+01:00", moved.path("originalStartTime").path("dateTime").asText());
    assertEquals("2026-12-09T08:00:00+01:00", moved.path("start").path("dateTime").asText());
    JsonNode gone = changed.row(id + "_20261215T090000Z");
    assertEquals("cancelled", gone.path("status").asText());
    assertEquals(id, gone.path("recurringEventId").asText());
    assertTrue(gone.has("originalStartTime"));
    assertFalse(gone.has("summary"));
    assertEquals(
        List.of(
            "2026-12-01T10:00:00+01:00", "2026-12-09T08:00:00+01:00", "2026-12-22T10:00:00+01:00"),
        starts(id));
    assertEquals(3, kit.list("").rows().size());
    assertEquals(4, instances(id, "showDeleted=true").size());
    assertEquals(3, kit.list("singleEvents=true").rows().size());
    assertEquals(410, kit.delete(id + "_20261215T090000Z").status());
    kit.patch(id + "_20261215T090000Z", "{\"status\":\"confirmed\"}").expect(200);
    assertEquals(4, starts(id).size());
  }

  @Test
  void statusCancelledByPutCancelsOneOccurrence() {
    String id = series("RRULE:FREQ=WEEKLY;COUNT=3");
    String second = id + "_20261208T090000Z";
    String whole = kit.event(second).text().replace("\"confirmed\"", "\"cancelled\"");
    kit.put(second, whole).expect(200);
    assertEquals(2, starts(id).size());
  }

  @Test
  void exceptionsWhoseSlotIsGoneAreReportedCancelled() {
    String id = series("RRULE:FREQ=WEEKLY;COUNT=4");
    String second = id + "_20261208T090000Z";
    String fourth = id + "_20261222T090000Z";
    kit.patch(second, "{\"summary\":\"Kept\"}").expect(200);
    kit.patch(fourth, "{\"summary\":\"Stranded\"}").expect(200);
    String sync = kit.list("").syncToken();
    kit.patch(id, "{\"recurrence\":[\"RRULE:FREQ=WEEKLY;COUNT=3\"]}").expect(200);
    Kit.Listing changed = kit.list("syncToken=" + sync);
    assertEquals(2, changed.rows().size());
    assertEquals("cancelled", changed.row(fourth).path("status").asText());
    assertEquals(3, starts(id).size());
    assertEquals(2, kit.list("").rows().size());
    kit.patch(id, "{\"recurrence\":[\"RRULE:FREQ=WEEKLY;COUNT=4\"]}").expect(200);
    assertEquals("Round", kit.event(fourth).json().path("summary").asText());
    kit.patch(
            id,
            "{\"start\":{\"dateTime\":\"2026-12-01T12:00:00+01:00\"},\"end\":{\"dateTime\":\"2026-12-01T13:00:00+01:00\"}}")
        .expect(200);
    assertEquals("cancelled", kit.event(second).json().path("status").asText());
    assertEquals("Round", kit.event(id + "_20261208T110000Z").json().path("summary").asText());
  }

  @Test
  void whatTheListingSaysOfADayThatCameBackIsWhatTheCalendarShows() {
    String id = series("RRULE:FREQ=WEEKLY;COUNT=4");
    String fourth = id + "_20261222T090000Z";
    kit.patch(fourth, "{\"summary\":\"Stranded\"}").expect(200);
    kit.patch(id, "{\"recurrence\":[\"RRULE:FREQ=WEEKLY;COUNT=3\"]}").expect(200);
    String sync = kit.list("").syncToken();
    kit.patch(id, "{\"recurrence\":[\"RRULE:FREQ=WEEKLY;COUNT=4\"]}").expect(200);
    JsonNode told = kit.list("syncToken=" + sync + "&showDeleted=true").row(fourth);
    assertEquals("confirmed", told.path("status").asText());
    assertEquals("Round", told.path("summary").asText());
    assertEquals(kit.event(fourth).json().path("etag"), told.path("etag"));
    assertEquals(4, starts(id).size());
  }

  @Test
  void deletingTheMasterTakesItsExceptionsAlong() {
    String id = series("RRULE:FREQ=WEEKLY;COUNT=4");
    String second = id + "_20261208T090000Z";
    kit.patch(second, "{\"summary\":\"Changed\"}").expect(200);
    String sync = kit.list("").syncToken();
    kit.delete(id).expect(204);
    Kit.Listing changed = kit.list("syncToken=" + sync);
    assertEquals("cancelled", changed.row(id).path("status").asText());
    assertEquals("cancelled", changed.row(second).path("status").asText());
    assertTrue(kit.list("").rows().isEmpty());
    assertEquals(404, kit.event(id + "_20261215T090000Z").status());
  }

  @Test
  void allDaySeriesNameTheirSlotsByDate() {
    String id = days("2026-12-01", "2026-12-03", "RRULE:FREQ=WEEKLY;COUNT=2");
    JsonNode second = kit.event(id + "_20261208").expect(200).json();
    assertEquals("2026-12-08", second.path("originalStartTime").path("date").asText());
    assertEquals("2026-12-10", second.path("end").path("date").asText());
    assertEquals(404, kit.event(id + "_20261208T000000Z").status());
  }

  @Test
  void windowsFindASeriesByItsOccurrences() {
    String id = series("RRULE:FREQ=WEEKLY");
    assertEquals(
        List.of(id), kit.list("timeMin=2030-01-01T00:00:00Z&timeMax=2030-01-09T00:00:00Z").ids());
    Kit.Listing single =
        kit.list(
            "singleEvents=true&orderBy=startTime&timeMin=2030-01-01T00:00:00Z&timeMax=2030-01-09T00:00:00Z");
    assertEquals(List.of(id + "_20300101T090000Z", id + "_20300108T090000Z"), single.ids());
    assertTrue(kit.list("timeMax=2026-12-01T00:00:00Z").rows().isEmpty());
  }

  @Test
  void expandedSyncReportsTheInstancesOfAChangedSeries() {
    String id = series("RRULE:FREQ=WEEKLY;COUNT=3");
    String sync = kit.list("singleEvents=true").syncToken();
    kit.delete(id).expect(204);
    Kit.Listing gone = kit.list("singleEvents=true&syncToken=" + sync);
    assertEquals(3, gone.rows().size());
    assertTrue(
        gone.rows().stream().allMatch(row -> row.path("status").asText().equals("cancelled")));
  }
}

package io.concordat.sandbox;

import static io.concordat.sandbox.GraphDesk.timed;
import static io.concordat.sandbox.GraphDesk.weekly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("zones")
class GraphSeriesTest {
  private static final String ZURICH = "outlook.timezone=\"Europe/Zurich\"";
  private final GraphDesk desk = new GraphDesk();

  @AfterEach
  void stop() {
    desk.close();
  }

  private static String id(JsonNode event) {
    return event.path("id").asText();
  }

  private static String recurrence(String pattern, String range) {
    return "{\"pattern\":{"
        + pattern.replace('\'', '"')
        + "},\"range\":{"
        + range.replace('\'', '"')
        + "}}";
  }

  private String body(String date, String recurrence) {
    return timed(
        "R", date + "T09:00:00", date + "T10:00:00", "Europe/Zurich", "recurrence", recurrence);
  }

  private List<String> starts(JsonNode master, String until) {
    String from = master.path("recurrence").path("range").path("startDate").asText();
    JsonNode page =
        desk.get(
                "/me/events/"
                    + id(master)
                    + "/instances?$top=1000&startDateTime="
                    + from
                    + "T00:00:00&endDateTime="
                    + until
                    + "T00:00:00",
                "Prefer",
                ZURICH)
            .expect(200)
            .json();
    return page.path("value").valueStream().map(GraphSeriesTest::day).toList();
  }

  private static String day(JsonNode event) {
    return event.path("start").path("dateTime").asText().substring(5, 16);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "2026-03-27|'type':'daily','interval':2|03-27T09:00 03-29T09:00 03-31T09:00 04-02T09:00",
        "2026-03-25|'type':'weekly','interval':2,'daysOfWeek':['Wednesday','sunday'],'firstDayOfWeek':'monday'|03-25T09:00 03-29T09:00 04-08T09:00 04-12T09:00",
        "2026-03-25|'type':'weekly','interval':2,'daysOfWeek':['wednesday','sunday']|03-25T09:00 04-05T09:00 04-08T09:00 04-19T09:00",
        "2026-01-31|'type':'absoluteMonthly','interval':1,'dayOfMonth':31|01-31T09:00 02-28T09:00 03-31T09:00 04-30T09:00",
        "2026-01-13|'type':'relativeMonthly','interval':1,'daysOfWeek':['tuesday'],'index':'second'|01-13T09:00 02-10T09:00 03-10T09:00 04-14T09:00",
        "2026-01-30|'type':'relativeMonthly','interval':1,'daysOfWeek':['monday','tuesday','wednesday','thursday','friday'],'index':'last'|01-30T09:00 02-27T09:00 03-31T09:00 04-30T09:00",
        "2026-01-01|'type':'relativeMonthly','interval':1,'daysOfWeek':['thursday','friday'],'index':'first'|01-01T09:00 02-05T09:00 03-05T09:00 04-02T09:00",
        "2026-02-03|'type':'absoluteYearly','interval':1,'dayOfMonth':3,'month':2|02-03T09:00 02-03T09:00 02-03T09:00 02-03T09:00",
        "2026-11-26|'type':'relativeYearly','interval':1,'daysOfWeek':['thursday'],'index':'fourth','month':11|11-26T09:00 11-25T09:00 11-23T09:00 11-22T09:00"
      })
  void expandsTheSixPatterns(String start, String pattern, String wanted) {
    String range = "'type':'numbered','startDate':'" + start + "','numberOfOccurrences':4";
    JsonNode master = desk.create(body(start, recurrence(pattern, range)));
    String until = pattern.contains("early") ? "2029-12-31" : "2026-12-31";
    assertEquals(List.of(wanted.split(" ", -1)), starts(master, until));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'type':'weekly','interval':1",
        "'type':'weekly','interval':0,'daysOfWeek':['monday']",
        "'type':'daily','interval':1,'daysOfWeek':['monday']",
        "'type':'daily','interval':1,'dayOfMonth':4",
        "'type':'absoluteMonthly','interval':1,'dayOfMonth':32",
        "'type':'absoluteMonthly','interval':1,'dayOfMonth':7,'month':3",
        "'type':'weekly','interval':1,'daysOfWeek':['tuesday']",
        "'type':'hourly','interval':1",
        "'type':'relativeMonthly','interval':1,'daysOfWeek':['monday'],'index':'fifth'",
        "'type':'daily','interval':1,'every':2"
      })
  void refusesWhatItCannotHold(String pattern) {
    String range = "'type':'noEnd','startDate':'2026-12-07'";
    desk.call("POST", "/me/events", body("2026-12-07", recurrence(pattern, range))).expect(400);
  }

  @Test
  void refusesOverlapsWrongStartsAndWrongRanges() {
    String daily = "'type':'daily','interval':1";
    String noEnd = "'type':'noEnd','startDate':'2026-12-07'";
    String longer =
        timed(
            "R",
            "2026-12-07T09:00:00",
            "2026-12-08T10:00:00",
            "UTC",
            "recurrence",
            recurrence(daily, noEnd));
    desk.call("POST", "/me/events", longer).expect(400);
    for (String range :
        List.of(
            "'type':'noEnd','startDate':'2026-12-08'",
            "'type':'endDate','startDate':'2026-12-07','endDate':'2026-12-06'",
            "'type':'numbered','startDate':'2026-12-07'",
            "'type':'noEnd','startDate':'2026-12-07','recurrenceTimeZone':'Mars'")) {
      desk.call("POST", "/me/events", body("2026-12-07", recurrence(daily, range))).expect(400);
    }
  }

  private JsonNode mondays() {
    return desk.create(
        body(
            "2026-10-12",
            weekly("2026-10-12", "\"monday\"", "\"type\":\"endDate\",\"endDate\":\"2026-11-09\"")));
  }

  private JsonNode occurrence(JsonNode master, int index) {
    return desk.get(
            "/me/events/"
                + id(master)
                + "/instances?startDateTime=2026-10-01T00:00:00Z&endDateTime=2026-12-01T00:00:00Z")
        .expect(200)
        .json()
        .path("value")
        .path(index);
  }

  @Test
  void wallTimeStaysOverTheClockChange() {
    JsonNode master = mondays();
    assertEquals("seriesMaster", master.path("type").asText());
    assertEquals(
        "2026-10-19T07:00:00.0000000",
        occurrence(master, 1).path("start").path("dateTime").asText());
    assertEquals(
        "2026-10-26T08:00:00.0000000",
        occurrence(master, 2).path("start").path("dateTime").asText());
    assertNotEquals(occurrence(master, 1).path("iCalUId"), occurrence(master, 2).path("iCalUId"));
  }

  @Test
  void oneDayIsMovedAndAnotherCancelled() {
    JsonNode master = mondays();
    String moved = id(occurrence(master, 1));
    JsonNode exception =
        desk.patch(
                moved,
                "{\"subject\":\"X\",\"start\":{\"dateTime\":\"2026-10-20T12:00:00\",\"timeZone\":\"Europe/Zurich\"},"
                    + "\"end\":{\"dateTime\":\"2026-10-20T13:00:00\",\"timeZone\":\"Europe/Zurich\"}}")
            .expect(200)
            .json();
    assertEquals("exception", exception.path("type").asText());
    assertEquals("2026-10-19T07:00:00Z", exception.path("originalStart").asText());
    desk.delete(id(occurrence(master, 3))).expect(204);
    assertEquals(
        List.of("10-12T09:00", "10-20T12:00", "10-26T09:00", "11-09T09:00"),
        starts(master, "2026-12-01"));
    JsonNode plain = desk.event(id(master));
    assertFalse(plain.has("cancelledOccurrences"));
    assertFalse(plain.has("exceptionOccurrences"));
    JsonNode full =
        desk.get(
                "/me/events/"
                    + id(master)
                    + "?$select=subject,cancelledOccurrences&$expand=exceptionOccurrences($select=subject,start)")
            .expect(200)
            .json();
    assertEquals(
        "OID." + id(master) + ".2026-11-02", full.path("cancelledOccurrences").path(0).asText());
    assertEquals("X", full.path("exceptionOccurrences").path(0).path("subject").asText());
    assertEquals(moved, id(full.path("exceptionOccurrences").path(0)));
    desk.delete(id(occurrence(master, 2))).expect(204);
    desk.get("/me/events/" + id(master)).expect(200);
  }

  @Test
  void aDayCannotPassItsNeighbours() {
    JsonNode master = mondays();
    String second = id(occurrence(master, 1));
    for (String day : List.of("2026-10-12", "2026-10-26", "2026-10-27")) {
      assertEquals(
          "ErrorOccurrenceCrossingBoundary",
          MicrosoftKit.code(desk.patch(second, evening(day)).expect(400)));
    }
  }

  private static String evening(String day) {
    return "{\"start\":{\"dateTime\":\""
        + day
        + "T20:00:00\",\"timeZone\":\"Europe/Zurich\"},\"end\":{\"dateTime\":\""
        + day
        + "T21:00:00\",\"timeZone\":\"Europe/Zurich\"}}";
  }

  @Test
  void aNewRuleDropsTheExceptionsAndANewTitleDoesNot() {
    JsonNode master = mondays();
    desk.patch(id(occurrence(master, 1)), "{\"subject\":\"X\"}").expect(200);
    desk.delete(id(occurrence(master, 2))).expect(204);
    desk.patch(id(master), "{\"subject\":\"New\"}").expect(200);
    assertEquals("X", occurrence(master, 1).path("subject").asText());
    assertEquals(4, starts(master, "2026-12-01").size());
    String rule =
        weekly("2026-10-12", "\"monday\"", "\"type\":\"numbered\",\"numberOfOccurrences\":6");
    desk.patch(id(master), "{\"recurrence\":" + rule + "}").expect(200);
    assertEquals("New", occurrence(master, 1).path("subject").asText());
    assertEquals(6, starts(master, "2026-12-31").size());
  }

  @Test
  void whatGraphAnswersItTakesBack() {
    JsonNode master = mondays();
    JsonNode after =
        desk.patch(id(master), "{\"recurrence\":" + master.path("recurrence") + "}")
            .expect(200)
            .json();
    assertEquals(master.path("recurrence"), after.path("recurrence"));
    assertEquals(
        "W. Europe Standard Time",
        after.path("recurrence").path("range").path("recurrenceTimeZone").asText());
  }

  @Test
  void viewsShowDaysAndListsShowMasters() {
    mondays();
    assertEquals(1, desk.get("/me/events").json().path("value").size());
    String view =
        "/me/calendarView?startDateTime=2026-10-13T00:00:00Z&endDateTime=2026-11-01T00:00:00Z";
    JsonNode rows = desk.get(view).expect(200).json().path("value");
    assertEquals(2, rows.size());
    assertTrue(rows.valueStream().allMatch(r -> r.path("type").asText().equals("occurrence")));
    desk.get("/me/calendarView").expect(400);
    desk.get(view.replace("2026-11-01", "2036-11-01")).expect(400);
  }
}

package io.concordat.sandbox;

import static io.concordat.sandbox.GraphDesk.meeting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("zones")
class GraphImportTest {
  private static final Path CALENDARS = Path.of("..", "..", "shared", "data", "calendars");
  private final GraphDesk desk = new GraphDesk();

  @AfterEach
  void stop() {
    desk.close();
  }

  private JsonNode load(String body) {
    return desk.kit
        .wire
        .send(
            "POST",
            "/_sandbox/import?account=" + MicrosoftKit.TECH,
            body,
            "Content-Type",
            "text/calendar")
        .expect(200)
        .json();
  }

  private static String file(String... events) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + String.join("", events) + "END:VCALENDAR\r\n";
  }

  private static String vevent(String... lines) {
    return "BEGIN:VEVENT\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT\r\n";
  }

  private JsonNode all() {
    return desk.get("/me/events?$top=1000&$expand=exceptionOccurrences")
        .expect(200)
        .json()
        .path("value");
  }

  @ParameterizedTest
  @CsvSource({
    "EstoniaHolidays.ics,152",
    "Misc.History.ics,431",
    "THFC.ics,114",
    "afl2004.ics,207",
    "google_aus_holidays.ics,96",
    "japan_west.ics,49",
    "sunbird_sample.ics,182"
  })
  void everyRowOfARealCalendarIsTakenOrRefusedWithAReason(String name, int rows)
      throws IOException {
    Path path = CALENDARS.resolve(name);
    Assumptions.assumeTrue(Files.exists(path), path + " is not there"); // not part of the project
    JsonNode reply = load(new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
    int taken = reply.path("imported").asInt() + reply.path("exceptions").asInt();
    assertEquals(rows, taken + reply.path("refused").size(), reply.path("refusedBy").toString());
    assertEquals(reply.path("imported").asInt(), all().size());
    for (JsonNode refused : reply.path("refused")) {
      assertNotEquals("malformed", refused.path("code").asText(), refused.toString());
      assertNotEquals("vendor_refused", refused.path("code").asText(), refused.toString());
    }
  }

  @Test
  void keepsSeriesZonesUidsAndExceptions() {
    JsonNode reply =
        load(
            file(
                vevent(
                    "UID:a@x",
                    "SUMMARY:Vor\\, Ort",
                    "DTSTART;TZID=America/New_York:20261201T090000",
                    "DURATION:PT1H30M",
                    "CLASS:PRIVATE",
                    "RRULE:FREQ=WEEKLY;UNTIL=20261222",
                    "EXDATE;TZID=America/New_York:20261215T090000"),
                vevent(
                    "UID:a@x",
                    "RECURRENCE-ID:20261208T140000Z",
                    "DTSTART:20261209T140000Z",
                    "DURATION:PT1H",
                    "SUMMARY:Moved"),
                vevent("UID:c@x", "DTSTART;VALUE=DATE:20261201")));
    assertEquals(2, reply.path("imported").asInt());
    assertEquals(1, reply.path("exceptions").asInt());
    JsonNode series = all().path(0);
    assertEquals("a@x", series.path("iCalUId").asText());
    assertEquals("Eastern Standard Time", series.path("originalStartTimeZone").asText());
    assertEquals("private", series.path("sensitivity").asText());
    assertEquals("2026-12-22", series.path("recurrence").path("range").path("endDate").asText());
    assertEquals("Moved", series.path("exceptionOccurrences").path(0).path("subject").asText());
    String view =
        "/me/calendarView?startDateTime=2026-12-02T00:00:00Z&endDateTime=2027-01-01T00:00:00Z";
    assertEquals(2, desk.get(view).json().path("value").size(), "the moved one and the last");
    assertTrue(all().path(1).path("isAllDay").asBoolean());
    assertEquals(0, desk.kit.control("GET", "mails", "").path("count").asInt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FREQ=HOURLY|sub_daily",
        "FREQ=MONTHLY;BYMONTHDAY=31|day_29_to_31",
        "FREQ=MONTHLY;BYMONTHDAY=1,15|several_month_days",
        "FREQ=YEARLY;BYMONTH=1,12;BYMONTHDAY=1|several_months",
        "FREQ=MONTHLY;BYDAY=1TU,3TU|several_ordinals",
        "FREQ=MONTHLY;BYDAY=5TU|ordinal_beyond_fourth",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1,2|by_set_pos",
        "FREQ=YEARLY;BYYEARDAY=335|other_rule_part",
        "FREQ=DAILY;INTERVAL=2;BYDAY=TU|daily_by_day_with_interval",
        "FREQ=WEEKLY;BYDAY=WE|unsynchronized_start"
      })
  void refusesWhatItCannotHoldTheSameWay(String rule, String code) {
    JsonNode reply = load(file(vevent("UID:a", "DTSTART:20261201T120000Z", "RRULE:" + rule)));
    assertEquals(1, reply.path("refusedBy").path(code).asInt(), reply.toString());
    assertEquals(0, all().size());
  }

  @Test
  void importsTwiceWithoutDoubles() {
    String one = file(vevent("UID:a", "DTSTART:20261201T120000Z", "SUMMARY:one"));
    load(one);
    String id = all().path(0).path("id").asText();
    load(one.replace("one", "two"));
    assertEquals(1, all().size());
    assertEquals(id, all().path(0).path("id").asText());
    assertEquals("two", all().path(0).path("subject").asText());
  }

  @Test
  void injectedEventsMayBeForeignOrMalformed() {
    String foreign =
        meeting(
            "Shared",
            "iCalUId",
            "\"abc@google.com\"",
            "organizer",
            "{\"emailAddress\":{\"name\":\"G\",\"address\":\"g@gmail.example\"}}");
    String wrap = "{\"account\":\"" + MicrosoftKit.TECH + "\",\"event\":%s,\"raw\":%s}";
    desk.kit.control("POST", "events", wrap.formatted(foreign, "false"));
    JsonNode stored = all().path(0);
    assertEquals("abc@google.com", stored.path("iCalUId").asText());
    assertFalse(stored.path("isOrganizer").asBoolean());
    desk.kit.control("POST", "events", wrap.formatted("{\"subject\":\"no times\"}", "true"));
    JsonNode broken = all().path(1);
    assertEquals("no times", broken.path("subject").asText());
    assertFalse(broken.has("start"));
    desk.kit.control("POST", "seed", "{\"account\":\"" + MicrosoftKit.TECH + "\",\"count\":40}");
    assertEquals(42, all().size());
  }

  @Test
  void aMovedEventKeepsOnlyItsImmutableId() {
    JsonNode made = desk.create(meeting("a"));
    String plain = made.path("id").asText();
    String fixed = desk.event(plain, "Prefer", GraphDesk.IMMUTABLE).path("id").asText();
    String account = "{\"account\":\"" + MicrosoftKit.TECH + "\",\"summary\":\"Y\"}";
    String other = desk.kit.control("POST", "calendars", account).path("calendarId").asText();
    String move =
        "{\"account\":\"%s\",\"eventId\":\"%s\",\"calendarId\":\"%s\"}"
            .formatted(MicrosoftKit.TECH, plain, other);
    desk.kit.control("POST", "events/move", move);
    desk.get("/me/events/" + plain).expect(404);
    assertNotEquals(plain, desk.event(fixed).path("id").asText());
  }
}

package io.concordat.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("zones")
class ImportTest {
  private static final Path CALENDARS = Path.of("..", "..", "shared", "data", "calendars");
  private Kit kit;

  @BeforeEach
  void start() {
    kit = new Kit();
  }

  @AfterEach
  void stop() {
    kit.close();
  }

  private Kit.Answer load(String more, String body) {
    return kit.send(
        "POST",
        "/_sandbox/import?account=" + Kit.TECH + more,
        body,
        "Content-Type",
        "text/calendar");
  }

  private static String file(String... events) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + String.join("", events) + "END:VCALENDAR\r\n";
  }

  private static String vevent(String... lines) {
    return "BEGIN:VEVENT\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT\r\n";
  }

  @ParameterizedTest
  @CsvSource({
    "EstoniaHolidays.ics,152,0",
    "Misc.History.ics,431,0",
    "THFC.ics,114,0",
    "afl2004.ics,207,0",
    "google_aus_holidays.ics,53,43",
    "japan_west.ics,49,0",
    "sunbird_sample.ics,182,0"
  })
  void takesRealCalendarsWhole(String name, int imported, int exceptions) throws IOException {
    Path path = CALENDARS.resolve(name);
    Assumptions.assumeTrue(Files.exists(path), path + " is not there"); // not part of the project
    byte[] bytes = Files.readAllBytes(path);
    JsonNode reply =
        kit.send(
                "POST",
                "/_sandbox/import?account=" + Kit.TECH,
                new String(bytes, java.nio.charset.StandardCharsets.UTF_8))
            .expect(200)
            .json();
    assertEquals("[]", reply.path("refused").toString());
    assertEquals(imported, reply.path("imported").asInt());
    assertEquals(exceptions, reply.path("exceptions").asInt());
    assertEquals(imported + exceptions, kit.list("maxResults=100").rows().size());
  }

  @Test
  void keepsWallTimesZonesAndUids() {
    load(
            "",
            file(
                vevent(
                    "UID:a@x",
                    "SUMMARY:Vor\\, Ort",
                    "DTSTART;TZID=\"/mozilla.org/20050126_1/America/New_York\":20261201T090000",
                    "DURATION:PT1H30M",
                    "CLASS:PRIVATE",
                    "RRULE:FREQ=WEEKLY;UNTIL=20261222"),
                vevent(
                    "UID:a@x",
                    "RECURRENCE-ID:20261208T140000Z",
                    "STATUS:CANCELLED",
                    "DTSTART:20261208T140000Z"),
                vevent("UID:b@x", "DTSTART:20261201T120000"),
                vevent("UID:c@x", "DTSTART;VALUE=DATE:20261201")))
        .expect(200);
    Kit.Listing all = kit.list("");
    JsonNode series = all.rows().getFirst();
    assertEquals("a@x", series.path("iCalUID").asText());
    assertEquals("Vor, Ort", series.path("summary").asText());
    assertEquals("private", series.path("visibility").asText());
    assertEquals("America/New_York", series.path("start").path("timeZone").asText());
    assertEquals("2026-12-01T15:00:00+01:00", series.path("start").path("dateTime").asText());
    assertEquals("2026-12-01T16:30:00+01:00", series.path("end").path("dateTime").asText());
    assertEquals(
        "[\"RRULE:FREQ=WEEKLY;UNTIL=20261223T045959Z\"]", series.path("recurrence").toString());
    assertEquals(
        "cancelled",
        all.row(series.path("id").asText() + "_20261208T140000Z").path("status").asText());
    assertEquals(
        "2026-12-01T13:00:00+01:00", all.rows().get(1).path("end").path("dateTime").asText());
    assertEquals("2026-12-02", all.rows().get(2).path("end").path("date").asText());
  }

  @Test
  void refusesSubDailyAndMalformedAndKeepsTheRest() {
    JsonNode reply =
        load(
                "",
                file(
                    vevent(
                        "UID:a", "DTSTART:20261201T120000Z", "RRULE:FREQ=HOURLY", "SUMMARY:Pulse"),
                    vevent("UID:b", "DTSTART:gibberish"),
                    vevent("UID:c", "DTSTART;TZID=Moon/Base:20261201T120000"),
                    vevent("UID:d", "DTSTART:20261201T120000Z", "RRULE:FREQ=WEEKLY;BYDAY=XX"),
                    vevent("UID:e", "DTSTART:20261201T120000Z", "DTEND:20261201T110000Z"),
                    vevent("UID:f", "SUMMARY:no start"),
                    vevent("UID:g", "DTSTART:20261201T120000Z", "SUMMARY:good")))
            .expect(200)
            .json();
    assertEquals(1, reply.path("imported").asInt());
    assertEquals(6, reply.path("refused").size());
    assertTrue(reply.path("refused").path(0).path("reason").asText().contains("sub-daily"));
    assertEquals("Pulse", reply.path("refused").path(0).path("summary").asText());
  }

  @Test
  void anExceptionWithoutItsOccurrenceStandsAlone() {
    JsonNode reply =
        load(
                "",
                file(vevent("UID:a", "RECURRENCE-ID:20261201T120000Z", "DTSTART:20261201T130000Z")))
            .expect(200)
            .json();
    assertEquals(1, reply.path("imported").asInt());
    assertEquals("a_R20261201", kit.list("").rows().getFirst().path("iCalUID").asText());
  }

  @Test
  void importsTwiceWithoutDoublesUnlessUidsAreFresh() {
    String one = file(vevent("UID:a", "DTSTART:20261201T120000Z"));
    load("", one).expect(200);
    load("", one).expect(200);
    assertEquals(1, kit.list("").rows().size());
    load("&freshUids=true", one).expect(200);
    assertEquals(2, kit.list("").rows().size());
  }

  @Test
  void saysWhatIsNotACalendar() {
    String text =
        load("", "PK\u0003\u0004 zip").expect(400).json().path("error").path("message").asText();
    assertTrue(text.contains("not an iCalendar file"), text);
    load("", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n").expect(400);
    load("", "").expect(400);
  }
}

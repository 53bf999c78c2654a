package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.schedule.ScheduleEntry;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is done to a series at Graph, and what must be true afterwards. */
final class DeltaScene {
  private DeltaScene() {}

  /** Every day at seven, for ever: some four hundred rows of a delta. */
  static String daily(Tech tess, String title) {
    return tess.house
        .microsoft
        .insert(
            tess.email,
            """
            {"subject":"%s","start":{"dateTime":"2026-11-23T07:00:00","timeZone":"Europe/Berlin"},
             "end":{"dateTime":"2026-11-23T07:15:00","timeZone":"Europe/Berlin"},
             "recurrence":{"pattern":{"type":"daily","interval":1},
              "range":{"type":"noEnd","startDate":"2026-11-23"}}}"""
                .formatted(title))
        .path("id")
        .asText();
  }

  static JsonNode occurrence(Tech tess, String id, String day) {
    String window = "?startDateTime=%sT00:00:00Z&endDateTime=%sT23:00:00Z".formatted(day, day);
    return tess.house
        .microsoft
        .api(tess.email, "GET", "/v1.0/me/events/" + id + "/instances" + window, null)
        .path("value")
        .path(0);
  }

  static void move(Tech tess, String id, String day) {
    tess.house.microsoft.patch(
        tess.email,
        id,
        """
        {"start":{"dateTime":"%sT09:00:00","timeZone":"Europe/Berlin"},
         "end":{"dateTime":"%sT09:15:00","timeZone":"Europe/Berlin"}}"""
            .formatted(day, day));
  }

  /** So that the changes come by the run that the test asks for, and by no other. */
  static void dropNotices(House house) {
    house.microsoft.control(
        "faults", "{\"kind\":\"notifications\",\"mode\":\"drop\",\"times\":10000}");
  }

  /** A run that has no reason to write. */
  static void read(Tech tess) {
    tess.office.quiet();
    tess.sync();
    assertEquals(0, tess.office.requests("write"), "a cause for a write");
  }

  static ScheduleEntry entry(Tech tess, String title) {
    return tess.entries().stream()
        .filter(entry -> entry.content().title().equals(title))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no entry " + title));
  }

  /** Both sides have exactly these, each once, each mapped, and stay so. */
  static void agreed(Tech tess, String... titles) {
    assertEquals(Set.of(titles), tess.titles());
    assertEquals(titles.length, tess.entries().size(), "nothing twice here");
    assertEquals(Set.of(titles), tess.remoteTitles());
    assertEquals(titles.length, tess.remote().size(), "nothing twice there");
    assertEquals(
        tess.remote().stream().map(event -> event.path("id").asText()).collect(Collectors.toSet()),
        Set.of(
            tess.value("select string_agg(remote_id, ' ') from calendar_event_mappings")
                .split(" ")),
        "mappings");
    assertEquals(
        "0",
        tess.value("select count(*) from calendar_event_mappings where sync_status <> 'synced'"));
    assertEquals("connected", tess.status());
    assertEquals(Optional.empty(), tess.writesWhenIdle());
    assertEquals(0, tess.office.mails());
  }
}

package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What vendors ask for is kept by whole runs, and nobody waits meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoliteTest {
  private final House house = House.open();

  @AfterEach
  void plenty() {
    house.google.control("quota", "{\"perCalendarPerTenSeconds\":0}");
  }

  @AfterAll
  void close() {
    house.close();
  }

  @Test
  void a_calendar_that_bears_few_writes_gets_them_all_at_its_own_pace() {
    var tess = Tech.alone(house).connected();
    for (int i = 0; i < 90; i++) {
      tess.create(Contents.single("job " + i));
    }
    house.google.control("quota", "{\"perCalendarPerTenSeconds\":20}");
    int before = bursts();
    int rounds = 0;
    for (; tess.remote().size() < 90 && rounds < 150; rounds++) {
      house.settle();
      later(Duration.ofSeconds(1));
    }
    assertEquals(90, tess.remoteTitles().size());
    int refused = bursts() - before;
    assertTrue(refused > 0 && refused <= 8, () -> refused + " refusals");
    assertEquals("connected", settled(tess));
    house.advance(Duration.ofMinutes(10));
    tess.create(Contents.single("free again"));
    house.settle();
    assertEquals("0", tess.value("select count(pace_since) from calendar_providers"));
  }

  @Test
  void work_that_rests_is_one_run_whose_counts_go_on() {
    var tess = Tech.alone(house).connected();
    tess.execute(
        "update calendar_providers set pace_per_second = 1, pace_since = '%1$s', pace_free_at = '%1$s'"
            .formatted(house.lent().clock().instant()));
    for (int i = 0; i < 12; i++) {
      tess.create(Contents.single("job " + i));
    }
    house.settle();
    assertEquals(5, tess.remote().size(), "one go");
    JsonNode run = runs(tess).path(0);
    assertEquals("running", run.path("state").asText());
    for (int i = 0; i < 4; i++) {
      house.settle();
      later(Duration.ofSeconds(6));
    }
    assertEquals(12, tess.remote().size());
    JsonNode after = runs(tess).path(0);
    assertEquals(run.path("id"), after.path("id"));
    assertEquals("completed", after.path("state").asText());
    assertEquals(12, after.path("created").asInt());
    assertEquals(1, tess.told("CALENDAR_SYNC_STARTED") - 1, "one for the first import");
  }

  @Test
  void what_happens_next_goes_out_first_and_the_end_is_foretold() {
    var tess = Tech.alone(house).connected();
    LocalDate today = LocalDate.ofInstant(house.lent().clock().instant(), ZoneOffset.UTC);
    for (int days : new int[] {300, 200, -2, 2, -9, 40, 1, 3, 90, -400, 30, 20}) {
      tess.create(on(today.plusDays(days), "in " + days + " days"));
    }
    tess.execute(
        "update calendar_providers set pace_per_second = 1, pace_since = '%1$s', pace_free_at = '%1$s'"
            .formatted(house.lent().clock().instant()));
    house.settle();
    assertEquals(
        Set.of("in 1 days", "in 2 days", "in 3 days", "in 20 days", "in 30 days"),
        tess.remoteTitles());
    JsonNode run = runs(tess).path(0);
    Instant end = Instant.parse(run.path("expectedEndAt").asText());
    Duration left = Duration.between(house.lent().clock().instant(), end);
    assertTrue(left.toSeconds() >= 3 && left.toSeconds() <= 7, () -> left + " for 7 writes");
    later(Duration.ofSeconds(6));
    house.settle();
    assertTrue(tess.remoteTitles().containsAll(Set.of("in 90 days", "in 300 days", "in -2 days")));
    later(Duration.ofSeconds(6));
    house.settle();
    assertEquals(12, tess.remote().size());
    assertTrue(runs(tess).path(0).path("expectedEndAt").isNull(), "it is over");
  }

  @Test
  void two_calendars_of_one_mailbox_take_turns_on_all_nodes() {
    var tess = Tech.alone(house, house.microsoft).connected();
    house.microsoft.account("tess.second@example.com");
    String second = house.connect(tess.caller, house.microsoft, "tess.second@example.com", "");
    assertEquals("0", tess.value("select count(turn_until) from calendar_providers"));
    // It would take up its own turn.
    house.call(
        tess.caller,
        "PATCH",
        "/api/v1/calendar/providers/" + second,
        "{\"paused\":true}",
        Map.of("if-match", "*"));
    Instant now = house.lent().clock().instant();
    tess.execute(
        "update calendar_providers set turn_until = '%s' where id = '%s'"
            .formatted(now.plusSeconds(120), second));
    house.microsoft.quiet();
    tess.create(Contents.single("waits for its turn"));
    tess.call("POST", "/sync", "");
    house.settle();
    assertEquals(0, house.microsoft.control("requests/summary").path("total").asInt());
    assertEquals("connected", tess.status(), "that is no trouble");
    house.advance(Duration.ofSeconds(121));
    house.settle();
    assertEquals(Set.of("waits for its turn"), tess.remoteTitles());
    assertEquals(
        "0",
        tess.value(
            "select count(turn_until) from calendar_providers where id = '" + tess.provider + "'"));
  }

  private static EntryContent on(LocalDate day, String title) {
    return Contents.single(title, new When.AllDay(day, day.plusDays(1)));
  }

  private static JsonNode runs(Tech tess) {
    return tess.call("GET", "/runs", "").body().path("items");
  }

  /** Both sides' time goes on. */
  private void later(Duration step) {
    house.advance(step);
    house.google.clock().advance(step);
  }

  private String settled(Tech tess) {
    later(Duration.ofSeconds(30));
    house.settle();
    return tess.status();
  }

  private int bursts() {
    return house.google.control("quota").path("refusedBursts").asInt();
  }
}

package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import java.time.Duration;
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

package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Deleting a provider and adding the same calendar again. */
class RemovalTest {
  private static final House house = House.open();

  @AfterAll
  static void close() {
    house.close();
  }

  private static Tech busy() {
    var tess = Tech.alone(house);
    tess.insert("theirs");
    tess.create(Contents.single("ours"));
    tess.create(Contents.weekly("our series", Map.of()));
    return tess.connected();
  }

  private static final Set<String> ALL = Set.of("theirs", "ours", "our series");

  private static void adoptedAgain(Tech tess) {
    int entries = tess.entries().size();
    house.google.quiet();
    tess.connected();
    assertEquals(0, house.google.requests("write"), "nothing is created there");
    assertEquals(entries, tess.entries().size(), "nothing is created here");
    assertEquals(ALL, tess.remoteTitles());
    assertEquals(3, tess.remote().size());
    assertEquals(Optional.empty(), tess.writesWhenIdle());
  }

  @Test
  void everything_stays_and_is_adopted_again() {
    var tess = busy();
    int channels = house.google.control("channels").path("items").size();
    assertEquals(204, tess.call("DELETE", "", "").status());
    assertEquals(404, tess.call("GET", "", "").status());
    assertEquals(channels - 1, house.google.control("channels").path("items").size());
    assertEquals("0", tess.value("select count(*) from google_calendar_provider_config"));
    assertEquals("0", tess.value("select count(*) from calendar_event_mappings"));
    assertEquals(ALL, tess.titles());
    assertEquals(ALL, tess.remoteTitles());
    assertEquals(1, tess.told("CALENDAR_PROVIDER_DISCONNECTED"));
    adoptedAgain(tess);
  }

  @Test
  void it_works_with_the_vendor_down() {
    var tess = busy();
    house.google.control("faults", "{\"match\":\".*\",\"times\":1000,\"status\":503}");
    try {
      assertEquals(204, tess.call("DELETE", "", "").status());
    } finally {
      house.google.forget("faults");
    }
    adoptedAgain(tess);
  }

  @Test
  void what_happened_meanwhile_is_carried() {
    var tess = busy();
    String theirs = tess.remoteId("theirs");
    ScheduleEntryId ours =
        tess.entries().stream()
            .filter(entry -> entry.content().title().equals("ours"))
            .findFirst()
            .orElseThrow()
            .id();
    tess.call("DELETE", "", "");
    house.google.delete(tess.email, theirs);
    tess.update(ours, Contents.single("ours, changed"));
    house.settle();
    tess.connected();
    assertEquals(Set.of("ours, changed", "our series"), tess.titles());
    assertEquals(Set.of("ours, changed", "our series"), tess.remoteTitles());
    assertEquals(2, tess.remote().size());
    assertTrue(tess.conflicts().isEmpty());
  }

  @Test
  void the_same_work_on_both_sides_is_taken_for_one() {
    var tess = Tech.alone(house);
    house.google.insert(
        tess.email,
        """
        {"summary":"Same","description":"agenda",
         "start":{"dateTime":"2026-03-02T09:00:00","timeZone":"Europe/Berlin"},
         "end":{"dateTime":"2026-03-02T10:00:00","timeZone":"Europe/Berlin"}}""");
    ScheduleEntryId id =
        tess.create(
            Contents.single("Same", Contents.timed("2026-03-02T09:00", Contents.BERLIN, 60)));
    tess.connected();
    assertEquals(1, tess.entries().size());
    assertEquals(1, tess.remote().size());
    assertEquals("agenda", tess.read(id).content().notes());
    assertEquals(Optional.empty(), tess.writesWhenIdle());
  }
}

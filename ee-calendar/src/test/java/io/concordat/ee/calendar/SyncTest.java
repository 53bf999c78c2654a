package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.spi.TenantId;
import io.concordat.spi.UserId;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.schedule.ScheduleEntryId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The main job, end to end against the twin. */
class SyncTest {
  private static final House house = House.open();
  private static int number;

  private final TenantId tenant = house.tenant("acme");
  private final String email = "tess" + number++ + "@example.com";
  private final UserId tess = house.user(tenant, email);
  private final Caller caller = house.caller(tenant, tess);

  @AfterAll
  static void close() {
    house.close();
  }

  private static final String MEETING =
      """
      {"summary":"Stand-up","start":{"dateTime":"2026-11-23T09:00:00","timeZone":"Europe/Berlin"},
       "end":{"dateTime":"2026-11-23T09:15:00","timeZone":"Europe/Berlin"}}""";

  @Test
  void carries_both_ways_and_then_is_silent() {
    house.google.insert(email, MEETING);
    ScheduleEntryId ours = house.create(tenant, Contents.single("Change the disks"), tess);
    String provider = house.connect(caller, email, "");
    assertEquals("connected", house.shown(caller, provider).path("status").asText());
    assertEquals(2, house.entries(tenant, tess).size());
    assertEquals(2, house.google.events(email).size());
    house.update(tenant, ours, Contents.single("Change all disks"));
    house.settle();
    assertTrue(
        house.google.events(email).stream()
            .anyMatch(event -> event.path("summary").asText().equals("Change all disks")));
    house.google.quiet();
    house.sync(caller, provider, false);
    assertEquals(0, house.google.requests("write"));
    assertTrue(house.google.requests("read") >= 1);
    house.sync(caller, provider, true);
    assertEquals(0, house.google.requests("write"));
    assertEquals(0, house.google.mails());
  }
}

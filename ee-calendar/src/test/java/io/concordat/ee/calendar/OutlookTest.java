package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The main job for a technician with Outlook, end to end against Microsoft's twin. */
class OutlookTest {
  private static final House house = House.open();

  @AfterAll
  static void close() {
    house.close();
  }

  private static Tech alone() {
    return Tech.alone(house, house.microsoft);
  }

  @Test
  void carries_both_ways_and_then_is_silent() {
    var tess = alone();
    tess.insert("Stand-up");
    ScheduleEntryId ours = tess.create(Contents.single("Change the disks"));
    tess.connected();
    assertEquals("connected", tess.status());
    assertEquals("push", tess.shown().path("delivery").asText());
    assertEquals(Set.of("Stand-up", "Change the disks"), tess.titles());
    assertEquals(Set.of("Stand-up", "Change the disks"), tess.remoteTitles());
    house.microsoft.quiet();
    tess.update(ours, Contents.single("Change all disks"));
    house.settle();
    assertEquals(1, house.microsoft.requests("write"), "one change, one write");
    assertEquals(Set.of("Stand-up", "Change all disks"), tess.remoteTitles());
    assertEquals(Optional.empty(), tess.writesWhenIdle());
    assertEquals(0, house.microsoft.mails());
  }

  @Test
  void a_notice_carries_their_edit_and_their_delete() {
    var tess = alone();
    String id = tess.insert("Stand-up");
    tess.connected();
    tess.retitle(id, "Sit-down");
    house.await("the edit", () -> tess.titles().equals(Set.of("Sit-down")));
    tess.office.delete(tess.email, id);
    house.await("the delete", () -> tess.entries().isEmpty());
    assertEquals(1, tess.told("SCHEDULE_ENTRY_DELETED"));
  }

  @Test
  void a_series_is_one_value_both_ways() {
    var tess = alone().connected();
    RecurrenceId second = Contents.slot("2026-03-09T09:00");
    RecurrenceId third = Contents.slot("2026-03-16T09:00");
    EntryContent series =
        Contents.weekly(
            "Round",
            Map.of(
                second,
                Contents.changed(
                    "Round, later", Contents.timed("2026-03-09T14:00", Contents.BERLIN, 60)),
                third,
                Contents.cancelled()));
    ScheduleEntryId id = tess.create(series);
    house.settle();
    assertEquals("synced", tess.value("select min(sync_status) from calendar_event_mappings"));
    assertEquals(Optional.empty(), tess.writesWhenIdle());
    assertEquals(series, tess.read(id).content());
    house.microsoft.patch(
        tess.email, tess.remoteId("Round"), "{\"location\":{\"displayName\":\"Basement\"}}");
    tess.sync();
    EntryContent moved = tess.read(id).content();
    assertEquals("Basement", moved.location());
    assertEquals(series.exceptions().keySet(), moved.exceptions().keySet());
    assertTrue(
        moved.exceptions().get(second) instanceof Occurrence.Changed changed
            && changed.location().equals("Basement"),
        "an exception follows its series in what it does not say itself");
    assertEquals(Optional.empty(), tess.writesWhenIdle());
  }

  @Test
  void a_local_delete_stays_deleted() {
    var tess = alone().connected();
    ScheduleEntryId id = tess.create(Contents.single("Gone soon"));
    house.settle();
    assertEquals(Set.of("Gone soon"), tess.remoteTitles());
    house.remove(tess.tenant, id);
    house.settle();
    assertEquals(Set.of(), tess.remoteTitles());
    tess.fullSync();
    assertEquals(Set.of(), tess.titles());
    assertTrue(tess.read(id).deleted());
  }

  @Test
  void two_technicians_on_one_entry_with_different_vendors() {
    var tenant = house.tenant("both vendors");
    var tess = new Tech(house, house.microsoft, tenant).connected();
    var theo = new Tech(house, tenant).connected();
    ScheduleEntryId id = house.create(tenant, Contents.single("Both"), tess.user, theo.user);
    house.settle();
    assertEquals(Set.of("Both"), tess.remoteTitles());
    assertEquals(Set.of("Both"), theo.remoteTitles());
    tess.retitle(tess.remoteId("Both"), "Both, later");
    house.await("the other side", () -> theo.remoteTitles().equals(Set.of("Both, later")));
    assertEquals(1, tess.entries().size());
    house.assign(tenant, id, theo.user);
    house.settle();
    assertEquals(Set.of(), tess.remoteTitles());
    assertEquals(Set.of("Both, later"), theo.remoteTitles());
  }

  private static void adoptedAgain(Tech tess) {
    int entries = tess.entries().size();
    house.microsoft.quiet();
    tess.connected();
    assertEquals(0, house.microsoft.requests("write"), "nothing is created there");
    assertEquals(entries, tess.entries().size(), "nothing is created here");
    assertEquals(3, tess.remote().size());
    assertEquals(Optional.empty(), tess.writesWhenIdle());
  }

  private static Tech busy() {
    var tess = alone();
    tess.insert("theirs");
    tess.create(Contents.single("ours"));
    tess.create(Contents.weekly("our series", Map.of()));
    return tess.connected();
  }

  @Test
  void a_deleted_connection_is_adopted_again() {
    var tess = busy();
    assertEquals(204, tess.call("DELETE", "", "").status());
    assertEquals("0", tess.value("select count(*) from microsoft_calendar_provider_config"));
    assertEquals("0", tess.value("select count(*) from calendar_event_mappings"));
    assertEquals(1, tess.told("CALENDAR_PROVIDER_DISCONNECTED"));
    adoptedAgain(tess);
  }

  @Test
  void deleting_works_with_the_vendor_down() {
    var tess = busy();
    house.microsoft.control("faults", "{\"match\":\".*\",\"times\":1000,\"status\":503}");
    try {
      assertEquals(204, tess.call("DELETE", "", "").status());
    } finally {
      house.microsoft.forget("faults");
    }
    adoptedAgain(tess);
  }
}

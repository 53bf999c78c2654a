package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The main job, end to end against the twin. */
class SyncTest {
  private static final House house = House.open();
  private static final String DAILY =
      """
      {"summary":"Stand-up","recurrence":["RRULE:FREQ=DAILY;COUNT=5"],
       "start":{"dateTime":"2026-11-23T09:00:00","timeZone":"Europe/Berlin"},
       "end":{"dateTime":"2026-11-23T09:15:00","timeZone":"Europe/Berlin"}}""";

  @AfterAll
  static void close() {
    house.close();
  }

  private static void dropNotices() {
    house.google.control("faults", "{\"kind\":\"notifications\",\"mode\":\"drop\",\"times\":1000}");
  }

  private static void deliverNotices() {
    house.google.forget("faults");
  }

  @Test
  void carries_both_ways_and_then_is_silent() {
    var tess = Tech.alone(house);
    tess.insert("Stand-up");
    ScheduleEntryId ours = tess.create(Contents.single("Change the disks"));
    tess.connected();
    assertEquals("connected", tess.status());
    assertEquals(Set.of("Stand-up", "Change the disks"), tess.titles());
    assertEquals(Set.of("Stand-up", "Change the disks"), tess.remoteTitles());
    house.google.quiet();
    tess.update(ours, Contents.single("Change all disks"));
    house.settle();
    assertEquals(1, house.google.requests("write"), "one change, one write");
    assertEquals(Set.of("Stand-up", "Change all disks"), tess.remoteTitles());
    assertEquals(Optional.empty(), tess.writesWhenIdle());
    assertEquals(0, house.google.mails());
  }

  @Test
  void a_notice_carries_their_edit_and_their_delete() {
    var tess = Tech.alone(house);
    String id = tess.insert("Stand-up");
    tess.connected();
    tess.retitle(id, "Sit-down");
    house.await("the edit", () -> tess.titles().equals(Set.of("Sit-down")));
    house.google.delete(tess.email, id);
    house.await("the delete", () -> tess.entries().isEmpty());
    assertEquals(1, tess.told("SCHEDULE_ENTRY_DELETED"));
  }

  @Test
  void manual_sync_needs_no_notices() {
    var tess = Tech.alone(house);
    String id = tess.insert("Theirs");
    ScheduleEntryId ours = tess.create(Contents.single("Ours"));
    tess.connected();
    dropNotices();
    try {
      String before = tess.shown().path("lastSyncAt").asText();
      tess.retitle(id, "Theirs, changed");
      tess.update(ours, Contents.single("Ours, changed"));
      assertEquals("completed", tess.sync().path("state").asText());
      assertEquals(Set.of("Theirs, changed", "Ours, changed"), tess.titles());
      assertEquals(Set.of("Theirs, changed", "Ours, changed"), tess.remoteTitles());
      assertTrue(tess.shown().path("lastSyncAt").asText().compareTo(before) > 0);
      assertTrue(tess.told("CALENDAR_SYNC_STARTED") >= 2);
      assertTrue(tess.told("CALENDAR_SYNC_COMPLETED") >= 2);
    } finally {
      deliverNotices();
    }
  }

  @Test
  void a_series_is_one_value_both_ways() {
    var tess = Tech.alone(house);
    tess.connected();
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
    String master = tess.remoteId("Round");
    house.google.patch(tess.email, master, "{\"location\":\"Basement\"}");
    tess.sync();
    assertEquals("Basement", tess.read(id).content().location());
    assertEquals(series.exceptions(), tess.read(id).content().exceptions());
    assertEquals(Optional.empty(), tess.writesWhenIdle());
  }

  @Test
  void a_series_of_which_a_day_was_changed_may_be_deleted_in_the_same_breath() {
    var tess = Tech.alone(house);
    String id = house.google.insert(tess.email, DAILY).path("id").asText();
    tess.connected();
    dropNotices();
    try {
      house.google.patch(tess.email, id + "_20261124T080000Z", "{\"summary\":\"Elsewhere\"}");
      house.google.delete(tess.email, id);
      tess.sync();
      assertEquals(Set.of(), tess.titles());
      assertEquals("connected", tess.status());
    } finally {
      deliverNotices();
    }
  }

  @Test
  void an_exception_may_come_before_its_series() {
    var tess = Tech.alone(house);
    String master =
        house
            .google
            .insert(
                tess.email,
                """
                {"summary":"Weekly","recurrence":["RRULE:FREQ=WEEKLY;COUNT=6"],
                 "start":{"dateTime":"2026-11-02T09:00:00","timeZone":"Europe/Berlin"},
                 "end":{"dateTime":"2026-11-02T10:00:00","timeZone":"Europe/Berlin"}}""")
            .path("id")
            .asText();
    house.google.patch(tess.email, master + "_20261109T080000Z", "{\"summary\":\"Weekly, moved\"}");
    tess.connected();
    assertEquals(
        Set.of(RecurrenceId.of(LocalDateTime.parse("2026-11-09T09:00"))),
        tess.entry().content().exceptions().keySet());
    house.google.patch(tess.email, master + "_20261116T080000Z", "{\"status\":\"cancelled\"}");
    tess.sync();
    assertEquals(2, tess.entry().content().exceptions().size());
  }

  @Test
  void unassigning_removes_only_that_users_copy() {
    var tenant = house.tenant("two");
    var tess = new Tech(house, tenant).connected();
    var theo = new Tech(house, tenant).connected();
    ScheduleEntryId id = house.create(tenant, Contents.single("Both"), tess.user, theo.user);
    house.settle();
    assertEquals(Set.of("Both"), tess.remoteTitles());
    assertEquals(Set.of("Both"), theo.remoteTitles());
    house.assign(tenant, id, theo.user);
    house.settle();
    assertEquals(Set.of(), tess.remoteTitles());
    assertEquals(Set.of("Both"), theo.remoteTitles());
  }

  @Test
  void removing_their_copy_unassigns_one_of_two_and_deletes_the_last() {
    var tenant = house.tenant("two");
    var tess = new Tech(house, tenant).connected();
    var theo = new Tech(house, tenant).connected();
    ScheduleEntryId id = house.create(tenant, Contents.single("Both"), tess.user, theo.user);
    house.settle();
    house.google.delete(tess.email, tess.remoteId("Both"));
    tess.sync();
    assertEquals(Set.of(theo.user), tess.read(id).assignees());
    assertEquals(Set.of("Both"), theo.remoteTitles());
    house.google.delete(theo.email, theo.remoteId("Both"));
    theo.sync();
    assertTrue(tess.read(id).deleted());
    assertEquals(Set.of(), theo.remoteTitles());
  }

  @Test
  void a_local_delete_stays_deleted() {
    var tess = Tech.alone(house).connected();
    ScheduleEntryId id = tess.create(Contents.single("Gone soon"));
    house.settle();
    house.remove(tess.tenant, id);
    house.settle();
    assertEquals(Set.of(), tess.remoteTitles());
    tess.fullSync();
    assertEquals(Set.of(), tess.titles());
    assertTrue(tess.read(id).deleted());
  }

  @Test
  void private_stays_private_both_ways() {
    var tess = Tech.alone(house);
    String id = tess.insert("Doctor");
    house.google.patch(tess.email, id, "{\"visibility\":\"private\"}");
    tess.connected();
    assertTrue(tess.entry().content().isPrivate());
    EntryContent open = Contents.single("Dentist");
    tess.create(
        new EntryContent(
            open.title(),
            open.notes(),
            open.location(),
            open.when(),
            true,
            open.status(),
            open.recurrence(),
            open.exceptions()));
    house.settle();
    assertEquals(
        "private",
        house.google.get(tess.email, tess.remoteId("Dentist")).path("visibility").asText());
    assertFalse(
        house
            .value(tess.tenant, "select string_agg(data::text, '') from outbox")
            .contains("Doctor"));
  }

  @Test
  void one_way_calendars_are_never_written_on_their_read_only_side() {
    var in = Tech.alone(house);
    String theirs = in.insert("Theirs");
    in.create(Contents.single("Ours"));
    in.connected(",\"direction\":\"from_external\"");
    assertEquals(Set.of("Theirs"), in.remoteTitles());
    in.update(
        in.entries().stream()
            .filter(entry -> entry.content().title().equals("Theirs"))
            .findFirst()
            .orElseThrow()
            .id(),
        Contents.single("Changed here"));
    house.google.quiet();
    house.settle();
    in.sync();
    assertEquals(0, house.google.requests("write"));
    assertEquals("Theirs", house.google.get(in.email, theirs).path("summary").asText());

    var out = Tech.alone(house);
    out.insert("Theirs");
    out.create(Contents.single("Ours"));
    out.connected(",\"direction\":\"to_external\"");
    assertEquals(Set.of("Ours"), out.titles());
    assertEquals(Set.of("Theirs", "Ours"), out.remoteTitles());
  }

  @Test
  void the_import_rule_decides_what_comes_in() {
    var tess = Tech.alone(house);
    tess.insert("Lunch");
    tess.insert("Rack 7 #work");
    tess.connected(",\"importRule\":{\"mode\":\"tagged\",\"tag\":\"#work\"}");
    assertEquals(Set.of("Rack 7 #work"), tess.titles());
    tess.change("{\"importRule\":\"all\"}");
    house.settle();
    assertEquals(Set.of("Rack 7 #work", "Lunch"), tess.titles());
  }

  @Test
  void paused_and_inactive_calendars_cause_no_request() {
    var tess = Tech.alone(house).connected();
    ScheduleEntryId id = tess.create(Contents.single("Before"));
    house.settle();
    for (String off : new String[] {"\"paused\":true", "\"active\":false"}) {
      tess.change("{" + off + "}");
      house.google.quiet();
      String remote = tess.remoteId("Before");
      tess.retitle(remote, "Before");
      tess.update(id, Contents.single("Before"));
      int own = house.google.control("requests/summary").path("total").asInt();
      house.settle();
      assertEquals(409, tess.call("POST", "/sync", "").status());
      house.settle();
      assertEquals(own, house.google.control("requests/summary").path("total").asInt());
      tess.change("{\"paused\":false,\"active\":true}");
      house.settle();
    }
    assertEquals("connected", tess.status());
  }

  @Test
  void after_an_absence_everything_is_told_by_versions() {
    var tess = Tech.alone(house);
    String kept = tess.insert("Kept");
    String gone = tess.insert("Gone there");
    tess.connected();
    ScheduleEntryId edited = tess.create(Contents.single("Edited here"));
    ScheduleEntryId removed = tess.create(Contents.single("Removed here"));
    house.settle();
    dropNotices();
    try {
      tess.retitle(kept, "Kept, changed");
      house.google.delete(tess.email, gone);
      tess.update(edited, Contents.single("Edited meanwhile"));
      house.remove(tess.tenant, removed);
      tess.create(Contents.single("New meanwhile"));
      house.restart();
      house.settle();
      var expected = Set.of("Kept, changed", "Edited meanwhile", "New meanwhile");
      assertEquals(expected, tess.titles());
      assertEquals(expected, tess.remoteTitles());
      assertEquals(Optional.empty(), tess.writesWhenIdle());
    } finally {
      deliverNotices();
    }
  }
}

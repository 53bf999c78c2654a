package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.Firm;
import io.concordat.ee.calendar.house.Firm.Desktop;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.ee.calendar.house.World;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** One person with two calendars, and meetings of many. */
class MeetingsTest {
  private static final House house = House.open();

  private final Firm firm = new Firm(house, "firm");
  private final Tech tess = new Tech(house, firm.tenant);
  private final Tech theo = new Tech(house, firm.tenant);

  @AfterAll
  static void close() {
    house.close();
  }

  private Desktop google(Tech tech) {
    return firm.connect(tech, tech.email, false, "");
  }

  private Desktop outlook(Tech tech) {
    return firm.connect(tech, "outlook-" + tech.email, true, "");
  }

  private void assertIdle() {
    int before = firm.world.writes;
    firm.rest();
    assertEquals(before, firm.world.writes, "an idle cycle writes");
  }

  private JsonNode mapping(Desktop desktop) {
    JsonNode all = firm.mappings(desktop);
    assertEquals(1, all.size(), all.toString());
    return all.path(0);
  }

  @Test
  void an_entry_goes_out_to_both_calendars_and_comes_back_from_none() {
    var google = google(tess);
    var outlook = outlook(tess);
    firm.rest();
    tess.create(Contents.single("Disks"));
    firm.rest();
    assertEquals(1, google.calendar().live().size());
    assertEquals(1, outlook.calendar().live().size());
    assertEquals(1, tess.entries().size());
    assertIdle();
    World.Row copy = google.calendar().live().getFirst();
    google.calendar().edit(copy, Contents.single("All disks"));
    firm.rest();
    assertEquals("All disks", tess.entry().content().title());
    assertEquals("All disks", outlook.calendar().live().getFirst().content.title());
    assertEquals(3, firm.world.writes, "two copies, one edit carried on");
    assertIdle();
  }

  @Test
  void what_came_from_one_calendar_is_not_copied_to_the_other() {
    var google = google(tess);
    var outlook = outlook(tess);
    google.calendar().insert(Contents.single("Dentist"));
    firm.rest();
    assertEquals(1, tess.entries().size());
    assertEquals(0, outlook.calendar().live().size());
    assertEquals(0, firm.world.writes);
    house.call(
        tess.caller,
        "PATCH",
        "/api/v1/calendar/providers/" + outlook.provider(),
        "{\"mirror\":true}",
        Map.of("if-match", "*"));
    firm.rest();
    assertEquals(1, outlook.calendar().live().size(), "asked for");
    assertIdle();
  }

  @Test
  void a_meeting_that_both_calendars_show_is_one_entry_until_neither_shows_it() {
    var google = google(tess);
    var outlook = outlook(tess);
    var host = firm.world.open("host@elsewhere", true);
    World.Row meeting = host.insert(Contents.single("Review"), google.account(), outlook.account());
    firm.rest();
    assertEquals("Review", tess.entry().content().title());
    assertEquals(0, firm.world.writes);
    host.edit(meeting, Contents.single("Review, later"));
    firm.world.deliver();
    firm.sync(outlook);
    firm.sync(google);
    firm.rest();
    assertEquals("Review, later", tess.entry().content().title());
    google.calendar().delete(google.calendar().live().getFirst());
    firm.rest();
    assertEquals(1, tess.entries().size(), "the other calendar still shows it");
    assertEquals(0, google.calendar().live().size());
    host.delete(meeting);
    firm.rest();
    assertEquals(List.of(), tess.entries());
    assertEquals(0, firm.world.writes);
    assertEquals(0, firm.world.mails);
  }

  @Test
  void imports_at_the_same_time_make_one_entry() throws Exception {
    for (int round = 0; round < 3; round++) {
      var busy = new Firm(house, "busy " + round);
      var host = busy.world.open("host@elsewhere", false);
      var desks = new ArrayList<Desktop>();
      for (int i = 0; i < 4; i++) {
        var tech = new Tech(house, busy.tenant);
        desks.add(busy.connect(tech, "account-" + tech.email, false, ""));
      }
      var accounts = desks.stream().map(Desktop::account).toArray(String[]::new);
      for (int i = 0; i < 20; i++) {
        host.insert(Contents.single("Meeting " + i), accounts);
      }
      busy.world.deliver();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var runs = new ArrayList<Future<?>>();
        desks.forEach(desk -> runs.add(threads.submit(() -> busy.sync(desk))));
        for (Future<?> run : runs) {
          run.get();
        }
      }
      busy.rest();
      assertEquals(
          "20",
          house.value(
              busy.tenant, "select count(*) from schedule_entries where deleted_at is null"));
      assertEquals(20, desks.getFirst().owner().entries().size());
      assertEquals(0, busy.world.writes);
    }
  }

  @Test
  void a_group_invitation_is_one_entry_with_four_assignees() {
    var all = new ArrayList<Desktop>(List.of(google(tess), google(theo)));
    all.add(google(new Tech(house, firm.tenant)));
    all.add(google(new Tech(house, firm.tenant)));
    var accounts = all.stream().skip(1).map(Desktop::account).map(String::toUpperCase);
    World.Row meeting = all.getFirst().calendar().insert(Contents.single("All hands"));
    var guests = new ArrayList<>(accounts.map(text -> text.toLowerCase(Locale.ROOT)).toList());
    guests.add("not-an-address");
    all.getFirst().calendar().invite(meeting, guests.toArray(String[]::new));
    firm.rest();
    assertEquals(4, tess.entry().assignees().size());
    assertEquals(1, theo.entries().size());
    assertEquals(0, firm.world.writes);
    assertIdle();
    all.getFirst().calendar().delete(meeting);
    firm.rest();
    assertEquals(List.of(), tess.entries());
    assertEquals(List.of(), theo.entries());
  }

  @Test
  void a_local_edit_of_a_shared_meeting_goes_to_the_organizer_only() {
    var host = google(tess);
    var guest = outlook(theo);
    host.calendar().insert(Contents.single("Plan"), guest.account());
    firm.rest();
    ScheduleEntryId entry = tess.entry().id();
    assertEquals(Set.of(tess.user, theo.user), tess.entry().assignees());
    tess.update(entry, Contents.single("Plan B"));
    firm.sync(guest);
    assertEquals("not_organizer", mapping(guest).path("reason").asText());
    firm.sync(host);
    tess.update(entry, Contents.single("Plan C"));
    firm.world.deliver();
    firm.sync(guest);
    assertEquals("synced", mapping(guest).path("syncStatus").asText(), "no conflict with an echo");
    firm.rest();
    assertEquals("Plan C", guest.calendar().live().getFirst().content.title());
    assertTrue(mapping(guest).path("reason").isNull());
    assertEquals(2, firm.world.writes);
    assertIdle();
  }

  @Test
  void a_local_edit_of_a_strangers_meeting_stays_here_with_its_reason() {
    var guest = outlook(tess);
    var host = firm.world.open("host@elsewhere", true);
    World.Row meeting = host.insert(Contents.single("Audit"), guest.account());
    firm.rest();
    tess.update(tess.entry().id(), Contents.single("Audit (bring badge)"));
    firm.rest();
    assertEquals("not_organizer", mapping(guest).path("reason").asText());
    assertEquals("synced", mapping(guest).path("syncStatus").asText());
    assertEquals(0, firm.world.writes);
    host.edit(
        meeting, Contents.single("Audit", Contents.timed("2026-03-02T11:00", Contents.BERLIN, 60)));
    firm.rest();
    assertEquals(
        Contents.timed("2026-03-02T11:00", Contents.BERLIN, 60), tess.entry().content().when());
    assertEquals("Audit (bring badge)", tess.entry().content().title());
    assertEquals(0, firm.world.writes);
  }

  @Test
  void a_write_that_mails_guests_waits_until_it_is_released() {
    var host = outlook(tess);
    firm.world.open("guest@elsewhere", true);
    World.Row meeting = host.calendar().insert(Contents.single("Review"), "guest@elsewhere");
    firm.rest();
    ScheduleEntryId entry = tess.entry().id();
    tess.update(entry, Contents.single("Review, moved"));
    firm.rest();
    assertEquals("would_notify_attendees", mapping(host).path("reason").asText());
    assertEquals("pending", mapping(host).path("syncStatus").asText());
    assertEquals(0, firm.world.writes);
    String id = mapping(host).path("id").asText();
    tess.update(entry, Contents.single("Review, moved again"));
    assertEquals(409, firm.release(host, id).status(), "that is not what was held");
    firm.rest();
    assertEquals(202, firm.release(host, id).status());
    assertEquals(409, firm.release(host, id).status());
    firm.rest();
    assertEquals("Review, moved again", meeting.content.title());
    assertEquals(1, firm.world.mails);
    tess.update(entry, Contents.single("Review, third"));
    firm.rest();
    assertEquals(1, firm.world.mails, "a release is for one version");
    house.remove(firm.tenant, entry);
    firm.rest();
    assertEquals(1, host.calendar().live().size());
    assertEquals("would_notify_attendees", mapping(host).path("reason").asText());
    assertEquals(202, firm.release(host, id).status());
    firm.rest();
    assertEquals(0, host.calendar().live().size());
    assertEquals(2, firm.world.mails);
    assertEquals(
        "2",
        tess.value("select count(*) from audit_log where action = 'calendar_mapping.release'"));
  }

  @Test
  void allowing_mail_lets_what_waits_go() {
    var host = outlook(tess);
    World.Row meeting = host.calendar().insert(Contents.single("Review"), "guest@elsewhere");
    firm.rest();
    tess.update(tess.entry().id(), Contents.single("Review, moved"));
    firm.rest();
    assertEquals(0, firm.world.mails);
    var answer =
        house.call(
            tess.caller,
            "PATCH",
            "/api/v1/calendar/providers/" + host.provider(),
            "{\"guestMeetings\":\"allow\"}",
            Map.of("if-match", "*"));
    assertEquals("allow", answer.body().path("guestMeetings").asText());
    firm.rest();
    assertEquals("Review, moved", meeting.content.title());
    assertEquals(1, firm.world.mails);
  }

  @Test
  void a_copy_of_our_copy_is_no_new_work() {
    var google = google(tess);
    firm.rest();
    tess.create(Contents.single("Disks"));
    firm.rest();
    World.Row ours = google.calendar().live().getFirst();
    var outlook =
        firm.connect(tess, "late-" + tess.email, true, ",\"direction\":\"from_external\"");
    outlook.calendar().copy(ours);
    google.calendar().copy(ours);
    var theirs = google(theo);
    theirs.calendar().copy(ours);
    firm.rest();
    assertEquals(1, tess.entries().size());
    assertEquals(0, theo.entries().size());
    assertEquals(1, firm.world.writes);
    assertIdle();
  }

  @Test
  void a_mark_that_is_not_ours_stops_nothing() {
    var google = google(tess);
    World.Row row = google.calendar().insert(Contents.single("Odd"));
    google.calendar().copy(new World.Row(row.id, row.uid, Optional.of("odd"), null, row.content));
    firm.rest();
    assertEquals(2, tess.entries().size());
  }
}

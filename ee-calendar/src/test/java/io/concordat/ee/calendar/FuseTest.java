package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.Breakable.Killed;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is stopped before it does damage, and what a person lets through. */
class FuseTest extends FuseStage {
  private static final House house = House.open();

  FuseTest() {
    super(house);
  }

  @AfterAll
  static void close() {
    house.close();
  }

  @Test
  void a_calendar_that_is_emptied_there_is_not_emptied_here() {
    var desktop = filled(40);
    deleteThere(desktop, 40);
    var late = desktop.calendar().insert(Contents.single("harmless"));
    firm.sync(desktop);
    assertEquals(41, tess.entries().size(), "nothing went, and what is harmless came");
    asks(desktop, "mass_delete_here", 40);
    assertEquals(10, fuses(desktop).path(0).path("samples").size());
    desktop.calendar().delete(late);
    firm.sync(desktop);
    assertEquals(41, tess.entries().size(), "while it is open, everything of its kind waits");
    asks(desktop, "mass_delete_here", 41);
    release(desktop);
    assertEquals(0, tess.entries().size());
    silent(desktop);
  }

  @Test
  void a_release_lets_through_what_was_asked_about_and_only_once() {
    var desktop = filled(60);
    deleteThere(desktop, 20);
    firm.sync(desktop);
    asks(desktop, "mass_delete_here", 20);
    String seen = firm.call(desktop, "GET", "/fuse", "", "").headers().getOrDefault("ETag", "");
    deleteThere(desktop, 5);
    firm.sync(desktop);
    assertEquals(428, firm.call(desktop, "POST", "/fuse/release", "", "").status());
    assertEquals(412, firm.call(desktop, "POST", "/fuse/release", "", seen).status(), "25 by now");
    assertEquals(60, tess.entries().size());
    String now = firm.call(desktop, "GET", "/fuse", "", "").headers().getOrDefault("ETag", "");
    assertEquals(202, firm.call(desktop, "POST", "/fuse/release", "", now).status());
    deleteThere(desktop, 12);
    firm.sync(desktop);
    assertEquals(35, tess.entries().size(), "twelve more were not asked about");
    asks(desktop, "mass_delete_here", 12);
    release(desktop);
    assertEquals(23, tess.entries().size());
    deleteThere(desktop, 1);
    firm.sync(desktop);
    assertEquals(22, tess.entries().size(), "what was let through does not count");
    assertEquals(409, firm.call(desktop, "POST", "/fuse/release", "", "*").status());
    assertTrue(house.events(firm.tenant).contains("CALENDAR_FUSE_RELEASED"));
    assertEquals(
        "2", tess.value("select count(*) from audit_log where action = 'calendar_fuse.release'"));
  }

  @Test
  void a_trickle_does_not_slip_under_it() {
    var desktop = filled(40);
    for (int i = 0; i < 20; i++) {
      deleteThere(desktop, 1);
      firm.sync(desktop);
    }
    assertEquals(30, tess.entries().size());
    asks(desktop, "mass_delete_here", 10);
  }

  @Test
  void what_was_put_back_asks_no_more() {
    var desktop = filled(40);
    var gone = desktop.calendar().live().subList(0, 20);
    gone.forEach(desktop.calendar()::delete);
    firm.sync(desktop);
    asks(desktop, "mass_delete_here", 20);
    gone.forEach(
        row -> {
          row.deleted = false;
          desktop.calendar().edit(row, row.content);
        });
    firm.sync(desktop);
    silent(desktop);
    assertEquals(40, tess.entries().size());
  }

  @Test
  void what_was_edited_here_meanwhile_becomes_a_conflict_and_is_not_lost() {
    var desktop = filled(20);
    deleteThere(desktop, 20);
    firm.sync(desktop);
    ScheduleEntry one = tess.entries().getFirst();
    tess.update(one.id(), Contents.single("still wanted"));
    release(desktop);
    assertEquals(1, tess.entries().size());
    assertEquals(1, tess.conflicts().size());
  }

  @Test
  void many_entries_deleted_here_stay_there_until_somebody_says_so() {
    var desktop = google(tess);
    var ids = create(desktop, 30);
    firm.rest();
    int writes = firm.world.writes;
    ids.subList(0, 25).forEach(id -> house.remove(firm.tenant, id));
    tess.update(ids.get(27), Contents.single("harmless"));
    firm.sync(desktop);
    assertEquals(30, desktop.calendar().live().size());
    assertEquals(writes + 1, firm.world.writes, "the edit, and no delete");
    asks(desktop, "mass_delete_there", 25);
    house.remove(firm.tenant, ids.get(25));
    firm.sync(desktop);
    assertEquals(30, desktop.calendar().live().size());
    release(desktop);
    assertEquals(4, desktop.calendar().live().size());
    silent(desktop);
  }

  @Test
  void entries_deleted_one_by_one_are_as_many() {
    var desktop = google(tess);
    var ids = create(desktop, 30);
    for (ScheduleEntryId id : ids.subList(0, 20)) {
      house.remove(firm.tenant, id);
      firm.sync(desktop);
    }
    assertEquals(20, desktop.calendar().live().size());
    asks(desktop, "mass_delete_there", 10);
  }

  @Test
  void who_gives_the_work_back_is_not_asked_any_more() {
    var desktop = google(tess);
    var ids = create(desktop, 30);
    ids.forEach(id -> house.assign(firm.tenant, id, theo.user));
    firm.sync(desktop);
    asks(desktop, "mass_delete_there", 30);
    ids.forEach(id -> house.assign(firm.tenant, id, tess.user));
    firm.sync(desktop);
    silent(desktop);
    assertEquals(30, desktop.calendar().live().size());
  }

  @Test
  void many_copies_are_shown_first_and_imports_ask_nothing() {
    var desktop = google(tess);
    String limit = "{\"createsAtOnce\":20}";
    assertEquals(200, firm.call(desktop, "PATCH", "", limit, "*").status());
    for (int i = 0; i < 50; i++) {
      desktop.calendar().insert(Contents.single("event " + i));
    }
    firm.sync(desktop);
    assertEquals(50, tess.entries().size(), "nothing is written there");
    silent(desktop);
    create(desktop, 21);
    assertEquals(0, firm.world.writes);
    asks(desktop, "mass_create", 21);
    release(desktop);
    assertEquals(21, firm.world.writes);
    silent(desktop);
    create(desktop, 20);
    assertEquals(41, firm.world.writes);
  }

  /** The mappings are lost with a restored database, and the calendar shows itself empty. */
  @Test
  void not_everything_is_created_anew() {
    var desktop = google(tess);
    create(desktop, 501);
    asks(desktop, "mass_create", 501);
    release(desktop);
    assertEquals(501, desktop.calendar().live().size());
    tess.execute("delete from calendar_event_mappings");
    tess.execute("update calendar_providers set imported_at = null, cursor = null");
    desktop.calendar().blank = true;
    firm.resync(desktop);
    assertEquals(501, desktop.calendar().live().size());
    asks(desktop, "mass_create", 501);
    desktop.calendar().blank = false;
    tess.execute("update calendar_providers set imported_at = null, cursor = null");
    firm.sync(desktop);
    assertEquals(501, desktop.calendar().live().size(), "nothing twice there");
    assertEquals(501, tess.entries().size(), "nothing twice here");
    silent(desktop);
  }

  @Test
  void an_empty_listing_is_not_believed_and_heals_by_itself() {
    var desktop = filled(30);
    tess.create(Contents.single("ours"));
    desktop.calendar().blank = true;
    firm.resync(desktop);
    assertEquals(31, tess.entries().size());
    assertEquals(0, firm.world.writes, "nothing is pushed into a calendar that looks wrong");
    asks(desktop, "short_listing", 30);
    desktop.calendar().blank = false;
    firm.resync(desktop);
    assertEquals(31, tess.entries().size());
    assertEquals(1, firm.world.writes);
    silent(desktop);
  }

  @Test
  void a_short_listing_that_is_let_through_takes_what_is_really_gone() {
    var desktop = filled(40);
    deleteThere(desktop, 15);
    firm.resync(desktop);
    assertEquals(40, tess.entries().size());
    asks(desktop, "short_listing", 15);
    release(desktop);
    assertEquals(25, tess.entries().size(), "asked once, not twice");
    silent(desktop);
  }

  @Test
  void new_ids_for_everything_make_nothing_twice() {
    var desktop = filled(40);
    desktop.calendar().renumber();
    firm.resync(desktop);
    assertEquals(40, tess.entries().size());
    asks(desktop, "short_listing", 40);
  }

  @Test
  void not_everybody_is_mailed() {
    var desktop = firm.connect(tess, "outlook-" + tess.email, true, "");
    for (int i = 0; i < 15; i++) {
      desktop.calendar().insert(Contents.single("meeting " + i), "guest@elsewhere");
    }
    firm.rest();
    firm.call(desktop, "PATCH", "", "{\"guestMeetings\":\"allow\"}", "*");
    tess.entries().forEach(entry -> tess.update(entry.id(), retitled(entry)));
    firm.sync(desktop);
    assertEquals(0, firm.world.mails);
    asks(desktop, "mass_mail", 15);
    release(desktop);
    assertEquals(15, firm.world.mails);
    silent(desktop);
  }

  private static EntryContent retitled(ScheduleEntry entry) {
    return Contents.single(entry.content().title() + ", moved");
  }

  @Test
  void others_see_neither_the_question_nor_private_titles() {
    var desktop = google(tess);
    for (int i = 0; i < 12; i++) {
      desktop.calendar().insert(secret("secret " + i));
    }
    firm.rest();
    deleteThere(desktop, 12);
    firm.sync(desktop);
    var path = "/api/v1/calendar/providers/" + desktop.provider() + "/fuse";
    var colleague = house.call(theo.caller, "GET", path, "").body().toString();
    assertFalse(colleague.contains("secret"), colleague);
    assertTrue(colleague.contains("Busy"));
    assertTrue(house.call(tess.caller, "GET", path, "").body().toString().contains("secret"));
    var stranger = Tech.alone(house);
    assertEquals(404, house.call(stranger.caller, "GET", path, "").status());
    var match = Map.of("if-match", "*");
    assertEquals(404, house.call(stranger.caller, "POST", path + "/release", "", match).status());
    assertEquals(12, tess.entries().size());
  }

  private static EntryContent secret(String title) {
    EntryContent open = Contents.single(title);
    return new EntryContent(
        open.title(),
        "",
        "",
        open.when(),
        true,
        open.status(),
        Optional.empty(),
        open.exceptions());
  }

  @Test
  void a_process_that_dies_forgets_no_question() {
    var desktop = filled(30);
    deleteThere(desktop, 30);
    for (int place = 1; place <= 8; place++) {
      house.breaks.killAt(place);
      try {
        firm.sync(desktop);
      } catch (Killed dead) {
        // As it is meant.
      }
      house.breaks.mend();
      assertEquals(30, tess.entries().size(), "place " + place);
    }
    firm.sync(desktop);
    asks(desktop, "mass_delete_here", 30);
    assertEquals(Set.of(), Set.copyOf(tess.conflicts()));
  }
}

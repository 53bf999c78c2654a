package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.Firm;
import io.concordat.ee.calendar.house.Firm.Desktop;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Sweeping;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.ee.calendar.house.World;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What was written to a calendar is removed there again, by its marks, and nothing else is. */
class CleanupTest {
  private static final House house = House.open();
  private static final String SURE = "{\"confirm\":true}";
  private static final String ALL =
      "{\"confirm\":true,\"edited\":true,\"guests\":true,\"unknown\":true}";

  private final Firm firm = new Firm(house, "leaving");
  private final Sweeping sweeping = new Sweeping(firm);
  private final Tech tess = new Tech(house, firm.tenant);

  @AfterAll
  static void close() {
    house.close();
  }

  private Desktop google() {
    return firm.connect(tess, tess.email, false, "");
  }

  private Desktop outlook() {
    return firm.connect(tess, "outlook-" + tess.email, true, "");
  }

  /** Two events of ours, one of the calendar's owner. */
  private Desktop busy(Desktop desktop) {
    desktop.calendar().insert(Contents.single("theirs"));
    tess.create(Contents.single("one"));
    tess.create(Contents.single("two"));
    firm.rest();
    return desktop;
  }

  private static Set<String> titles(Desktop desktop) {
    return desktop.calendar().live().stream()
        .map(row -> row.content.title())
        .collect(Collectors.toSet());
  }

  private static World.Row row(Desktop desktop, String title) {
    return desktop.calendar().live().stream()
        .filter(row -> row.content.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private void resume(Desktop desktop) {
    assertEquals(200, firm.call(desktop, "PATCH", "", "{\"paused\":false}", "*").status());
  }

  @Test
  void all_that_was_written_goes_and_nothing_else() {
    Desktop desk = busy(google());
    String id = sweeping.look(desk);
    JsonNode seen = sweeping.shown(desk, id);
    assertEquals("ready", seen.path("state").asText());
    assertEquals(2, seen.path("found").path("plain").asInt());
    assertEquals(2, seen.path("found").path("events").asInt());
    assertEquals("one", seen.path("samples").path(0).path("title").asText());
    assertEquals(Set.of("theirs", "one", "two"), titles(desk), "looking removes nothing");
    JsonNode done = sweeping.start(desk, id, SURE);
    assertEquals("completed", done.path("state").asText());
    assertEquals(2, done.path("removed").asInt());
    assertEquals(0, done.path("left").asInt());
    assertEquals(Set.of("theirs"), titles(desk));
    assertEquals(Set.of("theirs", "one", "two"), tess.titles(), "entries stay");
    assertEquals(1, firm.mappings(desk).size());
  }

  @Test
  void nothing_is_written_again_before_somebody_has_seen_a_plan() {
    Desktop desk = busy(google());
    sweeping.start(desk, sweeping.look(desk), SURE);
    int writes = firm.world.writes;
    firm.sync(desk);
    resume(desk);
    firm.sync(desk);
    assertEquals(writes, firm.world.writes);
    assertEquals(
        "paused", house.shown(tess.caller, desk.provider().toString()).path("status").asText());
    assertEquals(2, firm.rehearse(desk, false).acts().size(), "two copies would be made again");
    resume(desk);
    firm.rest();
    assertEquals(Set.of("theirs", "one", "two"), titles(desk));
    assertEquals(3, desk.calendar().live().size());
    assertEquals(3, tess.entries().size(), "our deletes came back as nobody's");
  }

  @Test
  void a_copy_that_somebody_made_stays_mark_and_all() {
    Desktop desk = busy(google());
    Desktop outlook = busy(outlook());
    desk.calendar().copy(row(desk, "one"));
    outlook.calendar().copy(row(outlook, "one"));
    outlook.calendar().copy(row(desk, "two"));
    JsonNode done = sweeping.start(outlook, sweeping.look(outlook), ALL);
    assertEquals(2, done.path("stays").path("copy").asInt(), done.toString());
    assertEquals(Set.of("theirs", "one", "two"), titles(outlook));
    assertEquals(3, outlook.calendar().live().size());
    String id = sweeping.look(desk);
    assertEquals(1, sweeping.shown(desk, id).path("found").path("copies").asInt());
    sweeping.start(desk, id, ALL);
    assertEquals(Set.of("theirs", "one"), titles(desk));
  }

  @Test
  void what_somebody_changed_meanwhile_stays_unless_it_is_wanted() {
    Desktop desk = busy(outlook());
    desk.calendar().edit(row(desk, "one"), Contents.single("one, with their notes"));
    String id = sweeping.look(desk);
    assertEquals(1, sweeping.shown(desk, id).path("found").path("edited").asInt());
    JsonNode done = sweeping.start(desk, id, SURE);
    assertEquals(1, done.path("stays").path("edited").asInt());
    assertEquals("edited", done.path("samples").path(0).path("reason").asText());
    assertEquals(Set.of("theirs", "one, with their notes"), titles(desk));
    sweeping.start(desk, sweeping.look(desk), "{\"confirm\":true,\"edited\":true}");
    assertEquals(Set.of("theirs"), titles(desk));
  }

  @Test
  void what_is_changed_while_it_is_being_deleted_is_judged_again() {
    Desktop desk = busy(google());
    World.Row one = row(desk, "one");
    World.Row two = row(desk, "two");
    firm.world.trouble =
        () -> {
          firm.world.trouble = () -> {};
          desk.calendar().edit(one, Contents.single("just now"));
          desk.calendar().edit(two, Contents.single("just now"));
        };
    JsonNode done = sweeping.start(desk, sweeping.look(desk), SURE);
    assertEquals("completed", done.path("state").asText());
    assertEquals(2, done.path("stays").path("edited").asInt(), done.toString());
    assertEquals(Set.of("theirs", "just now"), titles(desk));
    assertEquals(3, firm.mappings(desk).size(), "what stays keeps its mapping");
  }

  @Test
  void what_is_gone_already_is_done() {
    Desktop desk = busy(google());
    World.Row one = row(desk, "one");
    firm.world.trouble =
        () -> {
          firm.world.trouble = () -> {};
          desk.calendar().delete(one);
        };
    JsonNode done = sweeping.start(desk, sweeping.look(desk), SURE);
    assertEquals(2, done.path("removed").asInt());
    assertEquals(Set.of("theirs"), titles(desk));
  }

  @Test
  void guests_are_mailed_only_by_an_explicit_wish() {
    Desktop desk = busy(outlook());
    desk.calendar().invite(row(desk, "one"), "guest@elsewhere.example");
    firm.rest();
    String id = sweeping.look(desk);
    assertEquals(1, sweeping.shown(desk, id).path("found").path("guests").asInt());
    JsonNode done = sweeping.start(desk, id, SURE);
    assertEquals(1, done.path("stays").path("guests").asInt());
    assertEquals(0, firm.world.mails);
    assertEquals(Set.of("theirs", "one"), titles(desk));
    sweeping.start(desk, sweeping.look(desk), "{\"confirm\":true,\"guests\":true}");
    assertEquals(1, firm.world.mails);
    assertEquals(Set.of("theirs"), titles(desk));
  }

  /** The mapping was lost by a cascade; the event at the vendor was not. */
  @Test
  void an_orphan_goes_only_by_an_explicit_wish() {
    for (Desktop desk : List.of(google(), outlook())) {
      busy(desk);
      tess.execute(
          "delete from calendar_event_mappings where remote_id = '%s'"
              .formatted(row(desk, "one").id));
      String id = sweeping.look(desk);
      assertEquals(1, sweeping.shown(desk, id).path("found").path("unknown").asInt());
      JsonNode done = sweeping.start(desk, id, SURE);
      assertEquals(1, done.path("stays").path("unknown").asInt());
      sweeping.start(desk, sweeping.look(desk), "{\"confirm\":true,\"unknown\":true}");
      assertTrue(titles(desk).stream().noneMatch("one"::equals), titles(desk).toString());
    }
  }

  /** Nothing of what was known is left; the marks at the vendor are enough. */
  @Test
  void with_the_database_gone_the_marks_are_enough() {
    for (boolean mails : new boolean[] {false, true}) {
      var before = new Firm(house, "the database that is lost");
      Tech theirs = new Tech(house, before.tenant);
      Desktop old = before.connect(theirs, "account-" + mails, mails, "");
      old.calendar().insert(Contents.single("theirs"));
      theirs.create(Contents.single("one"));
      theirs.create(Contents.single("two"));
      before.rest();
      old.calendar().copy(row(old, "two"));
      var now = new Firm(house, "the new installation", before.world);
      Tech again = new Tech(house, now.tenant);
      Desktop desk = now.connect(again, "account-" + mails, mails, "");
      now.rest();
      var sweep = new Sweeping(now);
      String id = sweep.look(desk);
      JsonNode found = sweep.shown(desk, id).path("found");
      assertEquals(0, found.path("plain").asInt(), "nothing here knows whose they are");
      assertEquals(mails ? 1 : 2, found.path("unknown").asInt(), found.toString());
      int entries = again.entries().size();
      JsonNode done = sweep.start(desk, id, "{\"confirm\":true,\"unknown\":true}");
      assertEquals("completed", done.path("state").asText());
      // Of two that bear one mark, a vendor that keeps its ids to itself does not tell the copy.
      assertEquals(mails ? 3 : 2, desk.calendar().live().size(), titles(desk).toString());
      assertTrue(titles(desk).containsAll(Set.of("theirs", "two")));
      assertEquals(entries, again.entries().size());
    }
  }

  @Test
  void a_listing_that_leaves_things_out_is_not_believed() {
    Desktop desk = busy(google());
    desk.calendar().blank = true;
    String id = sweeping.ask(desk);
    firm.turn(desk);
    assertEquals("looking", sweeping.shown(desk, id).path("state").asText());
    assertEquals("vendor_unavailable", sweeping.shown(desk, id).path("errorCode").asText());
    desk.calendar().blank = false;
    sweeping.untilOver(desk, id);
    assertEquals("ready", sweeping.shown(desk, id).path("state").asText());
    desk.calendar().blank = true;
    assertEquals(202, sweeping.wanted(desk, id, SURE).status());
    firm.turn(desk);
    assertEquals("running", sweeping.shown(desk, id).path("state").asText());
    desk.calendar().blank = false;
    sweeping.untilOver(desk, id);
    assertEquals(2, sweeping.shown(desk, id).path("removed").asInt());
  }

  @Test
  void a_private_title_is_kept_nowhere() {
    Desktop desk = google();
    tess.create(Contents.secret("canary cleanup"));
    firm.rest();
    String id = sweeping.look(desk);
    JsonNode sample = sweeping.shown(desk, id).path("samples").path(0);
    assertEquals("Busy", sample.path("title").asText());
    assertTrue(sample.path("private").asBoolean());
    assertEquals(
        "0",
        tess.value("select count(*) from calendar_cleanups where samples::text like '%canary%'"));
  }

  @Test
  void it_is_stopped_when_somebody_says_so_or_resumes_the_calendar() {
    Desktop desk = busy(google());
    String id = sweeping.look(desk);
    assertEquals(202, sweeping.wanted(desk, id, SURE).status());
    assertEquals("running", sweeping.shown(desk, id).path("state").asText());
    assertEquals(202, sweeping.stop(desk, id).status());
    assertEquals("stopping", sweeping.shown(desk, id).path("state").asText());
    sweeping.untilOver(desk, id);
    assertEquals("stopped", sweeping.shown(desk, id).path("state").asText());
    String again = sweeping.look(desk);
    sweeping.wanted(desk, again, SURE);
    resume(desk);
    sweeping.untilOver(desk, again);
    assertEquals("stopped", sweeping.shown(desk, again).path("state").asText());
    assertEquals(Set.of("theirs", "one", "two"), titles(desk));
  }

  @Test
  void what_cannot_be_done_is_refused_with_a_reason() {
    Desktop desk = busy(google());
    String id = sweeping.ask(desk);
    assertEquals("cleanup_running", sweeping.code(firm.call(desk, "POST", "/cleanups", "", "")));
    assertEquals("cleanup_not_ready", sweeping.code(sweeping.wanted(desk, id, SURE)));
    firm.turn(desk);
    assertEquals("confirmation_required", sweeping.code(sweeping.wanted(desk, id, "{}")));
    assertEquals("unknown_field", sweeping.code(sweeping.wanted(desk, id, "{\"all\":true}")));
    assertEquals(404, sweeping.wanted(desk, UUID.randomUUID().toString(), SURE).status());
    sweeping.start(desk, id, SURE);
    assertEquals("cleanup_over", sweeping.code(sweeping.wanted(desk, id, SURE)));
    assertEquals("cleanup_over", sweeping.code(sweeping.stop(desk, id)));
    String old = sweeping.look(desk);
    tess.execute("update calendar_cleanups set ready_at = ready_at - interval '61 minutes'");
    assertEquals("cleanup_outdated", sweeping.code(sweeping.wanted(desk, old, SURE)));
    tess.execute("update calendar_providers set connection = 'reconnect_required'");
    assertEquals("not_connected", sweeping.code(firm.call(desk, "POST", "/cleanups", "", "")));
  }

  @Test
  void it_is_written_down_who_wanted_it_and_what_it_did() {
    Desktop desk = busy(google());
    sweeping.start(desk, sweeping.look(desk), SURE);
    assertEquals(
        "2",
        tess.value(
            "select count(*) from audit_log where action in ('calendar_cleanup.look', 'calendar_cleanup.start')"));
    assertEquals(
        "2",
        tess.value(
            """
            select count(*) from calendar_activity where cause = 'cleanup' and action = 'delete'
              and actor = '%s'"""
                .formatted(tess.user.value())));
  }
}

package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.Breakable.Killed;
import io.concordat.ee.calendar.house.Firm;
import io.concordat.ee.calendar.house.Firm.Desktop;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Sweeping;
import io.concordat.ee.calendar.house.Tech;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The process dies in the middle of a clean-up, at every commit and around every delete at the
 * vendor. Whatever comes then, everything is removed, and no entry is deleted for it.
 */
class CleanupCrashTest {
  private static final House house = House.open();
  private static final String SURE = "{\"confirm\":true}";
  private static final int EVENTS = 2;

  /** Commits of one clean-up of so many events, and places around their deletes. */
  private static final int COMMITS = 7;

  private static final int CALLS = 2 * EVENTS;

  private final Firm firm = new Firm(house, "dying");
  private final Sweeping sweeping = new Sweeping(firm);
  private final Tech tess = new Tech(house, firm.tenant);
  private int calendars;

  @AfterAll
  static void close() {
    house.close();
  }

  private Desktop busy() {
    Tech owner = new Tech(house, firm.tenant);
    Desktop desk = firm.connect(owner, owner.email + calendars++, false, "");
    desk.calendar().insert(Contents.single("theirs"));
    for (int i = 0; i < EVENTS; i++) {
      owner.create(Contents.single("ours " + i));
    }
    firm.sync(desk);
    firm.sync(desk);
    assertEquals(EVENTS + 1, desk.calendar().live().size());
    return desk;
  }

  private void killAtCall(int place) {
    var left = new AtomicInteger(place);
    firm.world.trouble =
        () -> {
          if (left.decrementAndGet() == 0) {
            throw new Killed();
          }
        };
  }

  private boolean dies(Desktop desk) {
    try {
      firm.turn(desk);
      return false;
    } catch (Killed expected) {
      return true;
    } finally {
      house.breaks.mend();
      firm.world.trouble = () -> {};
    }
  }

  private static Set<String> titles(Desktop desk) {
    return desk.calendar().live().stream()
        .map(row -> row.content.title())
        .collect(Collectors.toSet());
  }

  private String begun(Desktop desk) {
    String id = sweeping.look(desk);
    assertEquals(202, sweeping.wanted(desk, id, SURE).status());
    return id;
  }

  private void goesOn(Desktop desk, String id) {
    sweeping.untilOver(desk, id);
    JsonNode done = sweeping.shown(desk, id);
    assertEquals("completed", done.path("state").asText());
    assertEquals(EVENTS, done.path("removed").asInt(), done.toString());
    assertEquals(Set.of("theirs"), titles(desk));
    entriesStay(desk);
  }

  /** Also when the calendar goes on. */
  private void entriesStay(Desktop desk) {
    int entries = desk.owner().entries().size();
    assertEquals(EVENTS + 1, entries);
    firm.call(desk, "PATCH", "", "{\"paused\":false,\"planFirst\":false}", "*");
    firm.sync(desk);
    firm.sync(desk);
    assertEquals(entries, desk.owner().entries().size(), "a delete of ours came back");
    assertEquals(EVENTS + 1, desk.calendar().live().size());
  }

  @Test
  void before_any_commit() {
    int died = 0;
    for (int place = 1; place <= COMMITS; place++) {
      Desktop desk = busy();
      String id = begun(desk);
      house.breaks.killAt(place);
      died += dies(desk) ? 1 : 0;
      goesOn(desk, id);
    }
    assertTrue(died >= 4, "too few places: " + died);
  }

  @Test
  void around_any_delete() {
    for (int place = 1; place <= CALLS; place++) {
      Desktop desk = busy();
      String id = begun(desk);
      killAtCall(place);
      assertTrue(dies(desk), "place " + place);
      goesOn(desk, id);
    }
  }

  /** The delete is done, its answer lost; then nobody wants the clean-up any more. */
  @Test
  void and_is_stopped_before_it_could_go_on() {
    for (int place = 1; place <= CALLS; place++) {
      Desktop desk = busy();
      String id = begun(desk);
      killAtCall(place);
      assertTrue(dies(desk));
      sweeping.stop(desk, id);
      sweeping.untilOver(desk, id);
      assertEquals("stopped", sweeping.shown(desk, id).path("state").asText());
      entriesStay(desk);
    }
  }

  /** The same, and the connection is deleted and made anew. */
  @Test
  void and_the_connection_is_deleted() {
    for (int place = 1; place <= CALLS; place++) {
      Desktop desk = busy();
      begun(desk);
      killAtCall(place);
      assertTrue(dies(desk));
      assertEquals(204, firm.call(desk, "DELETE", "", "", "").status());
      Desktop again = firm.connect(desk.owner(), desk.account(), false, "");
      tess.execute(
          """
          insert into calendar_event_mappings (tenant_id, id, provider_id, entry_id, remote_id,
            ical_uid, base, intent, remote_parts, attendees, found_there, sync_status, updated_at)
          select tenant_id, id, '%s', entry_id, remote_id, ical_uid, base, intent, remote_parts,
            attendees, found_there, 'pending', now()
          from calendar_adoption where real_calendar_id = '%s'"""
              .formatted(again.provider(), desk.account()));
      entriesStay(again);
    }
  }
}

package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.Breakable.Killed;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process dies before any one of its commits, at every place there is: what it wrote to the
 * vendor is there, what it knew is not. Afterwards everything agrees, once.
 */
class CrashTest {
  private static final House house = House.open();
  private static final int PLACES = 14;

  @AfterAll
  static void close() {
    house.close();
  }

  /** Settles with a kill at the n-th commit; true if there were that many. */
  private static boolean dies(int place) {
    house.breaks.killAt(place);
    try {
      house.settle();
    } catch (Killed expected) {
      // The job runner may also catch it, as it would catch any failure of a job.
    } finally {
      boolean killed = house.breaks.broken();
      house.breaks.mend();
      if (killed) {
        house.restart();
        house.advance(Duration.ofMinutes(16));
      }
      house.settle();
    }
    return true;
  }

  private static Map<String, Integer> counted(Tech tess) {
    var titles = new HashMap<String, Integer>();
    tess.remote().forEach(event -> titles.merge(event.path("summary").asText(), 1, Integer::sum));
    return titles;
  }

  private static void agree(Tech tess, Set<String> titles) {
    tess.sync();
    assertEquals(titles, tess.titles());
    var once = new HashMap<String, Integer>();
    titles.forEach(title -> once.put(title, 1));
    assertEquals(once, counted(tess));
    assertEquals(titles.size(), tess.entries().size());
    assertEquals(
        "0",
        tess.value("select count(*) from calendar_event_mappings where sync_status <> 'synced'"));
    assertEquals(Optional.empty(), tess.writesWhenIdle());
  }

  @Test
  void during_the_first_import_and_the_first_push() {
    for (int place = 1; place <= PLACES; place++) {
      var tess = Tech.alone(house);
      List.of("a", "b", "c").forEach(tess::insert);
      tess.create(Contents.single("ours"));
      tess.create(Contents.weekly("our series", Map.of()));
      tess.provider = house.provider(tess.caller, "");
      house.authorize(tess.caller, tess.provider, tess.email);
      dies(place);
      agree(tess, Set.of("a", "b", "c", "ours", "our series"));
    }
  }

  @Test
  void during_changes_of_both_sides() {
    for (int place = 1; place <= PLACES; place++) {
      var tess = Tech.alone(house);
      List.of("stays", "edited there", "deleted there").forEach(tess::insert);
      ScheduleEntryId edited = tess.create(Contents.single("edited here"));
      ScheduleEntryId deleted = tess.create(Contents.single("deleted here"));
      tess.connected();
      tess.retitle(tess.remoteId("edited there"), "edited there, twice");
      house.google.delete(tess.email, tess.remoteId("deleted there"));
      tess.insert("new there");
      tess.update(edited, Contents.single("edited here, twice"));
      house.remove(tess.tenant, deleted);
      tess.create(Contents.single("new here"));
      tess.call("POST", "/sync", "");
      dies(place);
      agree(
          tess,
          Set.of("stays", "edited there, twice", "edited here, twice", "new there", "new here"));
    }
  }

  @Test
  void between_a_write_and_its_answer_with_another_edit_before_the_restart() {
    // A notice of our own write would heal it before the next edit.
    house.google.control(
        "faults", "{\"kind\":\"notifications\",\"mode\":\"drop\",\"times\":10000}");
    for (int place = 1; place <= PLACES; place++) {
      var tess = Tech.alone(house);
      ScheduleEntryId id = tess.create(Contents.single("one"));
      tess.connected();
      tess.update(id, Contents.single("two"));
      house.breaks.killAt(place);
      try {
        house.settle();
      } catch (Killed expected) {
        // As above.
      }
      house.breaks.mend();
      tess.update(id, Contents.single("three"));
      house.restart();
      house.advance(Duration.ofMinutes(16));
      house.settle();
      agree(tess, Set.of("three"));
      assertTrue(tess.conflicts().isEmpty(), "only one person did anything");
    }
    house.google.forget("faults");
  }

  /** A node dies right after a commit; the others go on, and nothing starts anew. */
  @Test
  void what_was_committed_is_acted_on_by_the_other_nodes() {
    int died = 0;
    for (int place = 1; place <= PLACES; place++) {
      var tess = Tech.alone(house);
      List.of("a", "b").forEach(tess::insert);
      tess.provider = house.provider(tess.caller, "");
      house.breaks.killAfter(place);
      try {
        house.authorize(tess.caller, tess.provider, tess.email);
      } catch (Killed expected) {
        died++;
      }
      house.breaks.mend();
      if (tess.shown().path("oauthComplete").asBoolean()) {
        house.settle();
        assertEquals(Set.of("a", "b"), tess.titles(), "place " + place);
      }
    }
    assertTrue(died >= 3, "too few places: " + died);
  }

  @Test
  void a_sync_that_was_asked_for_is_run_by_another_node() {
    house.google.control(
        "faults", "{\"kind\":\"notifications\",\"mode\":\"drop\",\"times\":10000}");
    var tess = Tech.alone(house);
    tess.connected();
    tess.insert("unheard of");
    house.breaks.killAfter(1);
    assertThrows(Killed.class, () -> tess.call("POST", "/sync", ""));
    house.breaks.mend();
    house.settle();
    house.google.forget("faults");
    assertEquals(Set.of("unheard of"), tess.titles());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void a_notice_that_was_answered_is_acted_on_after_the_kill(int place) {
    var tess = Tech.alone(house);
    String id = tess.insert("before");
    tess.connected();
    tess.retitle(id, "after");
    house.await("the notice", () -> tess.titles().equals(Set.of("after")));
    assertEquals("0", dirty(tess));
    house.breaks.killAt(place);
    tess.retitle(id, "last");
    try {
      house.await("its death", house.breaks::broken);
    } catch (Killed expected) {
      // As above.
    }
    house.breaks.mend();
    house.restart();
    house.advance(Duration.ofMinutes(16));
    house.settle();
    assertEquals(Set.of("last"), tess.titles());
  }

  private static String dirty(Tech tess) {
    return tess.value(
        "select count(*) from route_channels where generation > drained and owner = '%s'"
            .formatted(tess.provider));
  }
}

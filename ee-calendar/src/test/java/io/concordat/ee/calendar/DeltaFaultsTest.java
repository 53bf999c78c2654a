package io.concordat.ee.calendar;

import static io.concordat.ee.calendar.DeltaScene.agreed;
import static io.concordat.ee.calendar.DeltaScene.daily;
import static io.concordat.ee.calendar.DeltaScene.dropNotices;
import static io.concordat.ee.calendar.DeltaScene.entry;
import static io.concordat.ee.calendar.DeltaScene.move;
import static io.concordat.ee.calendar.DeltaScene.occurrence;
import static io.concordat.ee.calendar.DeltaScene.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.schedule.When;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Graph's delta does to those who believe it, through whole runs: entries and mappings say the
 * truth afterwards, and nothing is written to the vendor that nobody changed here.
 */
@Tag("zones")
class DeltaFaultsTest {
  private static final House house = House.open();
  private static final String LOST =
      "{\"match\":\"GET .*delta.*\",\"status\":410,\"reason\":\"syncStateNotFound\",\"skip\":%d,"
          + "\"times\":%d}";
  private static final RecurrenceId SECOND = Contents.slot("2026-11-24T07:00");

  @AfterAll
  static void close() {
    house.close();
  }

  @AfterEach
  void whole() {
    house.microsoft.forget("faults");
    house.microsoft.control(
        "settings",
        """
        {"deltaRepeats":false,"deltaEmptyPages":false,"endlessDays":1100,"deltaExpiry":"GONE"}""");
  }

  private static Tech alone() {
    return Tech.alone(house, house.microsoft);
  }

  @Test
  void a_deleted_day_of_a_series_gives_no_sign_and_is_found() {
    var tess = alone();
    String id = daily(tess, "round");
    tess.connected();
    dropNotices(house);
    house.microsoft.delete(tess.email, occurrence(tess, id, "2026-11-24").path("id").asText());
    read(tess);
    assertEquals(Map.of(SECOND, Contents.cancelled()), tess.entry().content().exceptions());
    assertEquals(0, tess.told("SCHEDULE_ENTRY_DELETED"));
    agreed(tess, "round");
  }

  @Test
  void a_changed_day_among_sparse_ones_changes_that_day_alone() {
    var tess = alone();
    String id = daily(tess, "round");
    tess.connected();
    dropNotices(house);
    tess.retitle(occurrence(tess, id, "2026-11-24").path("id").asText(), "another");
    read(tess);
    Map<RecurrenceId, Occurrence> exceptions = tess.entry().content().exceptions();
    assertEquals(Set.of(SECOND), exceptions.keySet());
    var changed = assertInstanceOf(Occurrence.Changed.class, exceptions.get(SECOND));
    assertEquals("another", changed.title());
    agreed(tess, "round");
  }

  @Test
  void what_leaves_the_window_is_called_removed_and_stays() {
    var tess = alone();
    String id = tess.insert("roams");
    tess.connected();
    dropNotices(house);
    move(tess, id, "2031-05-05");
    read(tess);
    assertEquals(
        Contents.timed("2031-05-05T09:00", Contents.BERLIN, 15), tess.entry().content().when());
    assertTrue(readDirectly(id), "nothing is believed removed before it was read");
    move(tess, id, "2026-12-01");
    read(tess);
    assertEquals(
        Contents.timed("2026-12-01T09:00", Contents.BERLIN, 15), tess.entry().content().when());
    assertEquals(0, tess.told("SCHEDULE_ENTRY_DELETED"));
    agreed(tess, "roams");
  }

  private static boolean readDirectly(String id) {
    return house
        .microsoft
        .control("requests?limit=1000")
        .path("items")
        .valueStream()
        .filter(request -> request.path("method").asText().equals("GET"))
        .map(request -> request.path("path").asText())
        .map(path -> URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8))
        .anyMatch(path -> path.endsWith("/events/" + id));
  }

  @Test
  void what_happens_outside_the_window_is_taken_as_it_is() {
    var tess = alone().connected();
    dropNotices(house);
    String id = tess.insert("far");
    move(tess, id, "2031-05-05");
    read(tess);
    agreed(tess, "far");
    house.microsoft.delete(tess.email, id);
    read(tess);
    assertEquals(Set.of(), tess.titles());
    assertEquals(1, tess.told("SCHEDULE_ENTRY_DELETED"));
  }

  @Test
  void a_removal_that_cannot_be_confirmed_deletes_nothing_yet() {
    var tess = alone();
    String gone = tess.insert("gone");
    tess.insert("stays");
    tess.connected();
    dropNotices(house);
    house.microsoft.delete(tess.email, gone);
    house.microsoft.control(
        "faults", "{\"match\":\"GET /v1.0/me/events/.*\",\"status\":503,\"times\":1000}");
    read(tess);
    assertEquals(Set.of("gone", "stays"), tess.titles());
    assertEquals("delayed", tess.status());
    house.microsoft.forget("faults");
    dropNotices(house);
    house.advance(Duration.ofMinutes(16));
    read(tess);
    agreed(tess, "stays");
  }

  @Test
  void a_view_that_takes_too_long_is_read_in_pieces() {
    var tess = alone();
    daily(tess, "endless");
    tess.insert("single");
    house.microsoft.control("settings", "{\"endlessDays\":200}");
    tess.connected();
    agreed(tess, "endless", "single");
    dropNotices(house);
    daily(tess, "endless too");
    tess.retitle(tess.remoteId("single"), "said otherwise");
    read(tess);
    agreed(tess, "endless", "endless too", "said otherwise");
  }

  /** Created, edited and deleted there, over three pages of a delta. */
  private static void threePages(Tech tess) {
    tess.retitle(tess.remoteId("edited"), "edited there");
    house.microsoft.delete(tess.email, tess.remoteId("deleted"));
    daily(tess, "first");
    daily(tess, "second");
    daily(tess, "third");
    tess.insert("last");
  }

  private static Tech four() {
    var tess = alone();
    for (String title : Set.of("same", "edited", "deleted")) {
      tess.insert(title);
    }
    tess.create(Contents.single("ours"));
    tess.connected();
    dropNotices(house);
    return tess;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void a_link_that_dies_on_any_page_loses_nothing(int page) {
    var tess = four();
    threePages(tess);
    house.microsoft.control("faults", LOST.formatted(page, 1));
    read(tess);
    assertEquals(1, tess.told("SCHEDULE_ENTRY_DELETED"));
    agreed(tess, "same", "edited there", "ours", "first", "second", "third", "last");
    usedUp();
  }

  /** The fault was met: there were that many pages. */
  private static void usedUp() {
    assertEquals(
        0,
        house
            .microsoft
            .control("faults")
            .path("items")
            .valueStream()
            .filter(fault -> fault.path("match").asText().contains("delta"))
            .count(),
        "pages of the round");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void a_link_that_dies_while_everything_is_read_begins_again(int page) {
    var tess = alone();
    for (String title : Set.of("first", "second", "third")) {
      daily(tess, title);
    }
    tess.create(Contents.single("ours"));
    house.microsoft.control("faults", LOST.formatted(page, 1));
    tess.connected();
    usedUp();
    agreed(tess, "first", "second", "third", "ours");
  }

  @Test
  void links_that_always_die_are_no_success() {
    var tess = four();
    threePages(tess);
    house.microsoft.control("faults", LOST.formatted(0, 1000));
    read(tess);
    assertEquals("delayed", tess.status());
    assertEquals(Set.of("same", "edited", "deleted", "ours"), tess.titles());
    house.microsoft.forget("faults");
    dropNotices(house);
    house.advance(Duration.ofMinutes(16));
    read(tess);
    agreed(tess, "same", "edited there", "ours", "first", "second", "third", "last");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GONE", "SYNC_STATE_NOT_FOUND", "SYNC_STATE_INVALID"})
  void every_word_for_a_dead_link_is_understood(String word) {
    var tess = four();
    threePages(tess);
    house.microsoft.control("settings", "{\"deltaExpiry\":\"%s\"}".formatted(word));
    house.microsoft.control(
        "faults", "{\"kind\":\"expireSyncTokens\",\"account\":\"%s\"}".formatted(tess.email));
    read(tess);
    agreed(tess, "same", "edited there", "ours", "first", "second", "third", "last");
  }

  @Test
  void a_local_edit_in_the_gap_is_written_once() {
    var tess = four();
    threePages(tess);
    tess.update(entry(tess, "same").id(), Contents.single("same, edited here"));
    house.remove(tess.tenant, entry(tess, "ours").id());
    house.microsoft.control("faults", LOST.formatted(1, 1));
    tess.office.quiet();
    tess.sync();
    assertEquals(2, tess.office.requests("write"), "one edit and one delete");
    assertEquals(2, tess.told("SCHEDULE_ENTRY_DELETED"));
    agreed(tess, "same, edited here", "edited there", "first", "second", "third", "last");
  }

  @Test
  void repetition_and_empty_pages_change_nothing() {
    var tess = four();
    house.microsoft.control("settings", "{\"deltaRepeats\":true,\"deltaEmptyPages\":true}");
    threePages(tess);
    tess.retitle(tess.remoteId("last"), "last, twice");
    read(tess);
    assertEquals(1, tess.told("SCHEDULE_ENTRY_DELETED"));
    assertEquals(8, tess.told("SCHEDULE_ENTRY_CREATED"));
    agreed(tess, "same", "edited there", "ours", "first", "second", "third", "last, twice");
    long updates = tess.told("SCHEDULE_ENTRY_UPDATED");
    read(tess);
    assertEquals(updates, tess.told("SCHEDULE_ENTRY_UPDATED"));
  }

  @Test
  void a_replayed_link_changes_nothing_and_brings_nothing_back() {
    var tess = four();
    String link = tess.value("select cursor from calendar_providers");
    threePages(tess);
    read(tess);
    house.remove(tess.tenant, entry(tess, "last").id());
    tess.update(entry(tess, "same").id(), Contents.single("edited here"));
    house.settle();
    var events = house.events(tess.tenant);
    tess.execute("update calendar_providers set cursor = '" + link.replace("'", "''") + "'");
    read(tess);
    assertEquals(
        events.stream().filter(type -> type.startsWith("SCHEDULE_")).toList(),
        house.events(tess.tenant).stream().filter(type -> type.startsWith("SCHEDULE_")).toList());
    agreed(tess, "edited here", "edited there", "ours", "first", "second", "third");
  }

  @Test
  void a_link_of_months_ago_loses_and_resurrects_nothing() {
    months(false);
  }

  @Test
  void neither_does_a_consent_that_ended_meanwhile() {
    months(true);
  }

  /** Half a year's absence, in a house of its own: clocks go on for everybody. */
  private static void months(boolean consentEnds) {
    try (House own = House.open()) {
      own.microsoft.control(
          "settings",
          "{\"deltaMaxAgeSeconds\":2592000,\"refreshIdleSeconds\":%d}"
              .formatted(consentEnds ? 7_776_000 : 31_536_000));
      var tess = Tech.alone(own, own.microsoft);
      for (String title : Set.of("same", "edited", "deleted", "deleted late", "deleted here")) {
        tess.insert(title);
      }
      String series = daily(tess, "series");
      ScheduleEntryId ours = tess.create(Contents.single("ours"));
      ScheduleEntryId gone = tess.create(Contents.single("ours, deleted here"));
      tess.connected();
      dropNotices(own);
      own.microsoft.delete(tess.email, tess.remoteId("deleted"));
      away(tess, Duration.ofDays(150));
      own.microsoft.delete(tess.email, tess.remoteId("deleted late"));
      own.microsoft.patch(tess.email, series, "{\"subject\":\"series, edited\"}");
      tess.retitle(tess.remoteId("edited"), "edited there");
      tess.insert("came");
      own.remove(tess.tenant, gone);
      own.remove(tess.tenant, entry(tess, "deleted here").id());
      tess.office.quiet();
      if (consentEnds) {
        again(tess);
      }
      tess.sync();
      assertEquals(2, tess.office.requests("write"), "what was deleted here");
      assertTrue(!tess.read(ours).deleted() && tess.read(gone).deleted());
      assertEquals(4, tess.told("SCHEDULE_ENTRY_DELETED"));
      assertTrue(tess.entries().stream().anyMatch(e -> e.content().when() instanceof When.Timed));
      agreed(tess, "same", "edited there", "series, edited", "ours", "came");
    }
  }

  private static void away(Tech tess, Duration time) {
    tess.house.microsoft.clock().advance(time);
    tess.house.advance(time);
    tess.office.account(tess.email);
  }

  private static void again(Tech tess) {
    tess.sync();
    assertEquals("reconnect_required", tess.status());
    assertEquals(0, tess.office.requests("write"));
    tess.house.authorize(tess.caller, tess.office, tess.provider, tess.email);
    tess.house.settle();
  }
}

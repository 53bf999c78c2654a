package io.concordat.ee.calendar.graph;

import static io.concordat.ee.calendar.event.Contents.BERLIN;
import static io.concordat.ee.calendar.event.Contents.series;
import static io.concordat.ee.calendar.event.Contents.single;
import static io.concordat.ee.calendar.event.Contents.slot;
import static io.concordat.ee.calendar.event.Contents.timed;
import static io.concordat.ee.calendar.event.Contents.weekly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.remote.Listing;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.ee.calendar.remote.Written;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Graph's delta does to those who believe it. */
@Tag("zones")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeltaTest {
  private final GraphTwin twin = new GraphTwin();
  private RemoteCalendar calendar = twin.calendar("calendar");
  private String cursor = "";

  @BeforeEach
  void empty() {
    twin.reset();
    calendar = twin.calendar("calendar");
  }

  @AfterEach
  void nothingWasTooFast() {
    assertEquals(0, twin.get("quota").path("refused").asInt());
  }

  @AfterAll
  void stop() {
    twin.close();
  }

  @Test
  void aLoneDeletedOccurrenceIsFoundThoughNoDeltaShowsIt() {
    var id = create(weekly("s", Map.of()));
    everything();
    var instances =
        twin.graph(
            "GET",
            "/me/events/"
                + Place.encoded(id)
                + "/instances?startDateTime=2026-04-06T00:00:00Z&endDateTime=2026-04-07T00:00:00Z",
            "");
    delete(instances.path("value").path(0).path("id").asText());
    var whole = assertInstanceOf(RemoteItem.Whole.class, changes().getFirst());
    assertEquals(
        Map.of(slot("2026-04-06T09:00"), new Occurrence.Cancelled()), whole.content().exceptions());
    assertEquals(List.of(), changes());
  }

  @Test
  void whatLeavesTheWindowIsReadAndNotDeleted() {
    var id = create(single("a"));
    everything();
    move(id, "2031-05-05T09:00:00", "2031-05-05T10:00:00");
    var whole = assertInstanceOf(RemoteItem.Whole.class, changes().getFirst());
    assertEquals(id, whole.id());
    assertEquals(timed("2031-05-05T09:00", BERLIN, 60), whole.content().when());
  }

  @Test
  void whatHappensOutsideTheWindowIsToldAsItIs() {
    everything();
    var far = create(single("far", timed("2031-05-05T09:00", BERLIN, 60)));
    var whole = assertInstanceOf(RemoteItem.Whole.class, changes().getFirst());
    assertEquals("far", whole.content().title());
    delete(far);
    assertEquals(List.of(new RemoteItem.Deleted(far)), changes());
  }

  @Test
  void aSeriesIsReadOnceHoweverManyOfItsOccurrencesAreListed() {
    everything();
    create(series("d", timed("2026-03-02T07:00", BERLIN, 30), "FREQ=DAILY;COUNT=200"));
    twin.answered().clear();
    var items = changes();
    assertEquals(1, items.size());
    assertInstanceOf(RemoteItem.Whole.class, items.getFirst());
    assertEquals(1, twin.answered().stream().filter("events.get 200"::equals).count());
  }

  @Test
  void aViewThatTakesTooLongIsAskedForInSmallerPieces() {
    create(weekly("endless", Map.of()));
    twin.post("settings", "{'endlessDays':200}");
    assertEquals(1, everything().size());
    assertTrue(twin.answered().contains("calendarView.delta 504"));
    create(single("b"));
    assertEquals(1, changes().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aLinkThatDiesOnAnyPageMeansToReadEverything(int page) {
    everything();
    for (int i = 0; i < 3; i++) {
      create(series("d" + i, timed("2026-03-02T07:00", BERLIN, 30), "FREQ=DAILY"));
    }
    twin.post(
        "faults",
        "{'match':'GET .*delta.*','status':410,'reason':'syncStateNotFound','skip':"
            + page
            + ",'times':1}");
    assertTrue(since(cursor).isEmpty(), "expired");
    assertEquals(3, everything().size());
    assertEquals(List.of(), changes());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aLinkThatDiesWhileEverythingIsReadBeginsAgain(int page) {
    create(series("d", timed("2026-03-02T07:00", BERLIN, 30), "FREQ=DAILY"));
    create(series("e", timed("2026-03-02T07:00", BERLIN, 30), "FREQ=DAILY"));
    twin.post(
        "faults",
        "{'match':'GET .*delta.*','status':410,'reason':'syncStateNotFound','skip':"
            + page
            + ",'times':1}");
    assertEquals(2, everything().size());
  }

  @Test
  void repeatedItemsAndEmptyPagesChangeNothing() {
    var id = create(single("a"));
    everything();
    twin.post("settings", "{'deltaRepeats':true,'deltaEmptyPages':true}");
    rename(id, "b");
    rename(id, "c");
    create(single("d"));
    var titles = new ArrayList<String>();
    for (var item : changes()) {
      titles.add(assertInstanceOf(RemoteItem.Whole.class, item).content().title());
    }
    assertEquals(List.of("c", "d"), titles.stream().distinct().toList());
    assertEquals(List.of(), changes());
  }

  @Test
  void aLinkOfMonthsAgoLosesAndResurrectsNothing() {
    var stays = create(single("stays"));
    var goes = create(single("goes"));
    everything();
    twin.post("settings", "{'deltaMaxAgeSeconds':2592000}");
    delete(goes);
    create(single("comes"));
    twin.clock().advance(Duration.ofDays(150));
    assertTrue(since(cursor).isEmpty(), "expired");
    var ids = new HashSet<String>();
    everything().forEach(item -> ids.add(item.id()));
    assertEquals(2, ids.size());
    assertTrue(ids.contains(stays));
    assertInstanceOf(Read.Missing.class, calendar.read(goes));
    assertEquals(List.of(), changes());
  }

  @Test
  void theWindowRollsOnWithoutAGapAndWithoutDeletes() {
    var past = create(single("past", timed("2025-12-22T09:00", BERLIN, 60)));
    var soon = create(single("soon"));
    var far = create(single("far", timed("2027-04-28T09:00", BERLIN, 60)));
    everything();
    rename(far, "farther");
    changes();
    twin.clock().advance(Duration.ofDays(8));
    rename(soon, "sooner");
    var before = cursor;
    var items = changes();
    assertFalse(before.equals(cursor));
    assertEquals(List.of("farther", "sooner"), titles(items));
    assertInstanceOf(Read.Found.class, calendar.read(past));
    rename(far, "in the new window");
    delete(past);
    items = changes();
    assertTrue(items.contains(new RemoteItem.Deleted(past)));
    assertEquals(2, items.size());
    assertEquals(List.of(), changes());
  }

  @Test
  void aDeletionBetweenTwoPagesHidesNothing() {
    var first = create(single("0"));
    for (int i = 1; i <= Step.LARGEST; i++) {
      create(single("" + i));
    }
    var seen = new HashSet<String>();
    var page = Optional.<String>empty();
    boolean deleted = false;
    while (true) {
      var listed = assertInstanceOf(Listing.Page.class, calendar.list(Optional.empty(), page));
      listed.items().forEach(item -> seen.add(item.id()));
      if (listed.items().size() == Step.LARGEST && !deleted) {
        delete(first);
        deleted = true;
      }
      page = listed.nextPage();
      if (page.isEmpty()) {
        break;
      }
    }
    assertEquals(Step.LARGEST + 1, seen.size());
  }

  private static List<String> titles(List<RemoteItem> items) {
    return items.stream()
        .map(item -> assertInstanceOf(RemoteItem.Whole.class, item).content().title())
        .toList();
  }

  private String create(EntryContent content) {
    return assertInstanceOf(
            Written.Done.class, calendar.create(UUID.randomUUID().toString(), content))
        .parts()
        .id();
  }

  private void delete(String id) {
    twin.graph("DELETE", Place.event(id), "");
  }

  private void rename(String id, String title) {
    twin.graph("PATCH", Place.event(id), "{'subject':'" + title + "'}");
  }

  private void move(String id, String start, String end) {
    twin.graph(
        "PATCH",
        Place.event(id),
        "{'start':{'dateTime':'"
            + start
            + "','timeZone':'W. Europe Standard Time'},'end':{'dateTime':'"
            + end
            + "','timeZone':'W. Europe Standard Time'}}");
  }

  private List<RemoteItem> everything() {
    return list(Optional.empty()).orElseThrow();
  }

  private List<RemoteItem> changes() {
    return since(cursor).orElseThrow();
  }

  /** Empty: the cursor is not known any more. */
  private Optional<List<RemoteItem>> since(String known) {
    return list(Optional.of(known));
  }

  private Optional<List<RemoteItem>> list(Optional<String> known) {
    var items = new ArrayList<RemoteItem>();
    var page = Optional.<String>empty();
    while (true) {
      switch (calendar.list(known, page)) {
        case Listing.CursorExpired() -> {
          return Optional.empty();
        }
        case Listing.Page listed -> {
          items.addAll(listed.items());
          page = listed.nextPage();
          if (listed.nextCursor().isPresent()) {
            cursor = listed.nextCursor().get();
            return Optional.of(items);
          }
        }
      }
    }
  }
}

package io.concordat.ee.calendar.google;

import static io.concordat.ee.calendar.event.Contents.single;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.remote.Listing;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteCalendarContract;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.ee.calendar.remote.RetryAfter;
import io.concordat.ee.calendar.remote.Written;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract over HTTP, and what only Google has. */
@Tag("zones")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoogleCalendarTest implements RemoteCalendarContract {
  private final Twin twin = new Twin();
  private RemoteCalendar calendar = twin.calendar("primary");

  @BeforeEach
  void empty() {
    twin.reset();
    calendar = twin.calendar("primary");
  }

  @AfterEach
  void nobodyWasMailed() {
    assertEquals(0, twin.get("mails").path("count").asInt());
  }

  @AfterAll
  void stop() {
    twin.close();
  }

  @Override
  public RemoteCalendar calendar() {
    return calendar;
  }

  @Override
  public URI callback() {
    return URI.create("http://127.0.0.1:9/hook");
  }

  @Test
  void aliasesAreResolved() {
    assertEquals(Twin.EMAIL, calendar.describe().id());
  }

  @Test
  void aWriteIsOneRequestThatMailsNobody() {
    var key = UUID.randomUUID().toString();
    var parts = done(calendar.create(key, single("a")));
    twin.answered().clear();
    done(calendar.update(parts, single("a"), single("b")));
    assertEquals(List.of("events.patch 200"), twin.answered());
    var last = twin.get("requests").path("items");
    assertEquals(
        "none",
        last.get(last.size() - 1)
            .path("query")
            .asText()
            .replaceAll(".*sendUpdates=(\\w+).*", "$1"));
  }

  @Test
  void whatOthersPutIntoOurEventSurvivesOurPatch() {
    var key = UUID.randomUUID().toString();
    var parts = done(calendar.create(key, single("a")));
    var id = parts.id();
    var guest =
        twin.post(
            "events",
            "{\"account\":\""
                + Twin.EMAIL
                + "\",\"event\":{\"summary\":\"g\",\"attendees\":["
                + "{\"email\":\"x@example.org\"}],\"start\":{\"date\":\"2026-03-02\"},"
                + "\"end\":{\"date\":\"2026-03-03\"},\"visibility\":\"public\"}}");
    assertFalse(guest.path("id").asText().equals(id));
    var found = assertInstanceOf(Read.Found.class, calendar.read(guest.path("id").asText())).item();
    var to = Fields.carry(found.content(), single("new"), Set.of(Field.Master.TITLE));
    done(calendar.update(new RemoteParts(found.id(), found.revision()), found.content(), to));
    var after = assertInstanceOf(Read.Found.class, calendar.read(found.id())).item();
    assertEquals(Set.of("x@example.org"), after.attendees());
    assertEquals("new", after.content().title());
  }

  @Test
  void malformedEventsArePutAsideAndThePageCompletes() {
    twin.post(
        "events",
        "{\"account\":\"" + Twin.EMAIL + "\",\"raw\":true,\"event\":{\"summary\":\"ghost\"}}");
    done(calendar.create(UUID.randomUUID().toString(), single("fine")));
    var page =
        assertInstanceOf(Listing.Page.class, calendar.list(Optional.empty(), Optional.empty()));
    assertEquals(2, page.items().size());
    assertEquals(1, page.items().stream().filter(RemoteItem.Malformed.class::isInstance).count());
  }

  @Test
  void tenThousandEventsAreFewRequestsAndQuickToRead() {
    twin.post("seed", "{\"account\":\"" + Twin.EMAIL + "\",\"count\":10000}");
    long best = Long.MAX_VALUE;
    for (int run = 0; run < 4; run++) {
      twin.answered().clear();
      long began = System.nanoTime();
      var cursor = Optional.<String>empty();
      var page = Optional.<String>empty();
      int events = 0;
      while (cursor.isEmpty()) {
        var listed = assertInstanceOf(Listing.Page.class, calendar.list(cursor, page));
        events += listed.items().size();
        page = listed.nextPage();
        cursor = listed.nextCursor();
      }
      best = Math.min(best, System.nanoTime() - began);
      assertEquals(10_000, events);
      assertEquals(Collections.nCopies(4, "events.list 200"), twin.answered());
    }
    System.out.printf("10,000 events over HTTP: %d ms%n", best / 1_000_000);
    if (Boolean.getBoolean("concordat.long")) {
      measureReading();
    }
  }

  /** The reading alone, without the wire. */
  private static void measureReading() {
    var body =
        IntStream.range(0, 10_000)
            .mapToObj(GoogleCalendarTest::event)
            .collect(Collectors.joining(",", "{\"items\":[", "]}"))
            .getBytes(StandardCharsets.UTF_8);
    for (int run = 0; run < 8; run++) {
      long began = System.nanoTime();
      var reader = new EventReader(ZoneId.of("Europe/Berlin"));
      int read = 0;
      for (var node : Answer.of(200, body, RetryAfter.NONE).body().path("items")) {
        read += reader.read(node) instanceof RemoteItem.Whole ? 1 : 0;
      }
      assertEquals(10_000, read);
      System.out.printf("10,000 events read: %d ms%n", (System.nanoTime() - began) / 1_000_000);
    }
  }

  private static String event(int i) {
    return ("{'kind':'calendar#event','etag':'3181161784712000','id':'e"
            + i
            + "','status':'confirmed',"
            + "'summary':'Visit','description':'Replace the switch','iCalUID':'u"
            + i
            + "@x',"
            + "'organizer':{'email':'t@x','self':true},"
            + "'start':{'dateTime':'2026-03-02T09:00:00+01:00','timeZone':'Europe/Berlin'},"
            + "'end':{'dateTime':'2026-03-02T10:00:00+01:00','timeZone':'Europe/Berlin'}}")
        .replace('\'', '"');
  }

  private static RemoteParts done(Written written) {
    return assertInstanceOf(Written.Done.class, written).parts();
  }
}

package io.concordat.ee.calendar.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.event.Slots;
import io.concordat.ee.calendar.event.Words;
import io.concordat.ee.calendar.remote.Copy;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.Written;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The table of {@link ZoneRoundTripTest}, through the adapter and over HTTP to the twin, which has
 * zones and occurrences of its own.
 */
@Tag("zones")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ZonesOverHttpTest {
  private static final int IN_FLIGHT = 4;
  private static final LocalDate FIRST = ZoneCases.FIRST;

  private final GraphTwin twin = new GraphTwin();
  private final Map<String, Refusal> refused = new ConcurrentSkipListMap<>();
  private final AtomicInteger events = new AtomicInteger();
  private final AtomicInteger days = new AtomicInteger();
  private RemoteCalendar calendar = twin.calendar("calendar");

  @BeforeEach
  void empty() {
    twin.reset();
    twin.post("quota", "{'enabled':false}");
    calendar = twin.calendar("calendar");
    refused.clear();
    events.set(0);
    days.set(0);
  }

  @AfterAll
  void stop() {
    twin.close();
  }

  @Test
  void ourOwnComeBackUnchangedInTheirOwnZone() {
    var zones = List.copyOf(ZoneTableTest.ianaZones());
    each(zones, id -> ZoneCases.ours(ZoneId.of(id)).forEach(ours -> unchanged(id, ours)));
    told("ours", zones);
    assertTrue(refused.size() <= 12, refused::toString);
    assertTrue(Set.of(Refusal.ZONE_NOT_HELD).containsAll(refused.values()), refused::toString);
  }

  @Test
  void foreignOnesKeepTheirOffsetsAndDates() {
    var zones = new ArrayList<>(WindowsZones.names());
    // What Windows has no name for, the vendor refuses, so that nobody has such an event there.
    ZoneTableTest.ianaZones().stream().filter(Echo::named).forEach(zones::add);
    each(zones, this::foreign);
    told("foreign", zones);
    assertTrue(refused.size() <= 12, "kept by the vendor in another zone: " + refused);
  }

  private void told(String what, List<String> zones) {
    System.out.printf(
        "zones over HTTP, %s: %d zones, %d events, %d occurrences compared, refused %s%n",
        what, zones.size(), events.get(), days.get(), refused);
  }

  /** What is tried in one zone. */
  private interface Trial {
    void in(String zone);
  }

  /** Four at a time, as a mailbox bears it. */
  private void each(List<String> zones, Trial trial) {
    try (var threads = Executors.newFixedThreadPool(IN_FLIGHT)) {
      for (int from = 0; from < zones.size(); from += 50) {
        // What one mailbox bears in ten minutes is a matter of another test.
        twin.clock().advance(Duration.ofMinutes(11));
        var chunk = new ArrayList<Callable<Boolean>>();
        zones
            .subList(from, Math.min(from + 50, zones.size()))
            .forEach(zone -> chunk.add(call(trial, zone)));
        threads.invokeAll(chunk).forEach(ZonesOverHttpTest::done);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Callable<Boolean> call(Trial trial, String zone) {
    return () -> {
      try {
        trial.in(zone);
        return true;
      } catch (IllegalStateException refused) {
        throw new AssertionError(zone, refused);
      }
    };
  }

  private static void done(Future<Boolean> trial) {
    try {
      trial.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void unchanged(String id, EntryContent ours) {
    switch (calendar.create(UUID.randomUUID().toString(), ours)) {
      case Written.Refused(var reason) -> {
        assertTrue(ours.isSeries(), id);
        refused.put(id, reason);
      }
      case Written.Done(var parts) -> {
        var theirs = shown(parts.id());
        var words = Words.keep(ours, theirs, calendar::asShown);
        assertEquals(Set.of(), Fields.changed(ours, words), () -> id + " " + ours + theirs);
        assertEquals(ours.when(), words.when(), id);
        sameOccurrences(id, parts.id(), ours);
        events.incrementAndGet();
      }
      case Written.Exists exists -> throw new AssertionError(id + exists);
      case Written.Stale stale -> throw new AssertionError(id + stale);
      case Written.Missing missing -> throw new AssertionError(id + missing);
    }
  }

  private EntryContent shown(String id) {
    return Copy.of(assertInstanceOf(Read.Found.class, calendar.read(id))).content();
  }

  /** The days around each clock change, as the vendor itself makes them. */
  private void sameOccurrences(String zone, String id, EntryContent series) {
    if (series.isSeries() && series.when() instanceof When.Timed timed) {
      for (var change : changes(timed.zone())) {
        var from = change.minus(Duration.ofDays(2));
        var to = change.plus(Duration.ofDays(2));
        var there = instances(id, from, to);
        assertEquals(generated(series, from, to), there, zone);
        days.addAndGet(there.size());
      }
    }
  }

  private static List<Instant> changes(ZoneId zone) {
    var changes = ZoneCases.changes(zone);
    return changes.isEmpty() ? List.of(Instant.parse("2026-06-15T00:00:00Z")) : changes;
  }

  private static Set<Instant> generated(EntryContent series, Instant from, Instant to) {
    var starts = new TreeSet<Instant>();
    var zone = ZoneOffset.UTC;
    for (var slot :
        Slots.between(
            series,
            from.atZone(zone).toLocalDateTime().minusDays(1),
            to.atZone(zone).toLocalDateTime().plusDays(1))) {
      if (Slots.generated(series, slot).when() instanceof When.Timed timed) {
        starts.add(timed.start().toInstant());
      }
    }
    return starts.subSet(from, to);
  }

  private Set<Instant> instances(String id, Instant from, Instant to) {
    var starts = new TreeSet<Instant>();
    twin.graph(
            "GET",
            "/me/events/"
                + Place.encoded(id)
                + "/instances?startDateTime="
                + from.minusSeconds(86_400)
                + "&endDateTime="
                + to.plusSeconds(86_400)
                + "&$top=50",
            "")
        .path("value")
        .forEach(one -> starts.add(instant(one.path("start"))));
    return starts.subSet(from, to);
  }

  private static Instant instant(JsonNode moment) {
    return LocalDateTime.parse(moment.path("dateTime").asText()).toInstant(ZoneOffset.UTC);
  }

  private void foreign(String name) {
    var one = posted(name, FIRST + "T09:00:00", FIRST + "T10:00:00", "");
    var rules = keptAs(name, one);
    assertEquals(List.of(), ZoneCases.differing(rules, zone(shown(id(one)))), name);
    var many = posted(name, FIRST + "T09:00:00", FIRST + "T10:00:00", daily(name));
    var series = shown(id(many));
    assertEquals(List.of(), ZoneCases.differing(rules, zone(series)), name);
    sameOccurrences(name, id(many), series);
    var said = refused.containsKey(name) ? one.path("originalStartTimeZone").asText() : name;
    for (var date : List.of("2026-03-29", "2026-06-15", "2026-10-25", "2026-12-31")) {
      var day = withMidnight(LocalDate.parse(date), rules);
      var end = day.plusDays(2);
      var whole = posted(said, day + "T00:00:00", end + "T00:00:00", ",'isAllDay':true");
      assertEquals(new When.AllDay(day, end), shown(id(whole)).when(), name);
    }
    events.addAndGet(6);
  }

  /** A day whose midnight the clock skips has a test of its own. */
  private static LocalDate withMidnight(LocalDate day, ZoneId rules) {
    boolean skipped = day.atStartOfDay(rules).getHour() > 0;
    return skipped ? day.plusDays(1) : day;
  }

  /** The rules of the zone that the vendor made of this name: Exchange has none but Windows'. */
  private ZoneId keptAs(String name, JsonNode event) {
    var rules = Echo.rules(event.path("originalStartTimeZone").asText());
    if (!ZoneCases.differing(Echo.rules(name), rules).isEmpty()) {
      refused.put(name, Refusal.ZONE_NOT_HELD);
    }
    return rules;
  }

  private static String id(JsonNode event) {
    return event.path("id").asText();
  }

  private static String daily(String zone) {
    return ",'recurrence':{'pattern':{'type':'daily','interval':1},'range':{'type':'endDate',"
        + "'startDate':'"
        + FIRST
        + "','endDate':'"
        + ZoneCases.LAST
        + "','recurrenceTimeZone':'"
        + zone
        + "'}}";
  }

  private JsonNode posted(String zone, String start, String end, String more) {
    var body =
        "{'subject':'foreign','start':{'dateTime':'%s','timeZone':'%s'},'end':{'dateTime':'%s','timeZone':'%s'}%s}"
            .formatted(start, zone, end, zone, more);
    return twin.graph("POST", "/me/events", body);
  }

  private static ZoneId zone(EntryContent content) {
    return assertInstanceOf(When.Timed.class, content.when()).zone();
  }
}

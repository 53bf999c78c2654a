package io.concordat.ee.calendar.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.event.Words;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.When;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The table: every IANA zone and every Windows zone, each with a timed event, an all-day event and
 * a series over both clock changes. Ours come back unchanged, in our own zone; foreign ones keep
 * their offsets for five years in both directions; what cannot is on the list.
 */
@Tag("zones")
class ZoneRoundTripTest {
  private static final ZoneId MAILBOX = ZoneId.of("Europe/Berlin");

  /** Zones that no Windows zone keeps the time of: their series are refused with a reason. */
  private final Map<String, Refusal> refused = new TreeMap<>();

  @Test
  void ourOwnComeBackUnchangedInTheirOwnZone() {
    for (var id : ZoneTableTest.ianaZones()) {
      ZoneCases.ours(ZoneId.of(id)).forEach(content -> unchanged(id, content));
    }
    System.out.println("zones: series refused of " + refused.size() + " zones: " + refused);
    assertEquals(Set.of(Refusal.ZONE_NOT_HELD), Set.copyOf(refused.values()));
    assertTrue(refused.size() <= 12, "of a few that changed their clocks for good since 2021");
  }

  @Test
  void fromNowOnHardlyAnyZoneIsRefused() {
    for (var id : ZoneTableTest.ianaZones()) {
      var first = ZoneCases.at(LocalDateTime.parse("2026-11-23T09:00"), ZoneId.of(id));
      unchanged(id, Contents.series("daily", first, "FREQ=DAILY;UNTIL=20311121"));
    }
    assertEquals(
        Set.of("America/Scoresbysund", "Antarctica/Casey", "Antarctica/Troll", "Antarctica/Vostok"),
        refused.keySet());
  }

  private void unchanged(String id, EntryContent ours) {
    switch (GraphEventWriter.create(UUID.randomUUID().toString(), ours)) {
      case EventBody.Refused(var reason) -> {
        assertTrue(ours.isSeries(), id);
        refused.put(id, reason);
      }
      case EventBody.Ready(var json) -> {
        var theirs = read(Echo.of(json)).content();
        var words = Words.keep(ours, theirs, GraphShown::of);
        assertEquals(Set.of(), Fields.changed(ours, words), () -> id + " " + ours + theirs);
        assertEquals(ours.when(), words.when());
        assertEquals(zoneOf(ours), zoneOf(words));
        sameMoments(id, ours, theirs);
      }
    }
  }

  private static void sameMoments(String id, EntryContent ours, EntryContent theirs) {
    if (ours.when() instanceof When.Timed mine && theirs.when() instanceof When.Timed yours) {
      assertEquals(mine.start().toInstant(), yours.start().toInstant(), id + ours.title());
      assertEquals(mine.end().toInstant(), yours.end().toInstant(), id + ours.title());
      if (ours.isSeries()) {
        var since = mine.start().toLocalDate();
        assertEquals(List.of(), ZoneCases.differing(mine.zone(), yours.zone(), since), id);
      }
    }
  }

  private static String zoneOf(EntryContent content) {
    return content.when() instanceof When.Timed timed ? timed.zone().getId() : "";
  }

  @Test
  void foreignOnesKeepTheirOffsets() {
    int read = 0;
    for (var name : WindowsZones.names()) {
      var rules = Echo.rules(name);
      assertEquals(List.of(), ZoneCases.differing(rules, zone(foreign(name, rules))), name);
      assertEquals(
          List.of(), ZoneCases.differing(rules, zone(repeating(foreign(name, rules)))), name);
      read++;
    }
    for (var id : ZoneTableTest.ianaZones()) {
      assertEquals(
          List.of(), ZoneCases.differing(ZoneId.of(id), zone(foreign(id, ZoneId.of(id)))), id);
    }
    System.out.println("zones: " + read + " Windows zones read with their offsets");
  }

  @Test
  void foreignWholeDaysKeepTheirDates() {
    for (var name : WindowsZones.names()) {
      var rules = Echo.rules(name);
      for (var date : List.of("2026-03-29", "2026-06-15", "2026-10-25", "2026-12-31")) {
        var day = LocalDate.parse(date);
        var expected = new When.AllDay(day, day.plusDays(2));
        assertEquals(expected, read(days(day, ZoneOffset.UTC, name)).content().when(), name);
        assertEquals(expected, read(days(day, rules, name)).content().when(), name);
      }
    }
  }

  @Test
  void midnightThatTheClockSkipsIsStillThatDay() {
    var cairo = ZoneId.of("Africa/Cairo");
    var day = LocalDate.parse("2026-04-24");
    assertEquals(1, day.atStartOfDay(cairo).getHour());
    assertEquals(
        new When.AllDay(day, day.plusDays(2)),
        read(days(day, cairo, "Egypt Standard Time")).content().when());
  }

  @Test
  void zonesWithoutANameAreRefused() {
    for (var name : List.of("tzone://Microsoft/Custom", "Customized Time Zone")) {
      assertEquals(Refusal.CUSTOM_ZONE, malformed(foreign(name, MAILBOX)).reason());
      assertEquals(Refusal.CUSTOM_ZONE, malformed(repeating(foreign(name, MAILBOX))).reason());
    }
    for (var name : List.of("Mars/Olympus", "Kamchatka Standard Time", "GMT+2")) {
      assertEquals(Refusal.UNKNOWN_ZONE, malformed(foreign(name, MAILBOX)).reason());
    }
    var day = LocalDate.parse("2026-06-15");
    var custom = days(day, ZoneId.of("Asia/Kathmandu"), "tzone://Microsoft/Custom");
    assertEquals(Refusal.CUSTOM_ZONE, malformed(custom).reason());
    var berlin = days(day, MAILBOX, "tzone://Microsoft/Custom");
    assertEquals(new When.AllDay(day, day.plusDays(2)), read(berlin).content().when());
  }

  private static ObjectNode foreign(String zone, ZoneId rules) {
    var event = event(zone);
    moment(event, "start", ZoneCases.FIRST.atTime(9, 0).atZone(rules).toInstant());
    moment(event, "end", ZoneCases.FIRST.atTime(10, 0).atZone(rules).toInstant());
    return event;
  }

  private static ObjectNode repeating(ObjectNode event) {
    var recurrence = event.put("type", "seriesMaster").putObject("recurrence");
    recurrence.putObject("pattern").put("type", "daily").put("interval", 1);
    recurrence
        .putObject("range")
        .put("type", "endDate")
        .put("startDate", ZoneCases.FIRST.toString())
        .put("endDate", ZoneCases.LAST.toString())
        .put("recurrenceTimeZone", event.path("originalStartTimeZone").asText());
    return event;
  }

  private static ObjectNode days(LocalDate day, ZoneId midnights, String zone) {
    var event = event(zone).put("isAllDay", true);
    moment(event, "start", day.atStartOfDay(midnights).toInstant());
    moment(event, "end", day.plusDays(2).atStartOfDay(midnights).toInstant());
    return event;
  }

  private static ObjectNode event(String zone) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", "AAMk=")
        .put("type", "singleInstance")
        .put("subject", "foreign")
        .put("originalStartTimeZone", zone);
  }

  private static void moment(ObjectNode event, String name, Instant instant) {
    var wall = instant.atZone(ZoneOffset.UTC).toLocalDateTime();
    event
        .putObject(name)
        .put("dateTime", wall.toLocalDate() + "T" + LocalTime.from(wall) + ":00.0000000")
        .put("timeZone", "UTC");
  }

  private static ZoneId zone(ObjectNode event) {
    return assertInstanceOf(When.Timed.class, read(event).content().when()).zone();
  }

  private static RemoteItem.Whole read(ObjectNode event) {
    return assertInstanceOf(
        RemoteItem.Whole.class,
        new GraphEventReader(MAILBOX).read(event).getFirst(),
        event::toString);
  }

  private static RemoteItem.Malformed malformed(ObjectNode event) {
    return assertInstanceOf(
        RemoteItem.Malformed.class, new GraphEventReader(MAILBOX).read(event).getFirst());
  }
}

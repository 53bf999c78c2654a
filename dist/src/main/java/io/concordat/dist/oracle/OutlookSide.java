package io.concordat.dist.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.ibm.icu.util.TimeZone;
import io.concordat.dist.calendar.OutlookCalendar;
import io.concordat.dist.http.Surprise;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A mailbox's calendar by Graph; the vendor expands the series. */
final class OutlookSide {
  private final Window window;

  OutlookSide(Window window) {
    this.window = window;
  }

  List<Item> read(OutlookCalendar calendar, Set<String> withoutIds) {
    return calendar.list().stream()
        .filter(event -> !withoutIds.contains(event.path("id").asText()))
        .filter(event -> !event.path("isCancelled").asBoolean())
        .map(event -> item(calendar, event))
        .toList();
  }

  private Item item(OutlookCalendar calendar, JsonNode event) {
    Slot first = slot(event);
    boolean series = event.path("type").asText().equals("seriesMaster");
    List<Slot> slots = series ? occurrences(calendar, event, first.day()) : List.of(first);
    return new Item(
        event.path("id").asText(),
        new Item.Seen(
            first.title(),
            first.notes(),
            first.location(),
            !event.path("sensitivity").asText("normal").equals("normal"),
            event.path("showAs").asText().equals("tentative") ? "tentative" : "confirmed",
            series,
            first,
            slots));
  }

  private List<Slot> occurrences(OutlookCalendar calendar, JsonNode master, LocalDate start) {
    Ranges ranges = new Ranges();
    ranges.add(window.from(), window.to());
    ranges.add(start, Window.ownEnd(start));
    Map<String, JsonNode> byId = new TreeMap<>();
    ranges
        .merged()
        .forEach(
            (from, to) ->
                calendar
                    .instances(master.path("id").asText(), from.minusDays(3), to.plusDays(3))
                    .forEach(event -> byId.put(event.path("id").asText(), event)));
    List<Slot> slots = new ArrayList<>();
    byId.values().forEach(event -> slots.add(slot(event)));
    return slots.stream().filter(slot -> window.shows(start, slot.day())).toList();
  }

  private static Slot slot(JsonNode event) {
    String windows = event.path("originalStartTimeZone").asText("UTC");
    ZoneId zone = zone(windows);
    Instant start = OutlookCalendar.instant(event.path("start"));
    Instant end = OutlookCalendar.instant(event.path("end"));
    String title = event.path("subject").asText("");
    String notes = Wording.plain(event.path("body").path("content").asText(""));
    String location = event.path("location").path("displayName").asText("");
    if (event.path("isAllDay").asBoolean()) {
      return new Slot(day(start, zone), day(end, zone), "", title, notes, location);
    }
    return new Slot(
        Zones.text(start.atZone(zone)),
        Zones.instant(end.atOffset(ZoneOffset.UTC).toString()),
        Wording.OUTLOOK.zone().apply(zone),
        title,
        notes,
        location);
  }

  private static String day(Instant midnight, ZoneId zone) {
    return midnight.atZone(zone).toLocalDate().toString();
  }

  /** A Windows name, or an IANA one. */
  private static ZoneId zone(String name) {
    String iana = TimeZone.getIDForWindowsID(name, "001");
    try {
      return ZoneId.of(iana == null ? name : iana);
    } catch (java.time.DateTimeException e) {
      throw new Surprise("the vendor names a zone that nobody knows: " + name, e);
    }
  }
}

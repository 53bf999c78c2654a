package io.concordat.dist.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.dist.calendar.GoogleCalendar;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A calendar by the vendor's own API; the vendor expands the series. */
final class RemoteSide {
  /** Types that are never imported. */
  private static final Set<String> NOISE = Set.of("workingLocation", "birthday", "focusTime");

  private final Window window;

  RemoteSide(Window window) {
    this.window = window;
  }

  List<Item> read(GoogleCalendar calendar, Set<String> withoutIds) {
    GoogleCalendar.Listed listed = calendar.list("singleEvents=false");
    ZoneId zone = Zones.of(listed.timeZone(), ZoneId.of("UTC"));
    Map<String, Map<String, JsonNode>> instances = instances(calendar);
    List<Item> items = new ArrayList<>();
    for (JsonNode event : listed.items()) {
      if (isRoot(event) && !withoutIds.contains(event.path("id").asText())) {
        items.add(item(calendar, event, instances, zone));
      }
    }
    return items;
  }

  private static boolean isRoot(JsonNode event) {
    return !event.has("recurringEventId")
        && !event.path("status").asText().equals("cancelled")
        && !NOISE.contains(event.path("eventType").asText("default"));
  }

  private Map<String, Map<String, JsonNode>> instances(GoogleCalendar calendar) {
    Map<String, Map<String, JsonNode>> bySeries = new HashMap<>();
    GoogleCalendar.Listed listed =
        calendar.list(
            "singleEvents=true&timeMin="
                + window.from().minusDays(3)
                + "T00:00:00Z&timeMax="
                + window.to().plusDays(3)
                + "T00:00:00Z");
    listed.items().stream().filter(e -> e.has("recurringEventId")).forEach(e -> add(bySeries, e));
    return bySeries;
  }

  private static void add(Map<String, Map<String, JsonNode>> bySeries, JsonNode event) {
    bySeries
        .computeIfAbsent(event.path("recurringEventId").asText(), id -> new TreeMap<>())
        .put(event.path("id").asText(), event);
  }

  private Item item(
      GoogleCalendar calendar,
      JsonNode event,
      Map<String, Map<String, JsonNode>> instances,
      ZoneId zone) {
    Slot first = slot(event, zone);
    boolean series = event.has("recurrence");
    List<Slot> slots =
        series ? occurrences(calendar, event, first, instances, zone) : List.of(first);
    String visibility = event.path("visibility").asText("default");
    return new Item(
        event.path("id").asText(),
        new Item.Seen(
            first.title(),
            first.notes(),
            first.location(),
            visibility.equals("private") || visibility.equals("confidential"),
            event.path("status").asText("confirmed"),
            series,
            first,
            slots));
  }

  private List<Slot> occurrences(
      GoogleCalendar calendar,
      JsonNode master,
      Slot first,
      Map<String, Map<String, JsonNode>> instances,
      ZoneId zone) {
    String id = master.path("id").asText();
    LocalDate start = first.day();
    if (window.needsOwnRange(start)) {
      calendar
          .instances(id, start.minusDays(3), Window.ownEnd(start).plusDays(3))
          .forEach(event -> add(instances, event));
    }
    return instances.getOrDefault(id, Map.of()).values().stream()
        .filter(event -> !event.path("status").asText().equals("cancelled"))
        .map(event -> slot(event, zone))
        .filter(slot -> window.shows(start, slot.day()))
        .toList();
  }

  private static Slot slot(JsonNode event, ZoneId calendarZone) {
    String title = event.path("summary").asText("");
    String notes = event.path("description").asText("");
    String location = event.path("location").asText("");
    JsonNode start = event.path("start");
    if (start.has("date")) {
      return new Slot(
          start.path("date").asText(),
          event.path("end").path("date").asText(),
          "",
          title,
          notes,
          location);
    }
    ZoneId zone = Zones.of(start.path("timeZone").asText(""), calendarZone);
    return new Slot(
        Zones.text(Zones.wall(start.path("dateTime").asText(), zone)),
        Zones.instant(event.path("end").path("dateTime").asText()),
        Zones.canonical(zone),
        title,
        notes,
        location);
  }
}

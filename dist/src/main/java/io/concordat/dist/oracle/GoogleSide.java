package io.concordat.dist.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.dist.calendar.GoogleCalendar;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A calendar by Google's API; the vendor expands the series. */
final class GoogleSide {
  /** Types that are never imported. */
  private static final Set<String> NOISE = Set.of("workingLocation", "birthday", "focusTime");

  private final Window window;

  GoogleSide(Window window) {
    this.window = window;
  }

  List<Item> read(GoogleCalendar calendar, Set<String> withoutIds) {
    GoogleCalendar.Listed listed = calendar.list("singleEvents=false");
    ZoneId zone = Zones.of(listed.timeZone(), ZoneId.of("UTC"));
    List<JsonNode> roots =
        listed.items().stream()
            .filter(GoogleSide::isRoot)
            .filter(event -> !withoutIds.contains(event.path("id").asText()))
            .toList();
    Map<String, Map<String, JsonNode>> instances = instances(calendar, roots, zone);
    return roots.stream().map(event -> item(event, instances, zone)).toList();
  }

  private static boolean isRoot(JsonNode event) {
    return !event.has("recurringEventId")
        && !event.path("status").asText().equals("cancelled")
        && !NOISE.contains(event.path("eventType").asText("default"));
  }

  /** Expanded by the vendor, over every range that a series of this calendar needs. */
  private Map<String, Map<String, JsonNode>> instances(
      GoogleCalendar calendar, List<JsonNode> roots, ZoneId zone) {
    Ranges ranges = new Ranges();
    ranges.add(window.from(), window.to());
    roots.stream()
        .filter(event -> event.has("recurrence"))
        .map(event -> slot(event, zone).day())
        .forEach(start -> ranges.add(start, Window.ownEnd(start)));
    Map<String, Map<String, JsonNode>> bySeries = new HashMap<>();
    ranges
        .merged()
        .forEach((from, to) -> expanded(calendar, from, to).forEach(e -> add(bySeries, e)));
    return bySeries;
  }

  private static List<JsonNode> expanded(GoogleCalendar calendar, LocalDate from, LocalDate to) {
    String range =
        "&timeMin=" + from.minusDays(3) + "T00:00:00Z&timeMax=" + to.plusDays(3) + "T00:00:00Z";
    return calendar.list("singleEvents=true" + range).items().stream()
        .filter(event -> event.has("recurringEventId"))
        .toList();
  }

  private static void add(Map<String, Map<String, JsonNode>> bySeries, JsonNode event) {
    bySeries
        .computeIfAbsent(event.path("recurringEventId").asText(), id -> new TreeMap<>())
        .put(event.path("id").asText(), event);
  }

  private Item item(JsonNode event, Map<String, Map<String, JsonNode>> instances, ZoneId zone) {
    Slot first = slot(event, zone);
    boolean series = event.has("recurrence");
    List<Slot> slots = series ? occurrences(event, first, instances, zone) : List.of(first);
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
      JsonNode master, Slot first, Map<String, Map<String, JsonNode>> instances, ZoneId zone) {
    String id = master.path("id").asText();
    LocalDate start = first.day();
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

package io.concordat.dist.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.dist.http.Rest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** One user's entries by the product's REST API, read with that user's own token. */
final class LocalSide {
  private final String userId;
  private final Window window;
  private final Wording wording;

  LocalSide(String userId, Window window, Wording wording) {
    this.userId = userId;
    this.window = window;
    this.wording = wording;
  }

  List<Item> read(Rest rest, Set<String> withoutIds) {
    return rest.all("/api/v1/schedule/entries?expand=false&limit=500").stream()
        .filter(entry -> mine(entry) && !withoutIds.contains(entry.path("id").asText()))
        .map(this::item)
        .toList();
  }

  private boolean mine(JsonNode entry) {
    for (JsonNode assignee : entry.path("assigneeIds")) {
      if (assignee.asText().equals(userId)) {
        return true;
      }
    }
    return false;
  }

  private Item item(JsonNode entry) {
    Slot first = slot(entry);
    boolean series = entry.path("recurrence").isObject();
    List<Slot> slots = series ? expand(entry) : List.of(first);
    return new Item(
        entry.path("id").asText(),
        new Item.Seen(
            entry.path("title").asText(""),
            wording.notes().apply(entry.path("notes").asText("")),
            entry.path("location").asText(""),
            entry.path("private").asBoolean(),
            status(entry),
            series,
            wording.of(first),
            slots.stream().map(wording::of).toList()));
  }

  private static String status(JsonNode entry) {
    return entry.path("status").asText("confirmed").toLowerCase(Locale.ROOT);
  }

  private static Slot slot(JsonNode entry) {
    String title = entry.path("title").asText("");
    String notes = entry.path("notes").asText("");
    String location = entry.path("location").asText("");
    String start = entry.path("start").asText();
    String end = entry.path("end").asText();
    if (entry.path("allDay").asBoolean()) {
      return new Slot(start, end, "", title, notes, location);
    }
    ZoneId zone = ZoneId.of(entry.path("timeZone").asText());
    return new Slot(
        Zones.text(Zones.wall(start, zone)),
        Zones.instant(end),
        Zones.canonical(zone),
        title,
        notes,
        location);
  }

  private List<Slot> expand(JsonNode master) {
    boolean allDay = master.path("allDay").asBoolean();
    ZoneId zone = allDay ? ZoneOffset.UTC : ZoneId.of(master.path("timeZone").asText());
    LocalDateTime start = start(master, zone);
    Set<LocalDateTime> gone = new HashSet<>();
    List<Slot> slots = new ArrayList<>();
    for (JsonNode exception : master.path("exceptions")) {
      gone.add(recurrenceId(exception.path("recurrenceId").asText(), zone));
      if (!exception.path("cancelled").asBoolean()) {
        slots.add(slot(exception));
      }
    }
    master
        .path("recurrence")
        .path("exdates")
        .forEach(date -> gone.add(recurrenceId(date.asText(), zone)));
    walls(master, start, zone).stream()
        .filter(wall -> !gone.contains(wall))
        .forEach(wall -> slots.add(at(master, start, wall, zone)));
    return slots.stream().filter(s -> window.shows(start.toLocalDate(), s.day())).toList();
  }

  private Set<LocalDateTime> walls(JsonNode master, LocalDateTime start, ZoneId zone) {
    LocalDate own = Window.ownEnd(start.toLocalDate());
    LocalDate end = (own.isAfter(window.to()) ? own : window.to()).plusDays(40);
    Set<LocalDateTime> walls = new TreeSet<>();
    JsonNode recurrence = master.path("recurrence");
    lines(recurrence, "RRULE:").forEach(rule -> walls.addAll(Rules.walls(rule, start, zone, end)));
    recurrence.path("rdates").forEach(date -> walls.add(recurrenceId(date.asText(), zone)));
    lines(recurrence, "EXRULE:")
        .forEach(rule -> walls.removeAll(Rules.walls(rule, start, zone, end)));
    return walls;
  }

  private static List<String> lines(JsonNode recurrence, String name) {
    List<String> lines = new ArrayList<>();
    if (name.equals("RRULE:") && recurrence.path("rrule").isTextual()) {
      lines.add(recurrence.path("rrule").asText());
    }
    for (JsonNode line : recurrence.path("further")) {
      if (line.asText().startsWith(name)) {
        lines.add(line.asText().substring(name.length()));
      }
    }
    return lines;
  }

  private static LocalDateTime start(JsonNode master, ZoneId zone) {
    String start = master.path("start").asText();
    return master.path("allDay").asBoolean()
        ? LocalDate.parse(start).atStartOfDay()
        : Zones.wall(start, zone).toLocalDateTime();
  }

  private static LocalDateTime recurrenceId(String text, ZoneId zone) {
    if (text.length() == 10) {
      return LocalDate.parse(text).atStartOfDay();
    }
    return text.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)$")
        ? Zones.wall(text, zone).toLocalDateTime()
        : LocalDateTime.parse(text);
  }

  private Slot at(JsonNode master, LocalDateTime start, LocalDateTime wall, ZoneId zone) {
    Slot first = slot(master);
    if (master.path("allDay").asBoolean()) {
      long days =
          ChronoUnit.DAYS.between(LocalDate.parse(first.start()), LocalDate.parse(first.end()));
      LocalDate day = wall.toLocalDate();
      return with(first, day.toString(), day.plusDays(days).toString());
    }
    if (wall.equals(start)) {
      return first;
    }
    ZonedDateTime from = ZonedDateTime.of(wall, zone);
    return with(first, Zones.text(from), Zones.instant(end(master, wall, from)));
  }

  private ZonedDateTime end(JsonNode master, LocalDateTime wall, ZonedDateTime from) {
    ZonedDateTime exact = from.plus(length(master));
    if (!wording.wallEnds()) {
      return exact;
    }
    ZoneId zone = from.getZone();
    LocalDateTime start = Zones.wall(master.path("start").asText(), zone).toLocalDateTime();
    LocalDateTime end = Zones.wall(master.path("end").asText(), zone).toLocalDateTime();
    ZonedDateTime onTheWall = wall.plus(Duration.between(start, end)).atZone(zone);
    return onTheWall.isBefore(from) ? exact : onTheWall;
  }

  private static Duration length(JsonNode master) {
    return Duration.between(
        OffsetDateTime.parse(master.path("start").asText()),
        OffsetDateTime.parse(master.path("end").asText()));
  }

  private static Slot with(Slot first, String start, String end) {
    return new Slot(start, end, first.zone(), first.title(), first.notes(), first.location());
  }
}

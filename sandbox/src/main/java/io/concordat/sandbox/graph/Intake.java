package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.ics.NotHeld;
import io.concordat.sandbox.ics.NotHeld.Reason;
import io.concordat.sandbox.ics.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A file's events on their way into one calendar, as Exchange would hold them; nobody is mailed.
 */
public final class Intake implements Target {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

  private final Mailboxes world;
  private final Mailbox box;
  private final Folder folder;

  Intake(Mailboxes world, Mailbox box, Folder folder) {
    this.world = world;
    this.box = box;
    this.folder = folder;
  }

  @Override
  public ZoneId zone() {
    return box.zone().rules();
  }

  /** One lock around the file; each event is told of as it is stored. */
  @Override
  public <T> T together(Supplier<T> work) {
    return world.write(_ -> work.get());
  }

  @Override
  public Optional<String> idOfUid(String uid) {
    return world.read(() -> Optional.ofNullable(box.uids().get(uid)));
  }

  @Override
  public void addImported(ObjectNode event) {
    try {
      world.write(changes -> store(event, new Writes(world, box, folder, changes)));
    } catch (GraphError e) {
      throw refused(e);
    }
  }

  private static NotHeld refused(GraphError error) {
    return switch (error.code()) {
      case "ErrorInvalidTimeZone" -> new NotHeld(Reason.UNSUPPORTED_ZONE);
      case "ErrorCalendarDurationIsTooLong" -> new NotHeld(Reason.OVERLAPPING);
      case "ErrorOccurrenceCrossingBoundary" -> new NotHeld(Reason.CROSSING_BOUNDARY);
      default -> new NotHeld(Reason.VENDOR_REFUSED);
    };
  }

  private boolean store(ObjectNode event, Writes writes) {
    String uid = event.path("iCalUID").asText();
    Item plain = writes.made(body(event), new Writes.Origin(uid, box.recipient(), true));
    Item item = withRules(plain, event);
    Optional<Item> known = Optional.ofNullable(box.uids().get(uid)).flatMap(folder::item);
    writes.keep(
        known.map(old -> item.with(old.head())).orElse(item),
        known.isPresent() ? Changes.Kind.UPDATED : Changes.Kind.CREATED);
    return true;
  }

  /** The event in Graph's words, without its rules. */
  private ObjectNode body(ObjectNode event) {
    ObjectNode body = Json.object();
    String title = event.path("summary").asText("");
    body.put("subject", title.length() > 255 ? title.substring(0, 255) : title);
    text(event, "description")
        .ifPresent(t -> body.putObject("body").put("contentType", "text").put("content", t));
    text(event, "location").ifPresent(t -> body.putObject("location").put("displayName", t));
    body.set("start", moment(event.path("start")));
    body.set("end", moment(event.path("end")));
    body.put("isAllDay", event.path("start").has("date"));
    body.put("showAs", showAs(event));
    text(event, "visibility").ifPresent(v -> body.put("sensitivity", v));
    ArrayNode guests = Json.array();
    event.path("attendees").forEach(a -> guests.add(guest(a)));
    body.set("attendees", guests);
    return body;
  }

  private static Optional<String> text(ObjectNode event, String field) {
    return Json.text(event, field).filter(t -> !t.isBlank());
  }

  private static String showAs(ObjectNode event) {
    if (event.path("transparency").asText().equals("transparent")) {
      return "free";
    }
    return event.path("status").asText().equals("tentative") ? "tentative" : "busy";
  }

  private static ObjectNode guest(JsonNode attendee) {
    ObjectNode guest = Json.object().put("type", "required");
    String answer =
        switch (attendee.path("responseStatus").asText()) {
          case "accepted" -> "accepted";
          case "declined" -> "declined";
          case "tentative" -> "tentativelyAccepted";
          default -> "none";
        };
    guest.putObject("status").put("response", answer);
    String address = attendee.path("email").asText();
    guest
        .putObject("emailAddress")
        .put("address", address)
        .put("name", attendee.path("displayName").asText(address));
    return guest;
  }

  /** Days are midnights of the mailbox's zone. */
  private ObjectNode moment(JsonNode time) {
    return time.has("date")
        ? Json.object()
            .put("dateTime", time.path("date").asText() + "T00:00:00")
            .put("timeZone", box.zone().name())
        : Json.object()
            .put("dateTime", time.path("dateTime").asText())
            .put("timeZone", time.path("timeZone").asText());
  }

  private Item withRules(Item plain, ObjectNode event) {
    List<String> lines = event.path("recurrence").valueStream().map(JsonNode::asText).toList();
    if (lines.isEmpty()) {
      return plain;
    }
    List<String> rules = lines.stream().filter(line -> line.startsWith("RRULE")).toList();
    refuse(lines, "RDATE", Reason.RDATE);
    refuse(lines, "EXRULE", Reason.EXRULE);
    if (rules.size() != 1) {
      throw new NotHeld(Reason.SEVERAL_RULES);
    }
    Recurrence recurrence =
        synchronous(RuleReader.read(rules.getFirst().substring("RRULE:".length()), plain.span()));
    new SeriesCheck(recurrence, plain.span()).checked();
    return new Item(
        plain.head(),
        plain.content(),
        plain.span(),
        Optional.of(recurrence),
        plain.parts(),
        excluded(lines, plain.span(), recurrence),
        plain.properties(),
        plain.stamp(),
        plain.raw());
  }

  private static void refuse(List<String> lines, String name, Reason reason) {
    if (lines.stream().anyMatch(line -> line.startsWith(name))) {
      throw new NotHeld(reason);
    }
  }

  private static Recurrence synchronous(Recurrence recurrence) {
    Iterator<LocalDate> dates = recurrence.dates();
    if (!dates.hasNext() || !dates.next().equals(recurrence.range().start())) {
      throw new NotHeld(Reason.UNSYNCHRONIZED_START);
    }
    return recurrence;
  }

  private static NavigableSet<LocalDate> excluded(
      List<String> lines, Span span, Recurrence recurrence) {
    NavigableSet<LocalDate> days = new TreeSet<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (line.startsWith("EXDATE")) {
        for (String value : line.substring(colon + 1).split(",", -1)) {
          LocalDate day = day(value, line.substring(0, colon), span);
          if (recurrence.has(day)) {
            days.add(day);
          }
        }
      }
    }
    return days;
  }

  private static LocalDate day(String value, String head, Span span) {
    if (value.length() == 8) {
      return LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE);
    }
    int at = head.indexOf("TZID=");
    ZoneId zone = ZoneId.of(at < 0 ? "UTC" : head.substring(at + 5));
    Instant instant = LocalDateTime.parse(value.replace("Z", ""), LOCAL).atZone(zone).toInstant();
    return Moment.of(instant, span.start().zone()).date();
  }

  @Override
  public boolean addException(String masterId, ObjectNode originalStart, ObjectNode change) {
    try {
      return world.write(
          changes ->
              except(masterId, originalStart, change, new Writes(world, box, folder, changes)));
    } catch (GraphError e) {
      throw refused(e);
    } catch (DateTimeException e) {
      throw new NotHeld(Reason.MALFORMED);
    }
  }

  private boolean except(
      String masterId, ObjectNode originalStart, ObjectNode change, Writes writes) {
    Item master = folder.item(masterId).orElseThrow(GraphError::itemNotFound);
    LocalDate day = original(master, originalStart);
    if (!master.isSeries() || !master.hasDay(day)) {
      return false;
    }
    if (change.path("status").asText().equals("cancelled")) {
      NavigableSet<LocalDate> cancelled = new TreeSet<>(master.cancelled());
      cancelled.add(day);
      writes.keep(
          master.with(new TreeMap<>(master.parts()), cancelled).with(writes.stamp()),
          Changes.Kind.UPDATED);
      return true;
    }
    writes.keep(writes.changedDay(master, day, body(change)), Changes.Kind.UPDATED);
    return true;
  }

  private static LocalDate original(Item master, ObjectNode originalStart) {
    if (originalStart.has("date")) {
      return LocalDate.parse(originalStart.path("date").asText());
    }
    LocalDateTime wall = LocalDateTime.parse(originalStart.path("dateTime").asText());
    if (master.span().allDay()) {
      return wall.toLocalDate();
    }
    ZoneId zone = ZoneId.of(originalStart.path("timeZone").asText());
    return Moment.of(wall.atZone(zone).toInstant(), master.span().start().zone()).date();
  }
}

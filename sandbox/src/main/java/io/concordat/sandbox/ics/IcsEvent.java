package io.concordat.sandbox.ics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A VEVENT as Google would store it. */
final class IcsEvent {
  private static final Pattern DURATION =
      Pattern.compile("\\+?P(?:(\\d+)W)?(?:(\\d+)D)?(?:T(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+)S)?)?");

  private final Component event;
  private final Zones zones;

  IcsEvent(Component event, Zones zones) {
    this.event = event;
    this.zones = zones;
  }

  Optional<String> uid() {
    return event.text("UID").map(String::strip);
  }

  String summary() {
    return event.text("SUMMARY").orElse("");
  }

  int sequence() {
    String text = event.text("SEQUENCE").orElse("0").strip();
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  boolean cancelled() {
    return is("STATUS", "CANCELLED");
  }

  private boolean is(String name, String value) {
    return event
        .text(name)
        .map(text -> text.strip().toUpperCase(Locale.ROOT))
        .filter(value::equals)
        .isPresent();
  }

  /** The original start of the occurrence that this event replaces. */
  Optional<Stamp> recurrenceId() {
    return event.line("RECURRENCE-ID").map(line -> Stamp.read(line.value(), line, zones));
  }

  /** The event's content, without identity. */
  ObjectNode content() {
    Stamp start = start();
    ObjectNode json = Json.object();
    text(json, "summary", "SUMMARY");
    text(json, "description", "DESCRIPTION");
    text(json, "location", "LOCATION");
    json.set("start", start.json());
    json.set("end", end(start).json());
    json.put("status", is("STATUS", "TENTATIVE") ? "tentative" : "confirmed");
    json.put("transparency", is("TRANSP", "TRANSPARENT") ? "transparent" : "opaque");
    visibility(json);
    attendees(json);
    return json;
  }

  /** The content with the series' rules. */
  ObjectNode master() {
    ObjectNode json = content();
    List<String> lines = new Recurrence(event, start(), zones).lines();
    if (!lines.isEmpty()) {
      json.set("recurrence", Json.strings(lines));
    }
    return json;
  }

  private void text(ObjectNode json, String field, String property) {
    event.text(property).ifPresent(text -> json.put(field, text));
  }

  private void visibility(ObjectNode json) {
    if (is("CLASS", "PRIVATE")) {
      json.put("visibility", "private");
    } else if (is("CLASS", "CONFIDENTIAL")) {
      json.put("visibility", "confidential");
    }
  }

  private void attendees(ObjectNode json) {
    ArrayNode guests = Json.array();
    for (Line line : event.lines("ATTENDEE")) {
      String email = line.value().strip().replaceFirst("(?i)^mailto:", "");
      if (email.matches("[^@\\s]+@[^@\\s]+")) {
        guests.add(guest(line, email));
      }
    }
    if (!guests.isEmpty()) {
      json.set("attendees", guests);
    }
  }

  private static ObjectNode guest(Line line, String email) {
    ObjectNode guest = Json.object().put("email", email);
    line.parameter("CN")
        .filter(name -> !name.isBlank())
        .ifPresent(n -> guest.put("displayName", n));
    String answer =
        switch (line.parameter("PARTSTAT").orElse("").toUpperCase(Locale.ROOT)) {
          case "ACCEPTED" -> "accepted";
          case "DECLINED" -> "declined";
          case "TENTATIVE" -> "tentative";
          default -> "needsAction";
        };
    return guest.put("responseStatus", answer);
  }

  private Stamp start() {
    Line line = event.line("DTSTART").orElseThrow(() -> new Malformed("DTSTART is missing"));
    return Stamp.read(line.value(), line, zones);
  }

  /**
   * The end, exclusive. Without one, or with one equal to the start, an all-day event lasts a day
   * and a timed one an hour, because Google stores no event without length.
   */
  private Stamp end(Stamp start) {
    Optional<Stamp> end = event.line("DTEND").map(line -> Stamp.read(line.value(), line, zones));
    Stamp given = end.or(() -> event.line("DURATION").map(line -> plus(start, line))).orElse(start);
    if (given.getClass() != start.getClass()) {
      throw new Malformed("DTSTART and DTEND are not of one kind");
    }
    return given.equals(start) ? shortest(start) : given;
  }

  private static Stamp shortest(Stamp start) {
    return switch (start) {
      case Stamp.Day(var date) -> new Stamp.Day(date.plusDays(1));
      case Stamp.Wall(var time, var zone) ->
          new Stamp.Wall(time.atZone(zone).plusHours(1).toLocalDateTime(), zone);
    };
  }

  private static Stamp plus(Stamp start, Line line) {
    Matcher matcher = DURATION.matcher(line.value().strip());
    if (!matcher.matches()) {
      throw new Malformed("malformed DURATION " + line.value());
    }
    try {
      Period days = Period.ofDays(7 * number(matcher, 1) + number(matcher, 2));
      Duration time =
          Duration.ofHours(number(matcher, 3))
              .plusMinutes(number(matcher, 4))
              .plusSeconds(number(matcher, 5));
      return plus(start, days, time);
    } catch (ArithmeticException | DateTimeException e) {
      throw new Malformed("DURATION is out of range: " + line.value());
    }
  }

  private static int number(Matcher matcher, int group) {
    String text = matcher.group(group);
    return text == null ? 0 : Integer.parseInt(text);
  }

  private static Stamp plus(Stamp start, Period days, Duration time) {
    return switch (start) {
      case Stamp.Day(var date) ->
          new Stamp.Day(date.plus(days).plusDays((time.toHours() + 23) / 24));
      case Stamp.Wall(var wall, var zone) ->
          new Stamp.Wall(wall.plus(days).atZone(zone).plus(time).toLocalDateTime(), zone);
    };
  }
}

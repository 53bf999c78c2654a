package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.remote.RemoteItem.Original;
import io.concordat.spi.schedule.InvalidContent;
import io.concordat.spi.schedule.When;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads {@code start}, {@code end} and {@code originalStart}. The shown zone gives the moment, the
 * original zone the wall.
 *
 * @param mailbox of all-day events whose own zone says nothing
 */
record GraphTimeReader(ZoneId mailbox) {
  private static final ZoneId UTC = ZoneId.of("UTC");

  /** Of a single event or a master. */
  When when(JsonNode event) {
    return event.path("isAllDay").asBoolean() ? days(event) : timed(event, zone(event));
  }

  /** Of one occurrence; it may have a zone that says nothing: its series' then counts. */
  When occurrence(JsonNode event, When master) {
    if (event.path("isAllDay").asBoolean()) {
      return days(event);
    }
    var zone = named(event.path("originalStartTimeZone").asText(""));
    return timed(event, zone.orElseGet(() -> zoneOf(master)));
  }

  /** When an exception's slot was to begin. */
  Original original(JsonNode event, When master) {
    var text = event.path("originalStart").asText("");
    try {
      var moment = OffsetDateTime.parse(text).atZoneSameInstant(UTC);
      return switch (master) {
        case When.AllDay allDay -> new Original.Day(day(moment, event));
        case When.Timed timed -> new Original.Moment(moment);
      };
    } catch (DateTimeException e) {
      throw new Unreadable(Refusal.UNREADABLE_TIME, "originalStart cannot be read");
    }
  }

  private When timed(JsonNode event, ZoneId zone) {
    try {
      return new When.Timed(
          moment(event, "start", Refusal.NO_START).withZoneSameInstant(zone),
          moment(event, "end", Refusal.NO_END));
    } catch (InvalidContent e) {
      throw new Unreadable(Refusal.END_BEFORE_START, "the end is before the start");
    }
  }

  private When days(JsonNode event) {
    try {
      return new When.AllDay(
          day(moment(event, "start", Refusal.NO_START), event),
          day(moment(event, "end", Refusal.NO_END), event));
    } catch (InvalidContent e) {
      throw new Unreadable(Refusal.END_BEFORE_START, "the end is not after the start");
    }
  }

  /**
   * The date that begins at this moment in the event's own zone, or as shown, or in the mailbox.
   */
  private LocalDate day(ZonedDateTime moment, JsonNode event) {
    return Stream.of(
            named(event.path("originalStartTimeZone").asText("")),
            Optional.of(moment.getZone()),
            Optional.of(mailbox))
        .flatMap(Optional::stream)
        .map(moment::withZoneSameInstant)
        .filter(local -> begins(local.toLocalDate(), local))
        .map(ZonedDateTime::toLocalDate)
        .findFirst()
        .orElseThrow(() -> noDay(event));
  }

  /** Also where the clock skips midnight. */
  private static boolean begins(LocalDate date, ZonedDateTime local) {
    return date.atStartOfDay(local.getZone()).isEqual(local);
  }

  private static Unreadable noDay(JsonNode event) {
    return GraphZones.custom(event.path("originalStartTimeZone").asText(""))
        ? new Unreadable(Refusal.CUSTOM_ZONE, "whole days of a custom time zone")
        : new Unreadable(Refusal.UNREADABLE_TIME, "an all-day event does not begin at midnight");
  }

  private static ZonedDateTime moment(JsonNode event, String name, Refusal missing) {
    var node = event.path(name);
    if (!node.hasNonNull("dateTime")) {
      throw new Unreadable(missing, name + " is missing");
    }
    return parse(node.path("dateTime").asText(""), shown(node));
  }

  private static ZonedDateTime parse(String text, ZoneId zone) {
    try {
      return text.endsWith("Z")
          ? OffsetDateTime.parse(text).atZoneSameInstant(zone)
          : LocalDateTime.parse(text).atZone(zone);
    } catch (DateTimeException e) {
      throw new Unreadable(Refusal.UNREADABLE_TIME, "a time cannot be read");
    }
  }

  private static ZoneId shown(JsonNode node) {
    var name = node.path("timeZone").asText("");
    return name.isEmpty() ? UTC : named(name).orElseThrow(() -> unknown(name));
  }

  /** A series is made in its recurrence's zone, if it names one. */
  private ZoneId zone(JsonNode event) {
    var recurrence = event.path("recurrence").path("range").path("recurrenceTimeZone").asText("");
    var name = recurrence.isEmpty() ? event.path("originalStartTimeZone").asText("") : recurrence;
    if (!name.isEmpty()) {
      return named(name).orElseThrow(() -> unknown(name));
    }
    var shown = shown(event.path("start"));
    return shown.equals(UTC) ? mailbox : shown;
  }

  private static Optional<ZoneId> named(String name) {
    return GraphZones.find(name);
  }

  private static Unreadable unknown(String name) {
    return GraphZones.custom(name)
        ? new Unreadable(Refusal.CUSTOM_ZONE, "the time zone is a custom one without a name")
        : new Unreadable(Refusal.UNKNOWN_ZONE, "the time zone is not known");
  }

  private ZoneId zoneOf(When master) {
    return switch (master) {
      case When.AllDay allDay -> mailbox;
      case When.Timed timed -> timed.zone();
    };
  }
}

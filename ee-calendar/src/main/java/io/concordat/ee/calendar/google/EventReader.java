package io.concordat.ee.calendar.google;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.EventType;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.event.StorableText;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.InvalidContent;
import io.concordat.spi.schedule.Occurrence;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads one event of Google's. Nothing that it may contain stops the page. */
final class EventReader {
  /** Our own mark, among the private extended properties. */
  static final String KEY = "concordat";

  private final TimeReader times;

  EventReader(ZoneId calendarZone) {
    this.times = new TimeReader(calendarZone);
  }

  RemoteItem read(JsonNode event) {
    var id = event.path("id").asText();
    if (id.isEmpty()) {
      return new RemoteItem.Malformed("", Refusal.MALFORMED, "the event has no id");
    }
    try {
      return read(event, id);
    } catch (Unreadable e) {
      return new RemoteItem.Malformed(id, e.reason(), String.valueOf(e.getMessage()));
    } catch (InvalidContent e) {
      return new RemoteItem.Malformed(
          id, Refusal.TEXT_NOT_STORABLE, e.field() + " is not storable");
    }
  }

  private RemoteItem read(JsonNode event, String id) {
    boolean cancelled = event.path("status").asText().equals("cancelled");
    boolean slot = event.hasNonNull("recurringEventId") && event.hasNonNull("originalStartTime");
    if (slot) {
      return slot(event, id, cancelled ? new Occurrence.Cancelled() : changed(event));
    }
    return cancelled ? new RemoteItem.Deleted(id) : whole(event, id);
  }

  private RemoteItem.Slot slot(JsonNode event, String id, Occurrence occurrence) {
    return new RemoteItem.Slot(
        event.path("recurringEventId").asText(),
        times.original(event),
        id,
        event.path("etag").asText(),
        occurrence);
  }

  private Occurrence.Changed changed(JsonNode event) {
    return new Occurrence.Changed(
        text(event, "summary"),
        text(event, "description"),
        text(event, "location"),
        times.when(event),
        status(event));
  }

  private RemoteItem.Whole whole(JsonNode event, String id) {
    return new RemoteItem.Whole(
        id,
        event.path("etag").asText(),
        content(event),
        event.path("iCalUID").asText(),
        attendees(event),
        organizerSelf(event),
        type(event.path("eventType").asText("default")),
        key(event));
  }

  private EntryContent content(JsonNode event) {
    var when = times.when(event);
    var lines = lines(event);
    var recurrence = RecurrenceText.read(lines, when);
    return new EntryContent(
        text(event, "summary"),
        text(event, "description"),
        text(event, "location"),
        when,
        isPrivate(event.path("visibility").asText()),
        status(event),
        lines.isEmpty() ? Optional.empty() : Optional.of(recurrence.recurrence()),
        lines.isEmpty() ? Collections.emptySortedMap() : recurrence.cancelled());
  }

  private static List<String> lines(JsonNode event) {
    var lines = new ArrayList<String>();
    event.path("recurrence").forEach(line -> lines.add(line.asText()));
    return lines;
  }

  private static String text(JsonNode event, String name) {
    var node = event.path(name);
    if (!node.isTextual()) {
      return "";
    }
    var text = node.asText();
    if (!StorableText.is(text)) {
      throw new Unreadable(Refusal.TEXT_NOT_STORABLE, name + " has half a character");
    }
    return text;
  }

  /** {@code confidential} is an old name of {@code private}. */
  private static boolean isPrivate(String visibility) {
    return visibility.equals("private") || visibility.equals("confidential");
  }

  private static EntryStatus status(JsonNode event) {
    return event.path("status").asText().equals("tentative")
        ? EntryStatus.TENTATIVE
        : EntryStatus.CONFIRMED;
  }

  private static Set<String> attendees(JsonNode event) {
    if (!event.has("attendees")) {
      return Set.of();
    }
    var emails = new HashSet<String>();
    for (var attendee : event.path("attendees")) {
      var email = attendee.path("email").asText();
      if (!email.isBlank() && !attendee.path("resource").asBoolean()) {
        emails.add(email.strip().toLowerCase(Locale.ROOT));
      }
    }
    return emails;
  }

  private static boolean organizerSelf(JsonNode event) {
    return !event.has("organizer") || event.path("organizer").path("self").asBoolean();
  }

  private static EventType type(String type) {
    return switch (type) {
      case "outOfOffice" -> EventType.OUT_OF_OFFICE;
      case "focusTime" -> EventType.FOCUS_TIME;
      case "workingLocation" -> EventType.WORKING_LOCATION;
      case "birthday" -> EventType.BIRTHDAY;
      case "fromGmail" -> EventType.FROM_MAIL;
      default -> EventType.ORDINARY;
    };
  }

  private static Optional<String> key(JsonNode event) {
    var key = event.path("extendedProperties").path("private").path(KEY);
    return key.isTextual() ? Optional.of(key.asText()) : Optional.empty();
  }
}

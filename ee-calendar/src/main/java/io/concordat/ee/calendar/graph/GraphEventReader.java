package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.EventType;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.event.StorableText;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.InvalidContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads one event of Graph's. Nothing that it may contain stops the page.
 *
 * <p>It wants times in UTC ({@code Prefer: outlook.timezone="UTC"}: an instant has no doubtful
 * hour) and the zone in {@code originalStartTimeZone}; other zones are understood as well. Bodies
 * come as HTML. A master is read with {@code cancelledOccurrences}, {@code exceptionOccurrences}
 * and our extended property: {@link #SELECT} and {@link #EXPAND} say how to ask.
 */
final class GraphEventReader {
  /** Our own mark, a single-value extended property: the client key. */
  static final String KEY = "String {8d3c4b52-7f0e-4b6a-9a57-1f6c2f0f5a11} Name ConcordatEntryId";

  /** Everything that is read, for {@code $select}. */
  static final String SELECT =
      "id,subject,body,start,end,isAllDay,location,showAs,sensitivity,recurrence,type,iCalUId,"
          + "seriesMasterId,originalStart,originalStartTimeZone,isCancelled,isOrganizer,attendees,"
          + "isOnlineMeeting,onlineMeeting,transactionId,cancelledOccurrences";

  /** For {@code $expand}. */
  static final String EXPAND =
      "exceptionOccurrences,singleValueExtendedProperties($filter=id eq '" + KEY + "')";

  private final GraphTimeReader times;

  /**
   * @param mailbox the zone of the mailbox, for all-day events whose own zone says nothing
   */
  GraphEventReader(ZoneId mailbox) {
    this.times = new GraphTimeReader(mailbox);
  }

  /**
   * A single event: one {@code Whole}. A master: one {@code Whole} with its cancelled slots, then a
   * {@code Slot} for each exception. An exception by itself: its {@code Slot}. An occurrence as its
   * rule makes it: nothing. A cancelled meeting ({@code isCancelled}): {@code Deleted}. Whatever
   * cannot be read: {@code Malformed}.
   */
  List<RemoteItem> read(JsonNode event) {
    return switch (event.path("type").asText("")) {
      case "occurrence" -> List.of();
      case "exception" -> List.of(readable(event, () -> loneException(event)));
      default -> whole(event);
    };
  }

  private List<RemoteItem> whole(JsonNode event) {
    var items = new ArrayList<RemoteItem>();
    items.add(readable(event, () -> master(event)));
    if (items.getFirst() instanceof RemoteItem.Whole whole && whole.content().isSeries()) {
      var when = whole.content().when();
      exceptions(event).forEach(one -> items.add(readable(one, () -> slot(event, one, when))));
    }
    return items;
  }

  private static RemoteItem readable(JsonNode event, Supplier<RemoteItem> read) {
    var id = event.path("id").asText("");
    if (id.isEmpty()) {
      return new RemoteItem.Malformed("", Refusal.MALFORMED, "the event has no id");
    }
    try {
      return read.get();
    } catch (Unreadable e) {
      return new RemoteItem.Malformed(id, e.reason(), String.valueOf(e.getMessage()));
    } catch (InvalidContent e) {
      return new RemoteItem.Malformed(
          id, Refusal.TEXT_NOT_STORABLE, e.field() + " is not storable");
    }
  }

  private RemoteItem master(JsonNode event) {
    var id = event.path("id").asText("");
    return event.path("isCancelled").asBoolean()
        ? new RemoteItem.Deleted(id)
        : new RemoteItem.Whole(
            id,
            revision(event),
            content(event),
            event.path("iCalUId").asText(""),
            attendees(event),
            event.path("isOrganizer").asBoolean(true),
            event.path("showAs").asText("").equals("oof")
                ? EventType.OUT_OF_OFFICE
                : EventType.ORDINARY,
            key(event));
  }

  private EntryContent content(JsonNode event) {
    var when = times.when(event);
    boolean series = event.path("recurrence").isObject();
    Optional<Recurrence> recurrence =
        series
            ? Optional.of(GraphRecurrence.read(event.path("recurrence"), when))
            : Optional.empty();
    return new EntryContent(
        text("subject", event.path("subject")),
        notes(event),
        text("location", event.path("location").path("displayName")),
        when,
        isPrivate(event),
        status(event),
        recurrence,
        series ? cancelled(event, when) : new TreeMap<>());
  }

  private RemoteItem loneException(JsonNode event) {
    var when = times.when(event);
    return slot(event, event.path("seriesMasterId").asText(""), when, when);
  }

  private RemoteItem slot(JsonNode master, JsonNode event, When series) {
    return slot(event, master.path("id").asText(""), series, times.occurrence(event, series));
  }

  private RemoteItem.Slot slot(JsonNode event, String master, When series, When own) {
    return new RemoteItem.Slot(
        master,
        times.original(event, series),
        event.path("id").asText(""),
        revision(event),
        event.path("isCancelled").asBoolean()
            ? new Occurrence.Cancelled()
            : new Occurrence.Changed(
                text("subject", event.path("subject")),
                notes(event),
                text("location", event.path("location").path("displayName")),
                own,
                status(event)));
  }

  private static Stream<JsonNode> exceptions(JsonNode event) {
    return StreamSupport.stream(event.path("exceptionOccurrences").spliterator(), false);
  }

  /** Ids end in the date: {@code OID.{master}.{date}}, local to the series. */
  private static SortedMap<RecurrenceId, Occurrence> cancelled(JsonNode event, When start) {
    var slots = new TreeMap<RecurrenceId, Occurrence>();
    for (var one : event.path("cancelledOccurrences")) {
      var id = one.asText("");
      slots.put(
          slotOn(id.substring(Math.max(0, id.length() - 10)), start), new Occurrence.Cancelled());
    }
    return slots;
  }

  private static RecurrenceId slotOn(String text, When start) {
    try {
      var date = LocalDate.parse(text);
      return switch (start) {
        case When.AllDay allDay -> RecurrenceId.of(date);
        case When.Timed timed ->
            RecurrenceId.of(
                date.atTime(timed.start().toLocalTime()).atZone(timed.zone()).toLocalDateTime());
      };
    } catch (DateTimeException e) {
      throw new Unreadable(Refusal.UNREADABLE_RECURRENCE, "a cancelled occurrence has no date");
    }
  }

  private static String notes(JsonNode event) {
    return storable("body", GraphBody.text(event.path("body")));
  }

  private static String text(String name, JsonNode node) {
    return node.isTextual() ? storable(name, node.asText("")) : "";
  }

  private static String storable(String name, String text) {
    if (!StorableText.is(text)) {
      throw new Unreadable(Refusal.TEXT_NOT_STORABLE, name + " has half a character");
    }
    return text;
  }

  /** Every sensitivity but the normal one; one private occurrence makes its series private. */
  private static boolean isPrivate(JsonNode event) {
    return sensitive(event) || exceptions(event).anyMatch(GraphEventReader::sensitive);
  }

  private static boolean sensitive(JsonNode event) {
    var sensitivity = event.path("sensitivity").asText("");
    return !sensitivity.isEmpty() && !sensitivity.equalsIgnoreCase("normal");
  }

  private static EntryStatus status(JsonNode event) {
    return event.path("showAs").asText("").equals("tentative")
        ? EntryStatus.TENTATIVE
        : EntryStatus.CONFIRMED;
  }

  static String revision(JsonNode event) {
    var etag = event.path("@odata.etag").asText("");
    return etag.isEmpty() ? "W/\"" + event.path("changeKey").asText("") + "\"" : etag;
  }

  private static Set<String> attendees(JsonNode event) {
    var emails = new HashSet<String>();
    for (var attendee : event.path("attendees")) {
      var email = attendee.path("emailAddress").path("address").asText("");
      if (!email.isBlank() && !attendee.path("type").asText("").equals("resource")) {
        emails.add(email.strip().toLowerCase(Locale.ROOT));
      }
    }
    return emails;
  }

  /** The delta shows no extended properties, but the transaction. */
  private static Optional<String> key(JsonNode event) {
    for (var property : event.path("singleValueExtendedProperties")) {
      if (property.path("id").asText("").equalsIgnoreCase(KEY)) {
        return uuid(property.path("value").asText(""));
      }
    }
    return uuid(event.path("transactionId").asText(""));
  }

  private static Optional<String> uuid(String text) {
    try {
      var uuid = UUID.fromString(text).toString();
      return uuid.equalsIgnoreCase(text) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

package io.concordat.ee.calendar.google;

import com.google.api.client.util.Data;
import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventDateTime;
import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes contents as Google's events: everything for an insert, only what changed for a patch. */
final class EventWriter {
  private EventWriter() {}

  /** No attendees, ever; cancelled slots go along as EXDATEs. */
  static Event whole(String key, EntryContent content) {
    var event = new Event().setId(id(key)).setSummary(content.title());
    event.setDescription(content.notes()).setLocation(content.location());
    event.setStart(first(content.when())).setEnd(last(content.when()));
    event.setStatus(status(content.status()));
    if (content.isPrivate()) {
      event.setVisibility("private");
    }
    if (content.isSeries()) {
      event.setRecurrence(recurrence(content, cancelled(content)));
    }
    return event.setExtendedProperties(
        new Event.ExtendedProperties().setPrivate(Map.of(EventReader.KEY, key)));
  }

  /**
   * @param exdates the cancelled slots to be named among the rules, if those are written
   */
  static Event patch(Set<Master> fields, EntryContent to, Collection<RecurrenceId> exdates) {
    var event = new Event();
    for (var field : fields) {
      switch (field) {
        case TITLE -> event.setSummary(to.title());
        case NOTES -> event.setDescription(to.notes());
        case LOCATION -> event.setLocation(to.location());
        case WHEN -> event.setStart(first(to.when())).setEnd(last(to.when()));
        case PRIVATE -> event.setVisibility(to.isPrivate() ? "private" : "default");
        case STATUS -> event.setStatus(status(to.status()));
        case RECURRENCE -> event.setRecurrence(recurrence(to, exdates));
      }
    }
    return event;
  }

  static Event slot(Occurrence.Changed occurrence) {
    var event = new Event().setSummary(occurrence.title()).setDescription(occurrence.notes());
    event.setLocation(occurrence.location()).setStatus(status(occurrence.status()));
    return event.setStart(first(occurrence.when())).setEnd(last(occurrence.when()));
  }

  static Event cancelledSlot() {
    return new Event().setStatus("cancelled");
  }

  /** A UUID without hyphens is a legal id: base32hex has all of its digits. */
  static String id(String key) {
    return key.replace("-", "");
  }

  private static List<String> recurrence(EntryContent content, Collection<RecurrenceId> exdates) {
    return content
        .recurrence()
        .map(recurrence -> RecurrenceText.write(recurrence, exdates, content.when()))
        .orElseGet(List::of);
  }

  private static List<RecurrenceId> cancelled(EntryContent content) {
    return content.exceptions().entrySet().stream()
        .filter(slot -> slot.getValue() instanceof Occurrence.Cancelled)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String status(EntryStatus status) {
    return switch (status) {
      case CONFIRMED -> "confirmed";
      case TENTATIVE -> "tentative";
    };
  }

  private static EventDateTime first(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> date(start);
      case When.Timed(var start, var end) -> moment(start);
    };
  }

  private static EventDateTime last(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> date(end);
      case When.Timed(var start, var end) -> moment(end);
    };
  }

  /** What it is not is named as null: a patch would else leave the other kind in place. */
  private static EventDateTime date(LocalDate date) {
    var midnight = date.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    return new EventDateTime()
        .setDate(new DateTime(true, midnight, 0))
        .setDateTime(Data.NULL_DATE_TIME)
        .setTimeZone(Data.NULL_STRING);
  }

  private static EventDateTime moment(ZonedDateTime time) {
    int minutes = time.getOffset().getTotalSeconds() / 60;
    return new EventDateTime()
        .setDate(Data.NULL_DATE_TIME)
        .setDateTime(new DateTime(false, time.toInstant().toEpochMilli(), minutes))
        .setTimeZone(time.getZone() instanceof ZoneOffset ? "UTC" : time.getZone().getId());
  }
}

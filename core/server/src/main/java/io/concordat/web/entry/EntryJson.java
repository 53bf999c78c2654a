package io.concordat.web.entry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.schedule.Privacy;
import io.concordat.schedule.StoredEntry;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.When;
import io.concordat.spi.tenant.UserId;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Locale;

/** An entry as the API shows it to one caller. */
final class EntryJson {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXXXX", Locale.ROOT);

  private EntryJson() {}

  /** The entry itself; a series with its rule and exceptions. */
  static ObjectNode of(StoredEntry stored, UserId viewer) {
    ScheduleEntry entry = stored.entry();
    EntryContent content = Privacy.shown(stored, viewer);
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", entry.id().toString());
    texts(json, content.title(), content.notes(), content.location());
    when(json, content.when());
    json.put("status", status(content.status()));
    links(json, stored, content.isPrivate());
    content
        .recurrence()
        .ifPresentOrElse(
            recurrence -> recurrence(json.putObject("recurrence"), recurrence, content),
            () -> json.putNull("recurrence"));
    json.putNull("seriesId").putNull("recurrenceId");
    trailer(json, stored);
    if (content.isSeries()) {
      exceptions(json.putArray("exceptions"), content);
    }
    return json;
  }

  /** One occurrence of a series. */
  static ObjectNode of(
      StoredEntry stored, RecurrenceId slot, Occurrence.Changed shown, UserId viewer) {
    ScheduleEntry entry = stored.entry();
    boolean hidden = Privacy.hides(stored, viewer);
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", entry.id().toString());
    texts(
        json,
        hidden ? Privacy.MASK : shown.title(),
        hidden ? "" : shown.notes(),
        hidden ? "" : shown.location());
    when(json, shown.when());
    json.put("status", status(shown.status()));
    links(json, stored, entry.content().isPrivate());
    json.putNull("recurrence")
        .put("seriesId", entry.id().toString())
        .put("recurrenceId", slot.toString());
    trailer(json, stored);
    return json;
  }

  private static void texts(ObjectNode json, String title, String notes, String location) {
    json.put("title", title).put("notes", notes).put("location", location);
  }

  private static void when(ObjectNode json, When when) {
    switch (when) {
      case When.AllDay(var start, var end) ->
          json.put("start", start.toString())
              .put("end", end.toString())
              .putNull("timeZone")
              .put("allDay", true);
      case When.Timed timed ->
          json.put("start", time(timed.start()))
              .put("end", time(timed.end()))
              .put("timeZone", zone(timed.zone()))
              .put("allDay", false);
    }
  }

  private static void links(ObjectNode json, StoredEntry stored, boolean isPrivate) {
    json.put("workItemType", stored.entry().workItemType());
    stored
        .workItemId()
        .ifPresentOrElse(id -> json.put("workItemId", id), () -> json.putNull("workItemId"));
    json.put("private", isPrivate);
  }

  private static void trailer(ObjectNode json, StoredEntry stored) {
    ArrayNode assignees = json.putArray("assigneeIds");
    stored.entry().assignees().forEach(user -> assignees.add(user.toString()));
    json.put("version", stored.entry().version())
        .put("createdAt", stored.createdAt().truncatedTo(ChronoUnit.MILLIS).toString())
        .put("updatedAt", stored.updatedAt().truncatedTo(ChronoUnit.MILLIS).toString());
  }

  private static void recurrence(ObjectNode json, Recurrence recurrence, EntryContent content) {
    recurrence.rules().stream()
        .findFirst()
        .ifPresentOrElse(rule -> json.put("rrule", rule), () -> json.putNull("rrule"));
    ArrayNode exdates = json.putArray("exdates");
    content
        .exceptions()
        .forEach(
            (slot, occurrence) -> {
              if (occurrence instanceof Occurrence.Cancelled) {
                exdates.add(slot.toString());
              }
            });
    add(json.putArray("rdates"), recurrence.added(), "");
    if (recurrence.rules().size() > 1 || !recurrence.excluded().isEmpty()) {
      ArrayNode further = json.putArray("further");
      add(further, recurrence.rules().stream().skip(1).toList(), "RRULE:");
      add(further, recurrence.excluded(), "EXRULE:");
    }
  }

  private static void add(ArrayNode array, Collection<?> values, String prefix) {
    values.forEach(value -> array.add(prefix + value));
  }

  private static void exceptions(ArrayNode json, EntryContent content) {
    content
        .exceptions()
        .forEach(
            (slot, occurrence) -> {
              ObjectNode exception = json.addObject().put("recurrenceId", slot.toString());
              switch (occurrence) {
                case Occurrence.Cancelled cancelled -> exception.put("cancelled", true);
                case Occurrence.Changed changed -> {
                  exception.put("cancelled", false);
                  texts(exception, changed.title(), changed.notes(), changed.location());
                  when(exception, changed.when());
                  exception.put("status", status(changed.status()));
                }
              }
            });
  }

  private static String time(ZonedDateTime time) {
    return time.format(TIME);
  }

  private static String zone(ZoneId zone) {
    return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
  }

  private static String status(EntryStatus status) {
    return switch (status) {
      case CONFIRMED -> "confirmed";
      case TENTATIVE -> "tentative";
    };
  }
}

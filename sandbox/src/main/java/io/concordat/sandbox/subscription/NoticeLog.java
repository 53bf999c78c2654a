package io.concordat.sandbox.subscription;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.http.Json;
import java.util.ArrayDeque;
import java.util.Deque;

/** What became of notifications: the last ten thousand attempts. */
final class NoticeLog {
  private static final int KEPT = 10_000;

  private final TwinClock clock;
  private final Deque<ObjectNode> rows = new ArrayDeque<>();
  private long count;

  NoticeLog(TwinClock clock) {
    this.clock = clock;
  }

  synchronized void add(Notice notice, long post, String outcome) {
    count++;
    ObjectNode row = Json.object().put("subscriptionId", notice.subscription().id());
    row.put("userId", notice.subscription().owner().userId()).put("id", notice.id());
    row.put("state", notice.what()).put("attempt", notice.attempt()).put("post", post);
    notice.eventId().ifPresent(value -> row.put("eventId", value));
    rows.addLast(row.put("outcome", outcome).put("time", clock.instant().toString()));
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

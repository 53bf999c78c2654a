package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.ee.calendar.remote.RetryAfter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads events directly: one, or many by {@code $batch}. */
record Reads(Calls calls, Place place) {
  private static final int BATCH = 20;
  private static final String ALL = "exceptionOccurrences";

  Read read(String id) {
    var answer = calls.send(Ask.get("events.get", Place.whole(id)));
    return Verdict.noSuchEvent(answer)
        ? new Read.Missing()
        : read(calls.checked("events.get", answer).body());
  }

  Read readCreated(String key) {
    var found = calls.must(Ask.get("events.find", place.created(key))).path("value").path(0);
    return found.isMissingNode() ? new Read.Missing() : read(found);
  }

  /** The event, or empty if there is none any more. */
  Map<String, Optional<JsonNode>> all(Collection<String> ids) {
    var found = new LinkedHashMap<String, Optional<JsonNode>>();
    var some = new ArrayList<String>();
    for (var id : ids) {
      some.add(id);
      if (some.size() == BATCH) {
        batch(some, found);
        some.clear();
      }
    }
    batch(some, found);
    return found;
  }

  /** What an event says, the exceptions of a series behind it. */
  List<RemoteItem> items(JsonNode event) {
    return new GraphEventReader(place.zone()).read(complete(event));
  }

  private Read read(JsonNode event) {
    var slots = new ArrayList<RemoteItem.Slot>();
    Optional<RemoteItem.Whole> whole = Optional.empty();
    for (var item : items(event)) {
      switch (item) {
        case RemoteItem.Whole one -> whole = Optional.of(one);
        case RemoteItem.Slot slot -> slots.add(slot);
        case RemoteItem.Deleted deleted -> {
          return new Read.Deleted();
        }
        case RemoteItem.Malformed bad -> {
          return new Read.Unreadable(bad);
        }
      }
    }
    return whole.<Read>map(one -> new Read.Found(one, slots)).orElseGet(() -> occurrence(event));
  }

  private static Read occurrence(JsonNode event) {
    return new Read.Unreadable(
        new RemoteItem.Malformed(
            event.path("id").asText(""), Refusal.MALFORMED, "this is one occurrence of a series"));
  }

  /** A series with very many exceptions shows them page by page. */
  private JsonNode complete(JsonNode event) {
    var link = event.path(ALL + "@odata.nextLink").asText("");
    if (link.isEmpty() || !(event.path(ALL) instanceof ArrayNode exceptions)) {
      return event;
    }
    for (var more = link; !more.isEmpty() && calls.ours(more); ) {
      var page = calls.must(Ask.page("events.exceptions", more, 100));
      page.path("value").forEach(exceptions::add);
      more = page.path("@odata.nextLink").asText("");
    }
    return event;
  }

  private void batch(List<String> ids, Map<String, Optional<JsonNode>> found) {
    if (ids.size() == 1) {
      var answer = calls.send(Ask.get("events.get", Place.whole(ids.getFirst())));
      found.put(ids.getFirst(), shown(answer));
    } else if (!ids.isEmpty()) {
      var answer = calls.send(Ask.post("batch", "/$batch", requests(ids)), ids.size());
      var responses = calls.checked("batch", answer).body().path("responses");
      responses.forEach(one -> take(one, ids, found));
      ids.forEach(id -> answered(id, found));
    }
  }

  private static ObjectNode requests(List<String> ids) {
    var body = Answer.JSON.createObjectNode();
    var requests = body.putArray("requests");
    for (int i = 0; i < ids.size(); i++) {
      var request = requests.addObject();
      request.put("id", Integer.toString(i)).put("method", "GET");
      request.put("url", Place.whole(ids.get(i)));
      request.putObject("headers").put("Prefer", Prefer.header());
    }
    return body;
  }

  private void take(JsonNode one, List<String> ids, Map<String, Optional<JsonNode>> found) {
    int index = one.path("id").asInt(-1);
    if (index < 0 || index >= ids.size()) {
      return;
    }
    var retry = one.path("headers").path("Retry-After").asText("");
    var body = one.path("body").isObject() ? one.path("body") : Answer.JSON.missingNode();
    found.put(
        ids.get(index),
        shown(
            new Answer(
                one.path("status").asInt(), body, RetryAfter.of(retry.isEmpty() ? null : retry))));
  }

  private static void answered(String id, Map<String, Optional<JsonNode>> found) {
    if (!found.containsKey(id)) {
      throw new RemoteFault(new Fault.Transient(Optional.empty()), "batch left a part unanswered");
    }
  }

  private Optional<JsonNode> shown(Answer answer) {
    if (answer.status() == 429) {
      calls.slowDown(answer);
    }
    return answer.status() == 404 && Verdict.noSuchEvent(answer)
        ? Optional.empty()
        : Optional.of(calls.checked("events.get", answer).body());
  }
}

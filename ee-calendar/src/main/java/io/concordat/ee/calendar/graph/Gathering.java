package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.remote.RemoteItem;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes items of what Graph lists. Whatever a delta says of a series, or says by halves, is read
 * once; what it calls removed may just have left the window, so it is read as well.
 */
record Gathering(Calls calls, Reads reads) {
  /** What a delta's item of a single event has when it is told in full. */
  private static final List<String> FULL =
      List.of(
          "@odata.etag",
          "type",
          "subject",
          "body",
          "start",
          "end",
          "isAllDay",
          "showAs",
          "sensitivity",
          "iCalUId");

  /** What is given to the caller, and what of it has been read directly. */
  record Given(List<RemoteItem> items, Set<String> read) {
    Given() {
      this(new ArrayList<>(), new HashSet<>());
    }

    void take(Given more) {
      items.addAll(more.items);
      read.addAll(more.read);
    }
  }

  /** The masters of a calendar. */
  record Masters(Map<String, String> ids, TreeMap<String, String> digests) {}

  /** A page of events and masters, each told in full. */
  Given listed(JsonNode value) {
    var given = new Given();
    var halves = new LinkedHashSet<String>();
    for (var event : value) {
      if (isMaster(event) && !event.has("exceptionOccurrences")) {
        halves.add(text(event, "id"));
      } else {
        add(event, given);
      }
    }
    read(halves, given);
    return given;
  }

  /** A page of a delta; of an item that is there twice, the last counts. */
  Given changed(JsonNode value) {
    var given = new Given();
    var toRead = new LinkedHashSet<String>();
    for (var event : latest(value)) {
      var series = text(event, "seriesMasterId");
      if (!series.isEmpty()) {
        toRead.add(series);
      } else if (event.has("@removed") || isMaster(event) || !told(event)) {
        toRead.add(text(event, "id"));
      } else {
        add(event, given);
      }
    }
    read(toRead, given);
    return given;
  }

  /** What a new window shows and the old one did not. */
  Given newlyShown(JsonNode value, Window old) {
    var fresh = Answer.JSON.createArrayNode();
    for (var event : value) {
      if (!event.has("@removed") && endsAfter(event, old)) {
        fresh.add(event);
      }
    }
    return changed(fresh);
  }

  static boolean removes(JsonNode value) {
    for (var event : value) {
      if (event.has("@removed")) {
        return true;
      }
    }
    return false;
  }

  /** Every series with its change key; none where Graph cannot tell them apart. */
  Masters masters(String first) {
    var masters = new Masters(new LinkedHashMap<>(), new TreeMap<>());
    for (var link = first; !link.isEmpty(); ) {
      var answer = calls.send(Ask.page("events.series", link, 0));
      if (answer.status() == 400 || answer.status() == 501) {
        return masters;
      }
      var body = calls.checked("events.series", answer).body();
      for (var master : body.path("value")) {
        var id = master.path("id").asText("");
        var digest = Cursor.digest(id);
        masters.ids().put(digest, id);
        masters.digests().put(digest, Cursor.digest(master.path("changeKey").asText("")));
      }
      var next = body.path("@odata.nextLink").asText("");
      link = calls.ours(next) ? next : "";
    }
    return masters;
  }

  /** Series that changed though no delta said so: one occurrence was deleted. */
  Given touched(Masters now, Map<String, String> before, Given already) {
    var toRead = new LinkedHashSet<String>();
    now.digests()
        .forEach(
            (id, key) -> {
              if (!key.equals(before.get(id)) && now.ids().containsKey(id)) {
                toRead.add(now.ids().get(id));
              }
            });
    toRead.removeAll(already.read());
    var given = new Given();
    read(toRead, given);
    return given;
  }

  private static Collection<JsonNode> latest(JsonNode value) {
    var latest = new LinkedHashMap<String, JsonNode>();
    for (var event : value) {
      var id = text(event, "id");
      var key = id.isEmpty() ? "nameless " + latest.size() : id;
      latest.remove(key);
      latest.put(key, event);
    }
    return latest.values();
  }

  private void read(Collection<String> ids, Given given) {
    var masters = new LinkedHashSet<String>();
    for (var found : reads.all(ids).entrySet()) {
      given.read().add(found.getKey());
      found
          .getValue()
          .ifPresentOrElse(
              event -> take(event, given, masters),
              () -> given.items().add(new RemoteItem.Deleted(found.getKey())));
    }
    masters.removeAll(given.read());
    if (!masters.isEmpty()) {
      read(masters, given);
    }
  }

  private void take(JsonNode event, Given given, Set<String> masters) {
    var series = text(event, "seriesMasterId");
    if (series.isEmpty()) {
      add(event, given);
    } else {
      masters.add(series);
    }
  }

  private void add(JsonNode event, Given given) {
    given.items().addAll(reads.items(event));
  }

  private static boolean isMaster(JsonNode event) {
    return text(event, "type").equals("seriesMaster");
  }

  /** JSON's null is no text. */
  private static String text(JsonNode event, String name) {
    return event.path(name).asText("");
  }

  private static boolean told(JsonNode event) {
    return FULL.stream().allMatch(event::has);
  }

  /** What cannot be read is shown rather than passed over. */
  private static boolean endsAfter(JsonNode event, Window window) {
    try {
      var end = LocalDateTime.parse(event.path("end").path("dateTime").asText(""));
      return end.toInstant(ZoneOffset.UTC).isAfter(window.to());
    } catch (DateTimeParseException e) {
      return true;
    }
  }
}

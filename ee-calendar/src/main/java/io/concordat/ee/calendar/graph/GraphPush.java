package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.event.Writes;
import io.concordat.ee.calendar.remote.Copy;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.ee.calendar.remote.Written;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes a single event with one request. A series takes one for its master and one for each slot
 * that differs; what the vendor made of the other slots meanwhile is read, and mended.
 */
record GraphPush(Calls calls, Reads reads) {

  Written create(String key, EntryContent content) {
    return switch (GraphEventWriter.create(key, content)) {
      case EventBody.Refused(var reason) -> new Written.Refused(reason);
      case EventBody.Ready(var json) -> create(key, content, json);
    };
  }

  private Written create(String key, EntryContent content, ObjectNode json) {
    var answer = calls.send(Ask.post("events.create", reads.place().events(), json));
    if (answer.status() == 409) {
      return exists(key);
    }
    if (!answer.ok() || answer.body().isMissingNode()) {
      return Refusals.of("events.create", answer, calls);
    }
    if (another(answer.body(), content)) {
      return new Written.Exists(reads.read(answer.body().path("id").asText("")));
    }
    var slots = Writes.between(bare(content), content).slots();
    return slots.isEmpty()
        ? new Written.Done(parts(answer))
        : new GraphSlots(calls, reads, content).write(slots, bare(content), parts(answer));
  }

  /** The key was used: what lies there now, or nothing any more. */
  private Written exists(String key) {
    return new Written.Exists(
        switch (reads.readCreated(key)) {
          case Read.Missing missing -> new Read.Deleted();
          case Read.Found found -> found;
          case Read.Deleted deleted -> deleted;
          case Read.Unreadable bad -> bad;
        });
  }

  /** A used key may also be answered with the event that it made then. */
  private boolean another(JsonNode event, EntryContent content) {
    var fields = EnumSet.of(Master.TITLE, Master.WHEN);
    var shown = GraphShown.of(content);
    return reads.items(event).stream()
        .filter(RemoteItem.Whole.class::isInstance)
        .map(item -> Fields.changed(shown, ((RemoteItem.Whole) item).content()))
        .anyMatch(changed -> !Collections.disjoint(changed, fields));
  }

  Written update(RemoteParts parts, EntryContent from, EntryContent to) {
    var writes = Writes.between(from, to);
    boolean revives = revives(writes, from);
    if (writes.master().isEmpty() && !revives) {
      return writes.slots().isEmpty()
          ? new Written.Done(parts)
          : new GraphSlots(calls, reads, to).write(writes.slots(), from, parts);
    }
    var body =
        GraphEventWriter.patch(writes.master(), from, to, () -> calls.must(current(parts.id())));
    return switch (body) {
      case EventBody.Refused(var reason) -> new Written.Refused(reason);
      case EventBody.Ready(var json) ->
          revives ? revive(parts, from, to, json) : patch(parts, from, to, json);
    };
  }

  /**
   * A deleted occurrence comes back only when the series gets another rule, which drops everything
   * that became of its slots. So the rule is given another end for a moment.
   */
  private Written revive(RemoteParts parts, EntryContent from, EntryContent to, ObjectNode json) {
    if (!(held(from) instanceof GraphRecurrence.Held.As(var before))
        || !(held(to) instanceof GraphRecurrence.Held.As(var after))) {
      return new Written.Refused(Refusal.RULE_NOT_HELD);
    }
    var other = Answer.JSON.createObjectNode();
    other.set("recurrence", otherEnd(before));
    var answer = calls.send(update(parts, other));
    if (!answer.ok() || answer.body().isMissingNode()) {
      return Refusals.of("events.update", answer, calls);
    }
    json.set("recurrence", after);
    return patch(parts.withRevision(etag(answer.body())), from, to, json);
  }

  private static ObjectNode otherEnd(ObjectNode recurrence) {
    var other = recurrence.deepCopy();
    var range = (ObjectNode) other.path("range");
    if (range.path("type").asText("").equals("noEnd")) {
      var start = LocalDate.parse(range.path("startDate").asText(""));
      range.put("type", "endDate").put("endDate", start.plusYears(20).toString());
    } else {
      range.put("type", "noEnd").remove(List.of("endDate", "numberOfOccurrences"));
    }
    return other;
  }

  private Written patch(RemoteParts parts, EntryContent from, EntryContent to, ObjectNode json) {
    var answer = calls.send(update(parts, json));
    if (!answer.ok() || answer.body().isMissingNode()) {
      return Refusals.of("events.update", answer, calls);
    }
    var after = parts.withRevision(etag(answer.body()));
    boolean exceptional =
        !parts.slots().isEmpty() || !from.exceptions().isEmpty() || !to.exceptions().isEmpty();
    return to.isSeries() && exceptional
        ? mend(after, to)
        : new Written.Done(after.withSlots(new TreeMap<>()));
  }

  /** A new rule drops the series' exceptions, a new text may change theirs: read and compare. */
  private Written mend(RemoteParts parts, EntryContent to) {
    return switch (reads.read(parts.id())) {
      case Read.Found found -> mend(Copy.of(found), to);
      case Read.Deleted deleted -> new Written.Missing();
      case Read.Missing missing -> new Written.Missing();
      case Read.Unreadable bad -> new Written.Stale();
    };
  }

  private Written mend(Copy now, EntryContent to) {
    var slots = Writes.between(now.content(), to).slots();
    return slots.isEmpty()
        ? new Written.Done(now.parts())
        : new GraphSlots(calls, reads, to).write(slots, now.content(), now.parts());
  }

  Written delete(RemoteParts parts) {
    var answer =
        calls.send(
            Ask.delete("events.delete", Place.event(parts.id()), Optional.of(parts.revision())));
    return answer.ok() ? new Written.Done(parts) : Refusals.of("events.delete", answer, calls);
  }

  private static GraphRecurrence.Held held(EntryContent series) {
    return GraphRecurrence.write(series.recurrence().orElseThrow(), series.when());
  }

  private static boolean revives(Writes writes, EntryContent from) {
    return writes.slots().entrySet().stream()
        .anyMatch(
            slot ->
                !(slot.getValue() instanceof Writes.Slot.Cancel)
                    && from.exceptions().get(slot.getKey()) instanceof Occurrence.Cancelled);
  }

  private static Ask update(RemoteParts parts, ObjectNode json) {
    return Ask.patch("events.update", Place.event(parts.id()), json, Optional.of(parts.revision()));
  }

  static Ask current(String id) {
    return Ask.get(
        "events.get", Place.event(id) + "?$select=id,body,isOnlineMeeting,onlineMeeting");
  }

  private static EntryContent bare(EntryContent content) {
    return new EntryContent(
        content.title(),
        content.notes(),
        content.location(),
        content.when(),
        content.isPrivate(),
        content.status(),
        content.recurrence(),
        new TreeMap<>());
  }

  private static RemoteParts parts(Answer answer) {
    return new RemoteParts(answer.body().path("id").asText(""), etag(answer.body()));
  }

  static String etag(JsonNode event) {
    return event.path("@odata.etag").asText("");
  }
}

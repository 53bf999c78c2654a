package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.event.Slots;
import io.concordat.ee.calendar.event.Writes;
import io.concordat.ee.calendar.remote.Copy;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.ee.calendar.remote.Written;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Writes slots of a series one by one: a deleted occurrence is a cancelled slot, a patched one an
 * exception. Occurrences are asked for by their time; their ids are never made up.
 *
 * @param series as it shall be
 */
record GraphSlots(Calls calls, Reads reads, EntryContent series) {
  private static final Duration AROUND = Duration.ofHours(26);

  /** What makes the slots; whoever changes it takes what became of them away. */
  private static final Set<Master> ANCHORS = EnumSet.of(Master.WHEN, Master.RECURRENCE);

  /**
   * An occurrence or exception as Graph has it now.
   *
   * @param revision of an exception; an occurrence as its rule makes it has none of its own
   */
  private record Found(String id, Optional<String> revision) {}

  /**
   * @param was what the slots were when their revisions were known
   */
  Written write(SortedMap<RecurrenceId, Writes.Slot> slots, EntryContent was, RemoteParts parts) {
    var unknown = new HashMap<RecurrenceId, Writes.Slot>(slots);
    unknown.keySet().removeAll(parts.slots().keySet());
    var found = unknown.isEmpty() ? Map.<RecurrenceId, Found>of() : instances(slots, parts.id());
    for (var slot : slots.entrySet()) {
      var written = write(slot.getKey(), slot.getValue(), was, parts, found);
      if (written.isPresent()) {
        return written.get();
      }
    }
    return shown(parts);
  }

  /** What became of the whole: its revision is that of its last part. */
  private Written shown(RemoteParts parts) {
    return switch (reads.read(parts.id())) {
      case Read.Found found -> shown(Copy.of(found), parts);
      case Read.Deleted deleted -> new Written.Missing();
      case Read.Missing missing -> new Written.Missing();
      case Read.Unreadable bad -> new Written.Done(parts);
    };
  }

  /**
   * If somebody else wrote meanwhile, the old revision makes our next write look again. A series
   * that stands elsewhere by now has none of its slots where we looked for them.
   */
  private Written shown(Copy now, RemoteParts parts) {
    var others = Fields.changed(GraphShown.of(series), now.content());
    if (!Collections.disjoint(others, ANCHORS)) {
      return new Written.Stale();
    }
    return new Written.Done(
        others.isEmpty() ? now.parts() : now.parts().withRevision(parts.revision()));
  }

  /** Empty if it went well. */
  private Optional<Written> write(
      RecurrenceId slot,
      Writes.Slot write,
      EntryContent was,
      RemoteParts parts,
      Map<RecurrenceId, Found> found) {
    var known =
        Optional.ofNullable(parts.slots().get(slot))
            .map(part -> new Found(part.id(), Optional.of(part.revision())));
    var target = known.or(() -> Optional.ofNullable(found.get(slot)));
    if (known.isEmpty() && target.flatMap(Found::revision).isPresent()) {
      return Optional.of(new Written.Stale());
    }
    return switch (write) {
      case Writes.Slot.Cancel() -> target.flatMap(this::cancel);
      case Writes.Slot.Change(var occurrence) -> change(slot, target, was, parts, occurrence);
      case Writes.Slot.Restore(var generated) -> change(slot, target, was, parts, generated);
    };
  }

  private Optional<Written> cancel(Found target) {
    var answer =
        calls.send(Ask.delete("events.delete", Place.event(target.id()), target.revision()));
    return answer.ok() || Verdict.noSuchEvent(answer)
        ? Optional.empty()
        : Optional.of(Refusals.of("events.delete", answer, calls));
  }

  private Optional<Written> change(
      RecurrenceId slot,
      Optional<Found> target,
      EntryContent was,
      RemoteParts parts,
      Occurrence.Changed occurrence) {
    if (target.isEmpty()) {
      return Optional.of(
          shown(parts) instanceof Written.Stale stale
              ? stale
              : new Written.Refused(Refusal.NO_SUCH_SLOT));
    }
    var before =
        was.exceptions().get(slot) instanceof Occurrence.Changed changed
            ? changed
            : Slots.generated(was.isSeries() ? was : series, slot);
    var id = target.get().id();
    var json =
        GraphEventWriter.occurrence(before, occurrence, () -> calls.must(GraphPush.current(id)));
    if (json.isEmpty()) {
      return Optional.empty();
    }
    var answer =
        calls.send(Ask.patch("events.update", Place.event(id), json, target.get().revision()));
    return answer.ok() ? Optional.empty() : Optional.of(refused(answer));
  }

  /** A lost occurrence is not a lost series. */
  private Written refused(Answer answer) {
    var written = Refusals.of("events.update", answer, calls);
    return written instanceof Written.Missing ? new Written.Stale() : written;
  }

  private Map<RecurrenceId, Found> instances(
      SortedMap<RecurrenceId, Writes.Slot> slots, String id) {
    var found = new HashMap<RecurrenceId, Found>();
    var first = moment(slots.firstKey()).minus(AROUND);
    var last = moment(slots.lastKey()).plus(AROUND);
    for (var link = Place.instances(id, first, last); !link.isEmpty(); ) {
      var answer = calls.send(Ask.page("events.instances", link, 0));
      if (Verdict.noSuchEvent(answer)) {
        return found;
      }
      var body = calls.checked("events.instances", answer).body();
      body.path("value").forEach(one -> slot(one).ifPresent(slot -> found.put(slot, of(one))));
      var next = body.path("@odata.nextLink").asText("");
      link = calls.ours(next) ? next : "";
    }
    return found;
  }

  private static Found of(JsonNode one) {
    boolean exception = one.path("type").asText("").equals("exception");
    return new Found(
        one.path("id").asText(""), exception ? Optional.of(GraphPush.etag(one)) : Optional.empty());
  }

  /** Which slot of the series an occurrence stands in. */
  private Optional<RecurrenceId> slot(JsonNode one) {
    var original = one.path("originalStart").asText("");
    if (original.isEmpty()) {
      return Optional.empty();
    }
    var exception = one.<ObjectNode>deepCopy().put("type", "exception");
    return reads.items(exception).stream()
        .filter(RemoteItem.Slot.class::isInstance)
        .map(item -> ((RemoteItem.Slot) item).original().slot(series.when()))
        .findFirst();
  }

  private Instant moment(RecurrenceId slot) {
    return switch (series.when()) {
      case When.AllDay allDay -> slot.wall().toInstant(ZoneOffset.UTC);
      case When.Timed timed -> slot.wall().atZone(timed.zone()).toInstant();
    };
  }
}

package io.concordat.ee.calendar.google;

import com.google.api.client.googleapis.services.AbstractGoogleClientRequest;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.event.RuleText;
import io.concordat.ee.calendar.event.Slots;
import io.concordat.ee.calendar.event.Writes;
import io.concordat.ee.calendar.remote.Copy;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.ee.calendar.remote.Written;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Writes a single event with one request; a series with one for its master and one for each slot
 * that differs. A cancelled slot is an EXDATE as long as the rules are written anyway, else a
 * cancelled instance, as the guide has it.
 */
record SeriesPush(Calendar api, String calendar, Calls calls, Function<String, Read> reads) {
  private static final String REPLY = "id,etag";
  private static final Set<Master> SHARED =
      EnumSet.of(Master.TITLE, Master.NOTES, Master.LOCATION, Master.WHEN, Master.STATUS);

  /** A new start or rule takes away what became of single days. */
  private static final Set<Master> SLOTS = EnumSet.of(Master.WHEN, Master.RECURRENCE);

  private static final Set<String> NOT_MINE = Set.of("forbiddenForNonOrganizer");
  private static final Set<String> READ_ONLY =
      Set.of("forbidden", "requiredAccessLevel", "insufficientAccess", "readOnly");
  private static final Set<String> FIXED =
      Set.of(
          "eventTypeRestriction",
          "cannotChangeOrganizer",
          "cannotChangeOrganizerOfInstance",
          "malformedWorkingLocationEvent",
          "calendarEventLocked");

  Written create(String key, EntryContent content, Supplier<Read> readCreated) {
    var refusal = refused(content);
    if (refusal.isPresent()) {
      return new Written.Refused(refusal.get());
    }
    var answer =
        calls.send(
            "events.insert",
            () ->
                api.events()
                    .insert(calendar, EventWriter.whole(key, content))
                    .setSendUpdates("none")
                    .setFields(REPLY));
    if (answer.status() == 409 && answer.reason().equals("duplicate")) {
      return new Written.Exists(readCreated.get());
    }
    return answer.ok() ? changedSlots(content, parts(answer)) : refusal("events.insert", answer);
  }

  Written update(RemoteParts parts, EntryContent from, EntryContent to) {
    var writes = withExceptions(Writes.between(from, to), parts, to);
    var fields = masterFields(writes, parts, from, to);
    var refusal = fields.contains(Master.RECURRENCE) ? refused(to) : Optional.<Refusal>empty();
    if (refusal.isPresent()) {
      return new Written.Refused(refusal.get());
    }
    if (from.isSeries()
        && !Collections.disjoint(writes.master(), SLOTS)
        && daysDiffer(parts, from)) {
      return new Written.Stale();
    }
    if (fields.isEmpty()) {
      return slots(writes.slots(), to, parts);
    }
    var answer =
        patch(parts.id(), parts.revision(), EventWriter.patch(fields, to, exdates(parts, to)));
    return answer.ok()
        ? slots(remaining(writes, fields, parts), to, still(to, parts.withRevision(etag(answer))))
        : refusal("events.patch", answer);
  }

  Written delete(RemoteParts parts, EntryContent from) {
    if (from.isSeries() && daysDiffer(parts, from)) {
      return new Written.Stale();
    }
    var answer =
        calls.send(
            "events.delete",
            () ->
                match(
                    api.events().delete(calendar, parts.id()).setSendUpdates("none"),
                    parts.revision()));
    return answer.ok() ? new Written.Done(parts) : refusal("events.delete", answer);
  }

  /** Days have revisions of their own: no revision of the series tells what became of them. */
  private boolean daysDiffer(RemoteParts parts, EntryContent from) {
    return reads.apply(parts.id()) instanceof Read.Found found
        && Fields.changed(from, Copy.of(found).content()).stream()
            .anyMatch(Field.Slot.class::isInstance);
  }

  /** What Google holds of no rule. */
  static Optional<Refusal> refused(EntryContent content) {
    var rules = content.recurrence().map(Recurrence::rules).orElse(List.of());
    if (rules.stream().anyMatch(RuleText::subDaily)) {
      return Optional.of(Refusal.SUB_DAILY);
    }
    return rules.stream().anyMatch(rule -> RuleText.endsBefore(rule, content.when()))
        ? Optional.of(Refusal.NO_OCCURRENCE)
        : Optional.empty();
  }

  /** A series' new start spells its UNTIL and EXDATEs anew; an EXDATE goes only with the rules. */
  private static Set<Master> masterFields(
      Writes writes, RemoteParts parts, EntryContent from, EntryContent to) {
    var fields = EnumSet.noneOf(Master.class);
    fields.addAll(writes.master());
    boolean dropsExdate =
        writes.slots().entrySet().stream()
            .anyMatch(
                slot ->
                    !(slot.getValue() instanceof Writes.Slot.Cancel)
                        && isExdate(slot.getKey(), parts, from));
    if (to.isSeries() && (fields.contains(Master.WHEN) || dropsExdate)) {
      fields.add(Master.RECURRENCE);
    }
    return fields;
  }

  /**
   * An occurrence that was changed and then restored stays an exception at Google, with texts of
   * its own: what the series says now must be said there as well.
   */
  private static Writes withExceptions(Writes writes, RemoteParts parts, EntryContent to) {
    if (!to.isSeries()
        || parts.slots().isEmpty()
        || Collections.disjoint(writes.master(), SHARED)) {
      return writes;
    }
    var slots = new TreeMap<>(writes.slots());
    for (var slot : Slots.among(to, parts.slots().keySet())) {
      if (!to.exceptions().containsKey(slot)) {
        slots.putIfAbsent(slot, new Writes.Slot.Restore(Slots.generated(to, slot)));
      }
    }
    return new Writes(writes.master(), slots);
  }

  private static boolean isExdate(RecurrenceId slot, RemoteParts parts, EntryContent content) {
    return content.exceptions().get(slot) instanceof Occurrence.Cancelled
        && !parts.slots().containsKey(slot);
  }

  private static List<RecurrenceId> exdates(RemoteParts parts, EntryContent to) {
    return to.exceptions().keySet().stream().filter(slot -> isExdate(slot, parts, to)).toList();
  }

  /** What the master's rules have not already said. */
  private static SortedMap<RecurrenceId, Writes.Slot> remaining(
      Writes writes, Set<Master> fields, RemoteParts parts) {
    var slots = new TreeMap<>(writes.slots());
    if (fields.contains(Master.RECURRENCE)) {
      slots
          .entrySet()
          .removeIf(
              slot ->
                  !(slot.getValue() instanceof Writes.Slot.Change)
                      && !parts.slots().containsKey(slot.getKey()));
    }
    return slots;
  }

  /** Exceptions whose slot the series no longer has leave with it. */
  private static RemoteParts still(EntryContent to, RemoteParts parts) {
    if (parts.slots().isEmpty()) {
      return parts;
    }
    var keep = new TreeMap<>(parts.slots());
    if (to.isSeries()) {
      var known = new TreeSet<>(Slots.among(to, keep.keySet()));
      keep.keySet().retainAll(known);
    } else {
      keep.clear();
    }
    return parts.withSlots(keep);
  }

  private Written changedSlots(EntryContent content, RemoteParts parts) {
    var slots = new TreeMap<RecurrenceId, Writes.Slot>();
    content
        .exceptions()
        .forEach(
            (slot, occurrence) -> {
              if (occurrence instanceof Occurrence.Changed changed) {
                slots.put(slot, new Writes.Slot.Change(changed));
              }
            });
    return slots(slots, content, parts);
  }

  private Written slots(
      SortedMap<RecurrenceId, Writes.Slot> slots, EntryContent series, RemoteParts parts) {
    var now = parts;
    for (var slot : slots.entrySet()) {
      switch (slot(slot.getKey(), slot.getValue(), series, now)) {
        case Written.Done(var after) -> now = after;
        case Written.Exists exists -> throw new IllegalStateException("an instance is not created");
        case Written.Stale stale -> {
          return stale;
        }
        case Written.Missing missing -> {
          return new Written.Stale();
        }
        case Written.Refused refused -> {
          return refused;
        }
      }
    }
    return new Written.Done(now);
  }

  private Written slot(
      RecurrenceId slot, Writes.Slot write, EntryContent series, RemoteParts parts) {
    var known = Optional.ofNullable(parts.slots().get(slot));
    if (known.isPresent()) {
      return write(slot, write, known, parts);
    }
    return switch (instance(slot, series, parts)) {
      case RemoteItem.Slot now when Fields.generated(series, slot, now.occurrence()) ->
          write(slot, write, Optional.of(new RemoteParts.Part(now.id(), now.revision())), parts);
      case RemoteItem.Slot now -> new Written.Stale();
      case RemoteItem.Malformed unreadable -> new Written.Refused(unreadable.reason());
      case RemoteItem.Whole odd -> new Written.Refused(Refusal.MALFORMED);
      case RemoteItem.Deleted gone -> write(slot, write, Optional.empty(), parts);
    };
  }

  private Written write(
      RecurrenceId slot, Writes.Slot write, Optional<RemoteParts.Part> known, RemoteParts parts) {
    return switch (write) {
      case Writes.Slot.Cancel() ->
          known
              .map(part -> cancel(slot, part, parts))
              .orElseGet(() -> unlessStale(parts, new Written.Done(parts)));
      case Writes.Slot.Change(var occurrence) -> change(slot, known, occurrence, parts);
      case Writes.Slot.Restore(var generated) -> change(slot, known, generated, parts);
    };
  }

  private Written cancel(RecurrenceId slot, RemoteParts.Part part, RemoteParts parts) {
    var written = patch(slot, part, EventWriter.cancelledSlot(), parts);
    return written instanceof Written.Missing ? new Written.Done(parts) : written;
  }

  private Written change(
      RecurrenceId slot,
      Optional<RemoteParts.Part> known,
      Occurrence.Changed occurrence,
      RemoteParts parts) {
    return known
        .map(part -> patch(slot, part, EventWriter.slot(occurrence), parts))
        .orElseGet(() -> unlessStale(parts, new Written.Refused(Refusal.NO_SUCH_SLOT)));
  }

  /** A slot that is not there may be the slot of a series that somebody moved meanwhile. */
  private Written unlessStale(RemoteParts parts, Written otherwise) {
    var answer =
        calls.send("events.get", () -> api.events().get(calendar, parts.id()).setFields(REPLY));
    if (!answer.ok()) {
      return refusal("events.get", answer);
    }
    return etag(answer).equals(parts.revision()) ? otherwise : new Written.Stale();
  }

  private Written patch(RecurrenceId slot, RemoteParts.Part part, Event event, RemoteParts parts) {
    var answer = patch(part.id(), part.revision(), event);
    return answer.ok()
        ? new Written.Done(parts.with(slot, new RemoteParts.Part(part.id(), etag(answer))))
        : refusal("events.patch", answer);
  }

  private Answer patch(String id, String revision, Event event) {
    return calls.send(
        "events.patch",
        () ->
            match(
                api.events().patch(calendar, id, event).setSendUpdates("none").setFields(REPLY),
                revision));
  }

  private static <T extends AbstractGoogleClientRequest<?>> T match(T request, String revision) {
    request.getRequestHeaders().setIfMatch(revision);
    return request;
  }

  /** Instance ids are opaque: they are asked for, never made up. */
  private RemoteItem instance(RecurrenceId slot, EntryContent series, RemoteParts parts) {
    var answer = calls.send("events.instances", () -> instances(slot, series, parts));
    if (answer.status() == 404 && !answer.body().isMissingNode()) {
      return new RemoteItem.Deleted("");
    }
    if (!answer.ok() || answer.body().isMissingNode()) {
      throw calls.fault("events.instances", answer);
    }
    var item = answer.body().path("items").path(0);
    return item.has("id")
        ? new EventReader(GoogleCalendar.zone(answer.body())).read(item)
        : new RemoteItem.Deleted("");
  }

  private Calendar.Events.Instances instances(
      RecurrenceId slot, EntryContent series, RemoteParts parts) throws IOException {
    return api.events()
        .instances(calendar, parts.id())
        .setOriginalStart(originalStart(slot, series.when()))
        .setShowDeleted(true)
        .setFields("timeZone,items(" + GoogleCalendar.EVENT + ")");
  }

  private static String originalStart(RecurrenceId slot, When master) {
    return switch (master) {
      case When.AllDay allDay -> slot.wall().toLocalDate().toString();
      case When.Timed timed -> slot.wall().atZone(timed.zone()).toInstant().toString();
    };
  }

  private static RemoteParts parts(Answer answer) {
    return new RemoteParts(answer.body().path("id").asText(), etag(answer));
  }

  private static String etag(Answer answer) {
    return answer.body().path("etag").asText();
  }

  /** What a good caller branches on; the rest is a fault. */
  private Written refusal(String name, Answer answer) {
    if (answer.body().isMissingNode()) {
      throw calls.fault(name, answer);
    }
    return switch (answer.status()) {
      case 400, 413, 422 -> new Written.Refused(notAccepted(answer));
      case 403 -> forbidden(name, answer);
      case 404, 410 -> new Written.Missing();
      case 412 -> new Written.Stale();
      default -> throw calls.fault(name, answer);
    };
  }

  private Written forbidden(String name, Answer answer) {
    var reason = answer.reason();
    if (NOT_MINE.contains(reason)) {
      return new Written.Refused(Refusal.NOT_ORGANIZER);
    }
    if (READ_ONLY.contains(reason)) {
      return new Written.Refused(Refusal.READ_ONLY_CALENDAR);
    }
    if (FIXED.contains(reason)) {
      return new Written.Refused(Refusal.READ_ONLY_EVENT);
    }
    throw calls.fault(name, answer);
  }

  private static Refusal notAccepted(Answer answer) {
    if (answer.reason().equals("timeRangeEmpty")) {
      return Refusal.NO_DURATION;
    }
    return FIXED.contains(answer.reason()) ? Refusal.READ_ONLY_EVENT : Refusal.NOT_ACCEPTED;
  }
}

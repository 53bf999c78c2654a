package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Creates, changes and deletes in one calendar; the caller holds the write lock. */
final class Writes {
  private final Mailboxes world;
  private final Mailbox box;
  private final Folder folder;
  private final List<Changes.Change> changes;
  private final Meetings meetings;
  private final Fields fields;

  Writes(Mailboxes world, Mailbox box, Folder folder, List<Changes.Change> changes) {
    this.world = world;
    this.box = box;
    this.folder = folder;
    this.changes = changes;
    this.meetings = new Meetings(world, box, folder, changes);
    this.fields = new Fields(world.options().maxAttendees());
  }

  /** Who made an event and under which UID. */
  record Origin(String uid, ObjectNode organizer, boolean isOrganizer) {}

  Origin own() {
    return new Origin(Uids.fresh(), box.recipient(), true);
  }

  static Changes.Change change(Mailbox box, Folder folder, Item item, Changes.Kind kind) {
    String key = item.head().key();
    return new Changes.Change(
        box.userId(),
        folder.id(),
        Ids.moving(folder.tag(), key, Optional.empty()),
        Ids.immutable(key, Optional.empty()),
        item.stamp().etag(),
        kind);
  }

  Item create(ObjectNode body, Origin origin) {
    Item item = made(body, origin);
    keep(item, Changes.Kind.CREATED);
    meetings.created(item);
    return item;
  }

  /** Stores an item and remembers its names; tells no guest. */
  void keep(Item item, Changes.Kind kind) {
    item.head().transactionId().ifPresent(id -> box.transactions().put(id, item.head().key()));
    box.uids().put(item.head().uid(), item.head().key());
    store(item, kind);
  }

  /** An item as a body describes it, not stored yet. */
  Item made(ObjectNode body, Origin origin) {
    Fields.checkNames(body, true);
    Optional<String> transaction = Json.text(body, "transactionId");
    ObjectNode content = Fields.defaults();
    content.setAll(fields.read(body));
    OnlineMeeting.apply(body, Fields.defaults(), content, box.directoryId());
    Span sent = Span.read(body, body.path("isAllDay").asBoolean(false));
    Optional<Recurrence> recurrence = recurrence(body, sent);
    return new Item(
        new Item.Head(
            Ids.newKey(),
            origin.uid(),
            world.now(),
            origin.organizer(),
            origin.isOrganizer(),
            transaction,
            false),
        content,
        home(sent, recurrence),
        recurrence,
        new TreeMap<>(),
        new TreeSet<>(),
        Fields.properties(body, Map.of()),
        stamp(),
        Optional.empty());
  }

  private static Optional<Recurrence> recurrence(ObjectNode body, Span span) {
    return body.hasNonNull("recurrence")
        ? Optional.of(RecurrenceReader.read(body.get("recurrence"), span))
        : Optional.empty();
  }

  /** A series lives in the zone of its range. */
  private static Span home(Span span, Optional<Recurrence> recurrence) {
    return recurrence.map(r -> span.in(r.range().zone())).orElse(span);
  }

  Item.Stamp stamp() {
    long next = world.nextRevision();
    return new Item.Stamp(next, next, world.now());
  }

  /** A master whose day changed has a new change key, but stays where it was for delta. */
  private Item.Stamp touched(Item.Stamp old) {
    return new Item.Stamp(old.change(), world.nextRevision(), world.now());
  }

  void store(Item item, Changes.Kind kind) {
    folder.put(item);
    changes.add(change(box, folder, item, kind));
  }

  Item patch(Item current, ObjectNode body) {
    Fields.checkNames(body, false);
    ObjectNode content = current.content().deepCopy();
    content.setAll(fields.read(body));
    OnlineMeeting.apply(body, current.content(), content, box.directoryId());
    Span sent = span(body, current.span());
    Optional<Recurrence> recurrence = recurrence(current, body, sent);
    Span span = home(sent, recurrence);
    boolean reshaped = !span.equals(current.span()) || !recurrence.equals(current.recurrence());
    Item next =
        new Item(
            current.head(),
            content,
            span,
            recurrence,
            reshaped ? new TreeMap<>() : current.parts(),
            reshaped ? new TreeSet<>() : current.cancelled(),
            Fields.properties(body, current.properties()),
            stamp(),
            current.raw());
    store(next, Changes.Kind.UPDATED);
    meetings.changed(current, next, body);
    return next;
  }

  private static Span span(ObjectNode body, Span current) {
    if (Fields.TIMES.stream().noneMatch(body::has)) {
      return current;
    }
    ObjectNode merged = Json.object();
    merged.set("start", body.hasNonNull("start") ? body.get("start") : current.start().json());
    merged.set("end", body.hasNonNull("end") ? body.get("end") : current.end().json());
    return Span.read(merged, body.path("isAllDay").asBoolean(current.allDay()));
  }

  private static Optional<Recurrence> recurrence(Item current, ObjectNode body, Span span) {
    if (body.has("recurrence")) {
      return recurrence(body, span);
    }
    return current
        .recurrence()
        .map(r -> new SeriesCheck(rezoned(r, current, span), span).checked());
  }

  private static Recurrence rezoned(Recurrence recurrence, Item current, Span span) {
    Recurrence.Range old = recurrence.range();
    boolean follows = old.zone().equals(current.span().start().zone());
    Zone zone = follows ? span.start().zone() : old.zone();
    return new Recurrence(
        recurrence.type(),
        recurrence.interval(),
        recurrence.days(),
        recurrence.dayOfMonth(),
        recurrence.month(),
        recurrence.firstDay(),
        recurrence.index(),
        new Recurrence.Range(old.kind(), old.start(), old.end(), old.count(), zone));
  }

  /** Makes an exception of one day, or changes the one it is. */
  Item patchDay(Item master, LocalDate day, ObjectNode body) {
    Item next = changedDay(master, day, body);
    store(next, Changes.Kind.UPDATED);
    meetings.changed(master, next, body);
    return next;
  }

  /** The series with one day changed, not stored yet. */
  Item changedDay(Item master, LocalDate day, ObjectNode body) {
    Fields.checkNames(body, false);
    if (body.hasNonNull("recurrence")) {
      throw GraphError.invalidProperty("An occurrence cannot have a recurrence.");
    }
    Optional<Item.Part> old = Optional.ofNullable(master.parts().get(day));
    Span span = span(body, master.spanOf(day)).in(master.span().start().zone());
    new Boundary(master, day).check(span);
    ObjectNode changed = old.map(p -> p.changed().deepCopy()).orElseGet(Json::object);
    changed.setAll(fields.read(body));
    NavigableMap<LocalDate, Item.Part> parts = new TreeMap<>(master.parts());
    parts.put(
        day,
        new Item.Part(
            changed,
            span,
            Fields.properties(body, old.map(Item.Part::properties).orElse(Map.of())),
            stamp()));
    return master.with(parts, master.cancelled()).with(touched(master.stamp()));
  }

  void deleteDay(Item master, LocalDate day) {
    NavigableMap<LocalDate, Item.Part> parts = new TreeMap<>(master.parts());
    parts.remove(day);
    NavigableSet<LocalDate> cancelled = new TreeSet<>(master.cancelled());
    cancelled.add(day);
    Item next = master.with(parts, cancelled).with(touched(master.stamp()));
    store(next, Changes.Kind.UPDATED);
    meetings.cancelledDay(next);
  }

  void delete(Item item) {
    folder.remove(item, world.nextRevision(), shownDays(item));
    box.uids().remove(item.head().uid(), item.head().key());
    item.head().transactionId().ifPresent(box.transactions()::remove);
    changes.add(change(box, folder, item, Changes.Kind.DELETED));
    meetings.deleted(item);
  }

  /** The days whose rows delta takes back with the series. */
  private List<LocalDate> shownDays(Item item) {
    Instant now = world.now();
    Span.Window shown =
        new Span.Window(now.minus(Duration.ofDays(120)), now.plus(Duration.ofDays(420)));
    return item.isSeries() ? List.copyOf(item.daysIn(shown)) : List.of();
  }

  /** Moves an item to another calendar: its id dies unless it is the immutable one. */
  void move(Item item, Folder target) {
    folder.remove(item, world.nextRevision(), List.of());
    changes.add(change(box, folder, item, Changes.Kind.DELETED));
    Item moved = item.with(stamp());
    target.put(moved);
    changes.add(change(box, target, moved, Changes.Kind.CREATED));
  }
}

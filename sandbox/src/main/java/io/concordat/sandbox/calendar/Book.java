package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.http.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One calendar: its events by id and in the order of their last change. Guarded by its own lock.
 */
final class Book {
  private final ReentrantLock lock = new ReentrantLock();
  private final TwinClock clock;
  private final String id;
  private final String summary;
  private final String dataOwner;
  private final ZoneId zone;
  private final Map<String, Role> acl = new LinkedHashMap<>();
  private final Map<String, StoredEvent> events = new HashMap<>();
  private final Map<String, Set<String>> exceptions = new HashMap<>();
  private final Map<String, String> uids = new HashMap<>();
  private final NavigableMap<Long, StoredEvent> byChange = new TreeMap<>();
  private final Map<String, List<StoredEvent>> snapshots =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<StoredEvent>> eldest) {
          return size() > 16;
        }
      };
  private String generation = UUID.randomUUID().toString();
  private long revision;
  private long lastEtag;

  /** A primary calendar has the owner's address as its id. */
  Book(TwinClock clock, String id, String summary, String dataOwner, ZoneId zone) {
    this.clock = clock;
    this.id = id;
    this.summary = summary;
    this.dataOwner = dataOwner;
    this.zone = zone;
    acl.put(dataOwner, Role.OWNER);
  }

  <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  String id() {
    return id;
  }

  String summary() {
    return summary;
  }

  String dataOwner() {
    return dataOwner;
  }

  boolean primary() {
    return id.equals(dataOwner);
  }

  ZoneId zone() {
    return zone;
  }

  Instant now() {
    return clock.instant();
  }

  Optional<Role> role(String email) {
    return locked(() -> Optional.ofNullable(acl.get(email)));
  }

  /** Sets or, without a role, ends an account's access; sync tokens die of it. */
  void share(String email, Optional<Role> role) {
    locked(
        () -> {
          role.ifPresentOrElse(r -> acl.put(email, r), () -> acl.remove(email));
          return expireTokens();
        });
  }

  String expireTokens() {
    return locked(() -> generation = UUID.randomUUID().toString());
  }

  String generation() {
    return generation;
  }

  long revision() {
    return revision;
  }

  String etag() {
    return "\"p" + revision + "s" + Integer.toHexString(id.hashCode()) + "\"";
  }

  /** The events changed after a revision, oldest change first. */
  Iterable<StoredEvent> changedAfter(long after) {
    return byChange.tailMap(after, false).values();
  }

  Map<String, List<StoredEvent>> snapshots() {
    return snapshots;
  }

  Optional<StoredEvent> stored(String eventId) {
    return Optional.ofNullable(events.get(eventId));
  }

  boolean occupied(String eventId) {
    return events.containsKey(eventId);
  }

  /** The live event that holds an iCalendar UID, not one of its exceptions. */
  Optional<StoredEvent> byUid(String uid) {
    return Optional.ofNullable(uids.get(uid)).map(events::get).filter(e -> !e.cancelled());
  }

  /** A stored event, or the virtual instance of a series that an id names. */
  Optional<StoredEvent> find(String eventId) {
    StoredEvent stored = events.get(eventId);
    if (stored != null && !stored.dropped()) {
      return Optional.of(stored);
    }
    return virtual(eventId).or(() -> Optional.ofNullable(stored));
  }

  private Optional<StoredEvent> virtual(String eventId) {
    int cut = eventId.lastIndexOf('_');
    StoredEvent master = cut < 0 ? null : events.get(eventId.substring(0, cut));
    if (master == null || master.cancelled() || !master.recurring() || !master.sound(zone)) {
      return Optional.empty();
    }
    OptionalLong tick = master.series(zone).position(eventId.substring(cut + 1));
    return tick.isPresent() && master.series(zone).contains(tick.getAsLong())
        ? Optional.of(instance(master, master.span(zone).startingAt(tick.getAsLong())))
        : Optional.empty();
  }

  /** An occurrence nobody changed, as its master describes it. */
  StoredEvent instance(StoredEvent master, Span occurrence) {
    ObjectNode content = Json.object();
    master.content().properties().forEach(f -> content.set(f.getKey(), f.getValue()));
    content.remove("recurrence");
    content.set("start", occurrence.start().json(zone));
    content.set("end", occurrence.end().json(zone));
    String key = occurrence.start().slot();
    StoredEvent.Head old = master.head();
    StoredEvent.Slot slot = new StoredEvent.Slot(master.id(), key, occurrence.start().json(zone));
    return new StoredEvent(
        new StoredEvent.Head(
            master.id() + "_" + key,
            old.uid(),
            old.created(),
            old.creator(),
            old.organizer(),
            Optional.of(slot),
            old.privateCopy()),
        content,
        master.stamp(),
        false);
  }

  List<StoredEvent> exceptionsOf(String masterId) {
    List<StoredEvent> found = new ArrayList<>();
    for (String exception : exceptions.getOrDefault(masterId, Set.of())) {
      stored(exception).filter(e -> !e.dropped()).ifPresent(found::add);
    }
    return found;
  }

  /** Stores the next version of an event. */
  StoredEvent store(StoredEvent.Head head, ObjectNode content, int sequence, Instant updated) {
    return store(head, content, sequence, updated, false);
  }

  /**
   * Exceptions whose slot the series no longer has leave with it; those whose slot it has again are
   * what the series says now. What Google does with the latter is not known, but a day that its
   * calendar shows is not called cancelled by its listing.
   */
  void fitExceptions(StoredEvent master) {
    for (String id : exceptions.getOrDefault(master.id(), Set.of())) {
      stored(id).ifPresent(exception -> fit(master, exception));
    }
  }

  private void fit(StoredEvent master, StoredEvent exception) {
    boolean has = hasSlotOf(master, exception);
    if (!has && !exception.dropped()) {
      drop(exception);
    } else if (has && exception.dropped()) {
      virtual(exception.id())
          .ifPresent(
              day -> store(day.head(), day.content(), master.stamp().sequence(), now(), false));
    }
  }

  private boolean hasSlotOf(StoredEvent master, StoredEvent exception) {
    String key = exception.head().slot().orElseThrow().key();
    return master.recurring()
        && master.series(zone).position(key).stream().anyMatch(master.series(zone)::contains);
  }

  /** Takes an exception out of its series, visibly if it was not cancelled before. */
  void drop(StoredEvent exception) {
    ObjectNode content = exception.content().deepCopy().put("status", "cancelled");
    store(exception.head(), content, exception.stamp().sequence(), now(), true);
  }

  private StoredEvent store(
      StoredEvent.Head head, ObjectNode content, int sequence, Instant updated, boolean dropped) {
    lastEtag = Math.max(lastEtag + 2, now().toEpochMilli() * 2000);
    StoredEvent.Stamp stamp = new StoredEvent.Stamp(++revision, lastEtag, updated, sequence);
    StoredEvent next = new StoredEvent(head, content, stamp, dropped);
    @Nullable StoredEvent old = events.put(head.id(), next);
    if (old != null) {
      byChange.remove(old.stamp().change());
    }
    byChange.put(stamp.change(), next);
    index(head);
    return next;
  }

  private void index(StoredEvent.Head head) {
    head.slot()
        .ifPresentOrElse(
            slot ->
                exceptions
                    .computeIfAbsent(slot.masterId(), _ -> new LinkedHashSet<>())
                    .add(head.id()),
            () -> uids.put(head.uid(), head.id()));
  }
}

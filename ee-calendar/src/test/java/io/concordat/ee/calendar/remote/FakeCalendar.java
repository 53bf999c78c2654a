package io.concordat.ee.calendar.remote;

import io.concordat.ee.calendar.event.EventType;
import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.event.RuleText;
import io.concordat.ee.calendar.event.Slots;
import io.concordat.ee.calendar.event.Writes;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import io.concordat.spi.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A vendor's calendar in memory. Counts requests; throws whatever fault is queued. */
public final class FakeCalendar implements RemoteCalendar {
  private final Map<String, Held> events = new LinkedHashMap<>();
  private final List<Fault> faults = new ArrayList<>();
  private final String id;
  private final ZoneId zone;
  private final boolean writable;
  private long changes;
  private int pageSize = 2_500;
  private int reads;
  private int writes;

  public FakeCalendar(String id, ZoneId zone) {
    this(id, zone, true);
  }

  public FakeCalendar(String id, ZoneId zone, boolean writable) {
    this.id = id;
    this.zone = zone;
    this.writable = writable;
  }

  private record Exceptional(String id, long revision, Occurrence occurrence) {}

  /** A single event or a master with its own EXDATEs, and the exceptions beside it. */
  private record Held(
      String key,
      EntryContent content,
      long revision,
      boolean deleted,
      Map<RecurrenceId, Exceptional> slots) {}

  /** The next requests fail like this, one each. */
  public synchronized void fail(Fault... next) {
    faults.addAll(List.of(next));
  }

  public synchronized void pageSize(int events) {
    pageSize = events;
  }

  public synchronized int reads() {
    return reads;
  }

  public synchronized int writes() {
    return writes;
  }

  @Override
  public synchronized Described describe() {
    request(false);
    return new Described(id, "Fake", zone, writable);
  }

  @Override
  public synchronized Listing list(Optional<String> cursor, Optional<String> page) {
    request(false);
    if (cursor.isPresent() && !cursor.get().matches("since-\\d+")) {
      return new Listing.CursorExpired();
    }
    long since = cursor.map(text -> Long.parseLong(text.substring(6))).orElse(0L);
    int from = page.map(Integer::parseInt).orElse(0);
    var items = new ArrayList<RemoteItem>();
    events.forEach((event, held) -> items(event, held, since, items));
    int to = Math.min(items.size(), from + pageSize);
    return to < items.size()
        ? new Listing.Page(items.subList(from, to), Optional.of("" + to), Optional.empty())
        : new Listing.Page(
            items.subList(from, to), Optional.empty(), Optional.of("since-" + changes));
  }

  @Override
  public synchronized Read read(String remoteId) {
    request(false);
    var held = events.get(remoteId);
    if (held == null) {
      return new Read.Missing();
    }
    return held.deleted()
        ? new Read.Deleted()
        : new Read.Found(whole(remoteId, held), slots(remoteId, held, 0));
  }

  @Override
  public synchronized Read readCreated(String clientKey) {
    return read(idOf(clientKey));
  }

  @Override
  public synchronized Written create(String clientKey, EntryContent content) {
    request(true);
    if (subDaily(content)) {
      return new Written.Refused(Refusal.SUB_DAILY);
    }
    var event = idOf(clientKey);
    if (events.containsKey(event)) {
      return new Written.Exists(read(event));
    }
    events.put(event, new Held(clientKey, content, 0, false, Map.of()));
    return put(event, content, content);
  }

  @Override
  public synchronized Written update(RemoteParts parts, EntryContent from, EntryContent to) {
    request(true);
    var held = events.get(parts.id());
    if (held == null || held.deleted()) {
      return new Written.Missing();
    }
    if (subDaily(to)) {
      return new Written.Refused(Refusal.SUB_DAILY);
    }
    var plan = Writes.between(from, to);
    boolean slotStale =
        plan.slots().keySet().stream().anyMatch(slot -> stale(held.slots().get(slot), slot, parts));
    var now = now(parts.id(), held);
    boolean moved =
        !plan.slots().isEmpty()
            && Fields.changed(from, now).stream().anyMatch(FakeCalendar::makesSlots);
    boolean moving = plan.master().stream().anyMatch(FakeCalendar::makesSlots);
    if (slotStale
        || moved
        || (moving && daysDiffer(from, now))
        || (!plan.master().isEmpty() && !parts.revision().equals(etag(held.revision())))) {
      return new Written.Stale();
    }
    var changed =
        plan.slots().entrySet().stream()
            .filter(slot -> slot.getValue() instanceof Writes.Slot.Change)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    if (!Slots.among(to, changed).containsAll(changed)) {
      return new Written.Refused(Refusal.NO_SUCH_SLOT);
    }
    return put(parts.id(), now, Fields.carry(now, to, Fields.changed(from, to)));
  }

  private static EntryContent now(String event, Held held) {
    return plain(Copy.of(new Read.Found(whole(event, held), slots(event, held, 0))).content());
  }

  private static boolean daysDiffer(EntryContent from, EntryContent now) {
    return Fields.changed(from, now).stream().anyMatch(Field.Slot.class::isInstance);
  }

  private static boolean makesSlots(Field field) {
    return field == Master.WHEN || field == Master.RECURRENCE;
  }

  @Override
  public synchronized Written delete(RemoteParts parts, EntryContent from) {
    request(true);
    var held = events.get(parts.id());
    if (held == null || held.deleted()) {
      return new Written.Missing();
    }
    if (!parts.revision().equals(etag(held.revision()))
        || daysDiffer(from, now(parts.id(), held))) {
      return new Written.Stale();
    }
    remove(parts.id());
    return new Written.Done(parts);
  }

  @Override
  public synchronized Watched watch(String channelId, Secret token, URI callback, Duration ttl) {
    request(false);
    boolean loopback = callback.getHost().equals("127.0.0.1");
    return callback.getScheme().equals("https") || loopback
        ? new Watched.Granted(channelId, "resource", Optional.of(Instant.EPOCH.plus(ttl)))
        : new Watched.Refused(Refusal.CALLBACK_NOT_ACCEPTED);
  }

  @Override
  public synchronized Renewed renew(String channelId, String resourceId, Duration ttl) {
    request(false);
    return new Renewed.Never();
  }

  @Override
  public synchronized void stop(String channelId, String resourceId) {
    request(false);
  }

  @Override
  public synchronized void stopLost(Set<String> channelIds, String resourceId, URI callback) {
    request(false);
  }

  /** Somebody deletes an event in the vendor's own page. */
  public synchronized void remove(String remoteId) {
    var held = events.get(remoteId);
    if (held != null) {
      events.put(remoteId, new Held(held.key(), held.content(), ++changes, true, Map.of()));
    }
  }

  private Written put(String event, EntryContent before, EntryContent after) {
    var held = Objects.requireNonNull(events.get(event));
    var fields = Fields.changed(before, after);
    boolean shaped = fields.contains(Master.WHEN) || fields.contains(Master.RECURRENCE);
    var slots = new TreeMap<RecurrenceId, Exceptional>();
    var kept = shaped ? Slots.among(after, held.slots().keySet()) : held.slots().keySet();
    held.slots().forEach((slot, old) -> keep(slot, old, after, kept, slots));
    var exdates = new TreeMap<RecurrenceId, Occurrence>();
    after.exceptions().forEach((slot, now) -> place(slot, now, event, slots, exdates));
    boolean master = fields.stream().anyMatch(Master.class::isInstance) || held.revision() == 0;
    boolean exdatesChanged = !exdates.equals(held.content().exceptions());
    var content = withSlots(after, after.isSeries() ? exdates : new TreeMap<>());
    long revision = master || exdatesChanged ? ++changes : held.revision();
    var now =
        new Held(held.key(), content, revision, false, after.isSeries() ? slots : new TreeMap<>());
    events.put(event, now);
    return new Written.Done(
        Copy.of(new Read.Found(whole(event, now), slots(event, now, 0))).parts());
  }

  private void keep(
      RecurrenceId slot,
      Exceptional old,
      EntryContent after,
      Set<RecurrenceId> kept,
      Map<RecurrenceId, Exceptional> slots) {
    if (!kept.contains(slot)) {
      return;
    }
    var wanted =
        after.exceptions().containsKey(slot)
            ? after.exceptions().get(slot)
            : Slots.generated(after, slot);
    slots.put(
        slot, wanted.equals(old.occurrence()) ? old : new Exceptional(old.id(), ++changes, wanted));
  }

  private void place(
      RecurrenceId slot,
      Occurrence now,
      String event,
      Map<RecurrenceId, Exceptional> slots,
      Map<RecurrenceId, Occurrence> exdates) {
    if (slots.containsKey(slot)) {
      return;
    }
    switch (now) {
      case Occurrence.Cancelled gone -> exdates.put(slot, gone);
      case Occurrence.Changed changed ->
          slots.put(slot, new Exceptional(event + "_" + slot, ++changes, changed));
    }
  }

  private boolean stale(@Nullable Exceptional held, RecurrenceId slot, RemoteParts parts) {
    var known = parts.slots().get(slot);
    return held != null && (known == null || !known.revision().equals(etag(held.revision())));
  }

  private void items(String event, Held held, long since, List<RemoteItem> items) {
    if (held.deleted()) {
      if (held.revision() > since) {
        items.add(new RemoteItem.Deleted(event));
      }
      return;
    }
    if (held.revision() > since) {
      items.add(whole(event, held));
    }
    items.addAll(slots(event, held, since));
  }

  private static RemoteItem.Whole whole(String event, Held held) {
    return new RemoteItem.Whole(
        event,
        etag(held.revision()),
        held.content(),
        event + "@fake",
        Set.of(),
        true,
        EventType.ORDINARY,
        Optional.of(held.key()));
  }

  private static List<RemoteItem.Slot> slots(String event, Held held, long since) {
    return held.slots().entrySet().stream()
        .filter(slot -> slot.getValue().revision() > since)
        .map(slot -> item(event, held, slot.getKey(), slot.getValue()))
        .toList();
  }

  private static RemoteItem.Slot item(
      String event, Held held, RecurrenceId slot, Exceptional exception) {
    RemoteItem.Original original =
        switch (held.content().when()) {
          case When.AllDay allDay -> new RemoteItem.Original.Day(LocalDate.from(slot.wall()));
          case When.Timed timed -> new RemoteItem.Original.Moment(slot.wall().atZone(timed.zone()));
        };
    return new RemoteItem.Slot(
        event, original, exception.id(), etag(exception.revision()), exception.occurrence());
  }

  private static EntryContent withSlots(
      EntryContent content, SortedMap<RecurrenceId, Occurrence> slots) {
    return new EntryContent(
        content.title(),
        content.notes(),
        content.location(),
        content.when(),
        content.isPrivate(),
        content.status(),
        content.recurrence(),
        slots);
  }

  /** Without exceptions that are as their rule makes them. */
  private static EntryContent plain(EntryContent content) {
    var slots = new TreeMap<>(content.exceptions());
    slots
        .entrySet()
        .removeIf(slot -> slot.getValue().equals(Slots.generated(content, slot.getKey())));
    return withSlots(content, slots);
  }

  private static boolean subDaily(EntryContent content) {
    return content.recurrence().stream()
        .flatMap(recurrence -> recurrence.rules().stream())
        .anyMatch(RuleText::subDaily);
  }

  private static String idOf(String key) {
    return "fake-" + key;
  }

  private static String etag(long revision) {
    return "\"" + revision + "\"";
  }

  @Override
  public boolean notifiesGuests() {
    return false;
  }

  private void request(boolean write) {
    if (write) {
      writes++;
    } else {
      reads++;
    }
    if (!faults.isEmpty()) {
      throw new RemoteFault(faults.removeFirst(), "as queued");
    }
  }
}

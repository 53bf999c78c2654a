package io.concordat.schedule;

import io.concordat.spi.event.Event;
import io.concordat.spi.event.Outbox;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Schedule;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.schedule.When;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;

/** The schedule in its tables. Every change and its events are one transaction. */
public final class StoredSchedule implements Schedule {
  /** Rows of one statement: notes may be long, and memory is not. */
  private static final int BATCH = 2_000;

  private static final Duration TOMBSTONES_KEPT = Duration.ofDays(180);

  private static final String CREATED = "SCHEDULE_ENTRY_CREATED";
  private static final String UPDATED = "SCHEDULE_ENTRY_UPDATED";
  private static final String DELETED = "SCHEDULE_ENTRY_DELETED";

  private final Outbox outbox;
  private final InstantSource clock;

  public StoredSchedule(Outbox outbox, InstantSource clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public Map<ScheduleEntryId, ScheduleEntry> read(Tx tx, Collection<ScheduleEntryId> ids) {
    var found = new HashMap<ScheduleEntryId, ScheduleEntry>();
    inBatches(
        List.copyOf(ids),
        batch ->
            new EntryRows(tx)
                .read(batch)
                .forEach(stored -> found.put(stored.entry().id(), stored.entry())));
    return found;
  }

  /** A live entry. */
  public Optional<StoredEntry> find(Tx tx, ScheduleEntryId id) {
    return new EntryRows(tx).read(List.of(id)).stream().filter(StoredSchedule::live).findFirst();
  }

  /** A live entry that nobody else changes until the transaction ends. */
  public Optional<StoredEntry> lock(Tx tx, ScheduleEntryId id) {
    return new EntryRows(tx).lock(id).filter(StoredSchedule::live);
  }

  private static boolean live(StoredEntry stored) {
    return !stored.entry().deleted();
  }

  /** Entries as they are stored: a series is one. */
  public List<StoredEntry> list(Tx tx, Listing listing) {
    return new EntryRows(tx).list(listing, Optional.empty(), listing.limit());
  }

  /** What lists are ordered by: an entry's earliest start. */
  public static Instant orderedBy(StoredEntry stored) {
    return Span.of(stored.entry().content()).start();
  }

  /** The same of one occurrence. */
  public static Instant startOf(When when) {
    return Span.start(when);
  }

  /** Entries that are no series, in order. */
  public List<StoredEntry> singles(Tx tx, Listing listing) {
    return new EntryRows(tx).list(listing, Optional.of(false), listing.limit());
  }

  /**
   * All series that reach into the window, neither ending before the page begins nor starting after
   * it ends.
   *
   * @param last where the page ends at the latest
   */
  public List<StoredEntry> series(Tx tx, Listing listing, Optional<Instant> last) {
    return new EntryRows(tx).series(listing, last);
  }

  @Override
  public Map<ScheduleEntryId, Applied> apply(Tx tx, String cause, List<Command> commands) {
    var drafts = new ArrayList<Draft>();
    var changes = new ArrayList<Change>();
    var assigns = new ArrayList<Command.Assign>();
    var deletes = new HashMap<ScheduleEntryId, Long>();
    for (Command command : commands) {
      switch (command) {
        case Command.Create create -> drafts.add(draft(create));
        case Command.Update(var id, var version, var content) ->
            changes.add(unsigned(id, version, content, Optional.empty()));
        case Command.Assign assign -> assigns.add(assign);
        case Command.Delete(var id, var version) -> deletes.put(id, version);
      }
    }
    changes.addAll(changes(tx, assigns));
    var applied = new HashMap<ScheduleEntryId, Applied>();
    commands.forEach(command -> applied.put(command.id(), new Applied.Stale()));
    applied.putAll(create(tx, cause, drafts));
    applied.putAll(change(tx, cause, changes));
    applied.putAll(delete(tx, cause, Optional.empty(), deletes));
    return applied;
  }

  private static Draft draft(Command.Create create) {
    return new Draft(
        create.id(),
        create.content(),
        create.assignees(),
        WorkItem.ofType(create.workItemType()),
        Optional.empty());
  }

  private List<Change> changes(Tx tx, List<Command.Assign> assigns) {
    if (assigns.isEmpty()) {
      return List.of();
    }
    var entries = read(tx, assigns.stream().map(Command.Assign::id).toList());
    return assigns.stream()
        .flatMap(
            assign ->
                Optional.ofNullable(entries.get(assign.id()))
                    .map(
                        entry ->
                            unsigned(
                                assign.id(),
                                assign.ifVersion(),
                                entry.content(),
                                Optional.of(assign.assignees())))
                    .stream())
        .toList();
  }

  private static Change unsigned(
      ScheduleEntryId id, long version, EntryContent content, Optional<Set<UserId>> assignees) {
    return new Change(id, version, content, assignees, Optional.empty(), Optional.empty());
  }

  /** Makes new entries; a taken id is stale. */
  public Map<ScheduleEntryId, Applied> create(Tx tx, String cause, List<Draft> drafts) {
    var applied = new HashMap<ScheduleEntryId, Applied>();
    inBatches(
        typed(tx, drafts),
        batch -> {
          Set<ScheduleEntryId> made = new EntryRows(tx).insert(batch, cause, clock.instant());
          batch.forEach(draft -> applied.put(draft.id(), outcome(made.contains(draft.id()), 1)));
          tell(tx, CREATED, cause, made.stream().collect(Collectors.toMap(id -> id, id -> 1L)));
        });
    return applied;
  }

  private static List<Draft> typed(Tx tx, List<Draft> drafts) {
    if (drafts.stream().noneMatch(draft -> draft.workItem().isDefault())) {
      return drafts;
    }
    String type = ScheduleSettings.defaultWorkItemType(tx);
    return drafts.stream().map(draft -> draft.withDefault(type)).toList();
  }

  private static List<Change> typedChanges(Tx tx, List<Change> changes) {
    if (changes.stream().flatMap(c -> c.workItem().stream()).noneMatch(WorkItem::isDefault)) {
      return changes;
    }
    String type = ScheduleSettings.defaultWorkItemType(tx);
    return changes.stream().map(change -> change.withDefault(type)).toList();
  }

  /** Changes entries. What is equal already keeps its version, and nobody is told. */
  public Map<ScheduleEntryId, Applied> change(Tx tx, String cause, List<Change> changes) {
    var applied = new HashMap<ScheduleEntryId, Applied>();
    inBatches(
        typedChanges(tx, changes),
        batch -> {
          var rows = new EntryRows(tx);
          Map<ScheduleEntryId, Long> changed = rows.update(batch, cause, clock.instant());
          var rest = batch.stream().filter(c -> !changed.containsKey(c.id())).toList();
          Map<ScheduleEntryId, Long> versions = versions(rows, rest);
          changed.forEach((id, version) -> applied.put(id, new Applied.Done(version)));
          rest.forEach(
              change -> {
                boolean equal = Long.valueOf(change.ifVersion()).equals(versions.get(change.id()));
                applied.put(change.id(), outcome(equal, change.ifVersion()));
              });
          tell(tx, UPDATED, cause, changed);
        });
    return applied;
  }

  private static Map<ScheduleEntryId, Long> versions(EntryRows rows, List<Change> changes) {
    return changes.isEmpty() ? Map.of() : rows.versions(changes.stream().map(Change::id).toList());
  }

  /** Puts tombstones in place of entries. */
  public Map<ScheduleEntryId, Applied> delete(
      Tx tx, String cause, Optional<UserId> by, Map<ScheduleEntryId, Long> ifVersions) {
    if (ifVersions.isEmpty()) {
      return Map.of();
    }
    var deleted = new EntryRows(tx).delete(ifVersions, cause, by, clock.instant());
    tell(tx, DELETED, cause, deleted);
    var applied = new HashMap<ScheduleEntryId, Applied>();
    ifVersions
        .keySet()
        .forEach(
            id -> applied.put(id, outcome(deleted.containsKey(id), deleted.getOrDefault(id, 0L))));
    return applied;
  }

  /** Forgets tombstones that are old enough; whoever syncs has seen them. */
  public int purge(Tx tx) {
    return new EntryRows(tx).purge(clock.instant().minus(TOMBSTONES_KEPT));
  }

  private void tell(Tx tx, String type, String cause, Map<ScheduleEntryId, Long> versions) {
    if (!versions.isEmpty()) {
      outbox.append(
          tx,
          versions.entrySet().stream()
              .map(e -> new Event(type, e.getKey().value(), cause, Map.of("version", e.getValue())))
              .toList());
    }
  }

  private static Applied outcome(boolean done, long version) {
    return done ? new Applied.Done(version) : new Applied.Stale();
  }

  private static <T> void inBatches(List<T> all, Consumer<List<T>> work) {
    all.stream().gather(Gatherers.windowFixed(BATCH)).forEach(work);
  }
}

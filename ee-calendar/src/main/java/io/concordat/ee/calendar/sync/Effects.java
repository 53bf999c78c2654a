package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.Mapping.Agreed;
import io.concordat.ee.calendar.mapping.Mapping.Standing;
import io.concordat.ee.calendar.mapping.Mapping.Status;
import io.concordat.ee.calendar.reconcile.Decision;
import io.concordat.ee.calendar.reconcile.Intent;
import io.concordat.ee.calendar.reconcile.Local;
import io.concordat.ee.calendar.reconcile.Remote;
import io.concordat.ee.calendar.reconcile.Voice;
import io.concordat.spi.event.Event;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Schedule.Command;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongFunction;

/** What a transaction will do about many mappings; collected first, applied as sets by the desk. */
final class Effects {
  static final String INVITED = "invitation_is_copy";
  static final String DIRECTION = "not_carried_by_direction";
  static final String GUESTS = "would_notify_attendees";

  /** The event is gone; the entry goes when the whole run has been weighed. */
  static final String GOING = "deletion_waits";

  /** A mapping to store once the version of its entry is known. */
  record Store(
      Optional<Mapping> before, ScheduleEntryId entry, long version, LongFunction<Mapping> at) {}

  final Map<ScheduleEntryId, Command> commands = new LinkedHashMap<>();
  final Map<ScheduleEntryId, Assignment> assignments = new HashMap<>();
  final List<Store> stores = new ArrayList<>();
  final Set<UUID> forgotten = new HashSet<>();
  final List<Event> events = new ArrayList<>();
  final List<Todo> todos = new ArrayList<>();

  /** Entries that became what their events say. */
  final Set<ScheduleEntryId> pulled = new HashSet<>();

  final Counts counts = new Counts();

  /** What becomes of entries here, for whoever has to tell it. */
  final List<Noted> noted = new ArrayList<>();

  private final Mode mode;

  /** What becomes of a decision to push. */
  enum Mode {
    /** It is only marked. */
    PULL,
    /** The intent is stored and the call handed out. */
    PUSH,
    /** A person chose: the base moves so that the next push writes it. */
    RESOLVE
  }

  /** Assignees that an entry gets after its content. */
  record Assignment(long version, Set<UserId> users) {}

  Effects(Mode mode) {
    this.mode = mode;
  }

  void add(Subject subject, Decision decision, Remote remote) {
    switch (decision) {
      case Decision.Nothing() -> settle(subject, subject.mapping().agreed().base().orElseThrow());
      case Decision.Rebase(var base) -> settle(subject, base);
      case Decision.Look() -> todos.add(new Todo.Look(subject.mapping(), subject.version()));
      case Decision.PullCreate(var content) -> pullCreate(subject, content);
      case Decision.PullUpdate(var content, var base) -> pullUpdate(subject, content, base);
      case Decision.Merge(var content, var base) -> pullUpdate(subject, content, base);
      case Decision.PullDelete() -> pullDelete(subject, remote);
      case Decision.PushCreate(var content, var newKey) -> pushCreate(subject, content, newKey);
      case Decision.PushUpdate(var from, var to) -> pushUpdate(subject, from, to, remote);
      case Decision.PushDelete(var base) -> pushDelete(subject, base, remote);
      case Decision.Forget() -> forget(subject);
      case Decision.Held(var side) -> hold(subject, side, remote);
      case Decision.Conflict(var kind, var proposal) -> conflict(subject, kind, remote);
    }
  }

  /** What a person decided; it is told once, whatever it leads to. */
  void resolve(Subject subject, Decision decision, Remote remote) {
    add(subject, decision, remote);
    events.clear();
    events.add(event("CALENDAR_CONFLICT_RESOLVED", subject.mapping(), "api"));
  }

  /** A further copy of an entry that the tenant has already. */
  void join(Subject subject, Decision decision, Remote remote) {
    assign(subject, Set.of(subject.user()), Set.of());
    add(subject, decision, remote);
  }

  /** The same for a guest's copy, which stays as the organizer's vendor keeps it. */
  void follow(Subject subject, EntryContent theirs) {
    ScheduleEntry entry = subject.required();
    assign(subject, Set.of(subject.user()), Set.of());
    Mapping next = subject.mapping().with(Agreed.on(theirs));
    boolean same = Fields.same(entry.content(), theirs);
    LongFunction<Mapping> at =
        version -> next.with(same ? Standing.synced(version) : notOurs(version));
    stores.add(new Store(subject.stored(), entry.id(), entry.version(), at));
  }

  private static Standing notOurs(long version) {
    return Standing.held(Status.SYNCED, Optional.empty(), version, Refusal.NOT_ORGANIZER.code());
  }

  /** An entry with assignees, from an event that was never seen before. */
  void create(Mapping mapping, EntryContent content, Set<UserId> assignees) {
    commands.put(mapping.entry(), new Command.Create(mapping.entry(), content, assignees, ""));
    counts.created++;
    noted.add(Noted.of(Noted.Verb.CREATE, mapping, content));
    Mapping agreed = mapping.with(Agreed.on(content));
    stores.add(
        new Store(
            Optional.empty(),
            mapping.entry(),
            0,
            version -> agreed.with(Standing.synced(version))));
  }

  /** Further assignees of a live entry, and former ones. */
  void assign(Subject subject, Set<UserId> more, Set<UserId> fewer) {
    ScheduleEntry entry = subject.required();
    var users = new HashSet<UserId>(entry.assignees());
    users.addAll(more);
    users.removeAll(fewer);
    if (!users.equals(entry.assignees())) {
      assignments.put(entry.id(), new Assignment(entry.version(), users));
    }
  }

  private void settle(Subject subject, EntryContent base) {
    resolved(subject);
    store(subject, subject.mapping().entry(), subject.version(), Agreed.on(base));
  }

  private void store(Subject subject, ScheduleEntryId entry, long version, Agreed agreed) {
    Mapping next = subject.mapping().with(agreed);
    stores.add(
        new Store(
            subject.stored(), entry, version, carried -> next.with(Standing.synced(carried))));
  }

  private void pullCreate(Subject subject, EntryContent content) {
    resolved(subject);
    if (subject.live()) {
      assign(subject, Set.of(subject.user()), Set.of());
      update(subject, content);
      counts.updated++;
      store(subject, subject.mapping().entry(), subject.version(), Agreed.on(content));
    } else {
      var fresh = new ScheduleEntryId(UUID.randomUUID());
      create(subject.mapping().with(fresh), content, Set.of(subject.user()));
    }
  }

  private void pullUpdate(Subject subject, EntryContent content, EntryContent base) {
    resolved(subject);
    update(subject, content);
    pulled.add(subject.mapping().entry());
    counts.updated++;
    if (Fields.same(content, base)) {
      store(subject, subject.mapping().entry(), subject.version(), Agreed.on(base));
    } else {
      keep(subject, subject.mapping().with(Agreed.on(base)).with(Standing.pending()));
    }
  }

  private void update(Subject subject, EntryContent content) {
    ScheduleEntry entry = subject.required();
    if (!entry.content().equals(content)) {
      commands.put(entry.id(), new Command.Update(entry.id(), entry.version(), content));
      noted.add(Noted.of(Noted.Verb.UPDATE, subject.mapping(), content));
    }
  }

  private void pullDelete(Subject subject, Remote evidence) {
    switch (mode) {
      case PULL, PUSH -> wait(subject, evidence);
      case RESOLVE -> remove(subject);
    }
  }

  /** What speaks for the deletion is kept, so that nothing is lost if it waits for a person. */
  private void wait(Subject subject, Remote evidence) {
    resolved(subject);
    keep(subject, subject.going(evidence));
  }

  /** The entry goes, or its user leaves it. */
  void remove(Subject subject) {
    resolved(subject);
    forgotten.add(subject.mapping().id());
    if (subject.part().twin()) {
      // The user's other calendar still shows it.
      return;
    }
    ScheduleEntry entry = subject.required();
    Set<UserId> leaving = subject.leaving();
    if (leaving.containsAll(entry.assignees())) {
      commands.put(entry.id(), new Command.Delete(entry.id(), entry.version()));
    } else {
      assign(subject, Set.of(), leaving);
    }
    counts.deleted++;
    noted.add(Noted.of(Noted.Verb.DELETE, subject.mapping(), entry.content()));
  }

  private void forget(Subject subject) {
    resolved(subject);
    forgotten.add(subject.mapping().id());
  }

  private void pushCreate(Subject subject, EntryContent content, boolean newKey) {
    Mapping mapping = keyed(subject.mapping(), newKey);
    switch (mode) {
      case PULL, RESOLVE -> keep(subject, mapping);
      case PUSH -> {
        Mapping intending = intend(subject, mapping, Optional.empty(), new Intent.Write(content));
        todos.add(new Todo.Create(intending, subject.version(), content));
      }
    }
  }

  /** The vendor keeps a deleted item's id: another one begins with a key of its own. */
  private Mapping keyed(Mapping old, boolean newKey) {
    if (!newKey) {
      return Mapping.fresh(old.id(), old.provider(), old.entry()).at(old.revision());
    }
    forgotten.add(old.id());
    return Mapping.fresh(UUID.randomUUID(), old.provider(), old.entry());
  }

  private void pushUpdate(Subject subject, EntryContent from, EntryContent to, Remote remote) {
    switch (mode) {
      case PULL -> postpone(subject, remote);
      case RESOLVE -> keep(subject, pending(subject, Agreed.on(from)));
      case PUSH -> {
        if (subject.mustAsk()) {
          ask(subject, from, remote);
        } else {
          updateThere(subject, from, to);
        }
      }
    }
  }

  private void updateThere(Subject subject, EntryContent from, EntryContent to) {
    var intending = intend(subject, subject.mapping(), Optional.of(from), new Intent.Write(to));
    todos.add(new Todo.Update(intending, subject.version(), from, to));
  }

  private void deleteThere(Subject subject, EntryContent base) {
    var intending = intend(subject, subject.mapping(), Optional.of(base), new Intent.Delete());
    todos.add(new Todo.Delete(intending, subject.version()));
  }

  /** The write would mail guests: it waits until a person releases this very version. */
  private void ask(Subject subject, EntryContent base, Remote remote) {
    Mapping mapping = subject.mapping();
    noted.add(Noted.of(Noted.Verb.HOLD, mapping, base));
    var carried = mapping.standing().localVersion();
    keep(
        subject,
        mapping
            .with(new Agreed(Optional.of(base), remote, new Intent.None()))
            .with(Standing.held(Status.PENDING, carried, subject.version(), GUESTS)));
  }

  private void pushDelete(Subject subject, EntryContent base, Remote remote) {
    switch (mode) {
      case PULL -> postpone(subject, remote);
      case RESOLVE -> keep(subject, pending(subject, Agreed.on(content(remote).orElseThrow())));
      case PUSH -> {
        if (subject.mustAsk()) {
          ask(subject, base, remote);
        } else {
          deleteThere(subject, base);
        }
      }
    }
  }

  private static Optional<EntryContent> content(Remote remote) {
    return remote instanceof Remote.Present(var content) ? Optional.of(content) : Optional.empty();
  }

  /** The push decides again, with what the vendor shows now. */
  private void postpone(Subject subject, Remote remote) {
    Agreed agreed = subject.mapping().agreed();
    keep(subject, pending(subject, new Agreed(agreed.base(), remote, agreed.intent())));
  }

  private static Mapping pending(Subject subject, Agreed agreed) {
    return subject.mapping().with(agreed).with(subject.mapping().standing().again());
  }

  /** What the mapping will be once it is stored. */
  private Mapping intend(
      Subject subject, Mapping mapping, Optional<EntryContent> base, Intent intent) {
    Mapping intending =
        mapping
            .with(new Agreed(base, new Remote.Unseen(), intent))
            .with(mapping.standing().again());
    keep(subject, intending);
    return intending.at(intending.revision() + 1);
  }

  private void hold(Subject subject, Decision.Side side, Remote remote) {
    Mapping mapping = subject.mapping();
    Agreed agreed = mapping.agreed();
    Standing standing =
        Standing.held(
            Status.SYNCED,
            mapping.standing().localVersion(),
            subject.version(),
            subject.part().voice() == Voice.OWN ? DIRECTION : Refusal.NOT_ORGANIZER.code());
    Remote theirs =
        switch (side) {
          case LOCAL -> agreed.theirs();
          case REMOTE -> remote;
        };
    if (mapping.revision() > 0) {
      keep(
          subject, mapping.with(new Agreed(agreed.base(), theirs, agreed.intent())).with(standing));
    }
  }

  private void conflict(Subject subject, Decision.Kind kind, Remote remote) {
    Mapping mapping = subject.mapping();
    if (!mapping.inConflict()) {
      counts.conflicts++;
      noted.add(new Noted(Noted.Verb.CONFLICT, mapping, content(remote).or(subject::content)));
      events.add(event("CALENDAR_CONFLICT_DETECTED", mapping, name(kind)));
    }
    Agreed agreed = mapping.agreed();
    keep(
        subject,
        mapping
            .with(new Agreed(agreed.base(), remote, agreed.intent()))
            .with(Standing.conflict(subject.version(), name(kind))));
  }

  private void resolved(Subject subject) {
    if (subject.mapping().inConflict()) {
      events.add(event("CALENDAR_CONFLICT_RESOLVED", subject.mapping(), "agreement"));
    }
  }

  /**
   * The vendor's invitation is this user's copy; the mapping is made when the calendar shows it.
   */
  void await(Subject subject) {
    Standing standing = Standing.held(Status.PENDING, Optional.empty(), subject.version(), INVITED);
    if (subject.local() instanceof Local.Present) {
      keep(subject, subject.mapping().with(standing));
    } else {
      forgotten.add(subject.mapping().id());
    }
  }

  /** A mapping as it becomes, and as it was stored. */
  void keep(Mapping mapping, Mapping before) {
    stores.add(new Store(Optional.of(before), mapping.entry(), 0, version -> mapping));
  }

  private void keep(Subject subject, Mapping mapping) {
    stores.add(new Store(subject.stored(), mapping.entry(), subject.version(), version -> mapping));
  }

  static Event event(String type, Mapping mapping, String cause) {
    return new Event(
        type,
        mapping.id(),
        cause,
        Map.of("providerId", mapping.provider().toString(), "entryId", mapping.entry().toString()));
  }

  private static String name(Decision.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}

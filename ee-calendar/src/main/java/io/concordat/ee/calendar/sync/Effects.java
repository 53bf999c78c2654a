package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.activity.Deed;
import io.concordat.ee.calendar.activity.Deed.Action;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.mapping.Because;
import io.concordat.ee.calendar.mapping.Because.Cause;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.Mapping.Agreed;
import io.concordat.ee.calendar.mapping.Mapping.Standing;
import io.concordat.ee.calendar.mapping.Mapping.Status;
import io.concordat.ee.calendar.reconcile.Decision;
import io.concordat.ee.calendar.reconcile.Landed;
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

  /** Where changes of entries come from. */
  final Map<ScheduleEntryId, Origin> origins = new HashMap<>();

  /** What was done beside the commands. */
  final List<Deed> deeds = new ArrayList<>();

  private final Mode mode;
  private final Because because;
  private final Outward outward;

  /** What an entry is changed for; as it was before. */
  record Origin(Mapping mapping, Optional<ScheduleEntry> before, Because because) {
    Optional<Long> version() {
      return before.map(ScheduleEntry::version);
    }

    Optional<Set<UserId>> assignees() {
      return before.<Set<UserId>>map(ScheduleEntry::assignees);
    }
  }

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
    this(mode, Because.VENDOR, Map.of());
  }

  /**
   * @param because why all of it
   * @param released what a person let through, and who
   */
  Effects(Mode mode, Because because, Map<ScheduleEntryId, Because> released) {
    this.mode = mode;
    this.because = because;
    this.outward = new Outward(this, mode, because, released);
  }

  private void from(Subject subject, Because why) {
    origins.putIfAbsent(
        subject.mapping().entry(), new Origin(subject.mapping(), subject.entry(), why));
  }

  void add(Subject subject, Decision decision, Remote remote) {
    if (settles(decision)) {
      landed(subject, remote);
    }
    switch (decision) {
      case Decision.Nothing() -> settle(subject, subject.mapping().agreed().base().orElseThrow());
      case Decision.Rebase(var base) -> settle(subject, base);
      case Decision.Look() -> todos.add(new Todo.Look(subject.mapping(), subject.version()));
      case Decision.PullCreate(var content) -> pullCreate(subject, content);
      case Decision.PullUpdate(var content, var base) ->
          pullUpdate(subject, content, base, because);
      case Decision.Merge(var content, var base) ->
          pullUpdate(subject, content, base, chosen(Because.of(Cause.MERGE)));
      case Decision.PullDelete() -> pullDelete(subject, remote);
      case Decision.PushCreate(var content, var newKey) -> outward.create(subject, content, newKey);
      case Decision.PushUpdate(var from, var to) -> outward.update(subject, from, to, remote);
      case Decision.PushDelete(var base) -> outward.delete(subject, base, remote);
      case Decision.Forget() -> forget(subject);
      case Decision.Held(var side) -> hold(subject, side, remote);
      case Decision.Conflict(var kind, var proposal) -> conflict(subject, kind, remote);
    }
  }

  /** Whether this ends what is known of a write that was cut off, or goes on without it. */
  private boolean settles(Decision decision) {
    return switch (decision) {
      case Decision.Look look -> false;
      case Decision.Held held -> false;
      case Decision.PullDelete delete -> false;
      case Decision.PushUpdate push -> mode != Mode.PULL;
      case Decision.PushDelete push -> mode != Mode.PULL;
      case Decision.Nothing nothing -> true;
      case Decision.Rebase rebase -> true;
      case Decision.PullCreate pull -> true;
      case Decision.PullUpdate pull -> true;
      case Decision.Merge merge -> true;
      case Decision.PushCreate push -> true;
      case Decision.Forget forget -> true;
      case Decision.Conflict conflict -> true;
    };
  }

  /** A write whose answer was lost is told when it is found; a conflict has told it already. */
  private void landed(Subject subject, Remote remote) {
    if (!subject.mapping().inConflict()) {
      Landed.of(subject.state(remote))
          .ifPresent(found -> deeds.add(Deeds.found(subject.mapping(), found)));
    }
  }

  /** What a person decided; it is told once, whatever it leads to. */
  void resolve(Subject subject, Decision decision, Remote remote) {
    add(subject, decision, remote);
    events.clear();
    events.add(event("CALENDAR_CONFLICT_RESOLVED", subject.mapping(), "api"));
    deeds.add(Deeds.both(Action.RESOLVE, because, subject));
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
    origins.put(mapping.entry(), new Origin(mapping, Optional.empty(), because));
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
      from(subject, because);
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
    if (subject.live()) {
      assign(subject, Set.of(subject.user()), Set.of());
      pullUpdate(subject, onto(subject, content), content, because);
    } else {
      resolved(subject);
      var fresh = new ScheduleEntryId(UUID.randomUUID());
      create(subject.mapping().with(fresh), content, Set.of(subject.user()));
    }
  }

  /** Others went on with the entry: it gets what was changed in this copy, and keeps the rest. */
  private static EntryContent onto(Subject subject, EntryContent content) {
    EntryContent now = subject.required().content();
    Optional<EntryContent> base = subject.mapping().agreed().base();
    return base.map(was -> Fields.carry(now, content, Fields.changed(was, content)))
        .orElse(content);
  }

  private void pullUpdate(Subject subject, EntryContent content, EntryContent base, Because why) {
    resolved(subject);
    update(subject, content, why);
    pulled.add(subject.mapping().entry());
    counts.updated++;
    if (Fields.same(content, base)) {
      store(subject, subject.mapping().entry(), subject.version(), Agreed.on(base));
    } else {
      Standing standing = Standing.pending().because(chosen(subject.merging()));
      keep(subject, subject.mapping().with(Agreed.on(base)).with(standing));
    }
  }

  /** What a person chose is that and nothing else. */
  private Because chosen(Because otherwise) {
    return mode == Mode.RESOLVE ? because : otherwise;
  }

  private void update(Subject subject, EntryContent content, Because why) {
    ScheduleEntry entry = subject.required();
    if (!entry.content().equals(content)) {
      commands.put(entry.id(), new Command.Update(entry.id(), entry.version(), content));
      from(subject, why);
      noted.add(Noted.of(Noted.Verb.UPDATE, subject.mapping(), content));
    }
  }

  private void pullDelete(Subject subject, Remote evidence) {
    switch (mode) {
      case PULL, PUSH -> wait(subject, evidence);
      case RESOLVE -> remove(subject, because);
    }
  }

  /** What speaks for the deletion is kept, so that nothing is lost if it waits for a person. */
  private void wait(Subject subject, Remote evidence) {
    resolved(subject);
    keep(subject, subject.going(evidence));
  }

  /** The entry goes, or its user leaves it. */
  void remove(Subject subject, Because why) {
    landed(subject, subject.mapping().agreed().theirs());
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
      from(subject, why);
    } else {
      from(subject, why);
      assign(subject, Set.of(), leaving);
    }
    counts.deleted++;
    noted.add(Noted.of(Noted.Verb.DELETE, subject.mapping(), entry.content()));
  }

  private void forget(Subject subject) {
    resolved(subject);
    forgotten.add(subject.mapping().id());
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
      noted.add(
          new Noted(Noted.Verb.CONFLICT, mapping, Outward.content(remote).or(subject::content)));
      events.add(event("CALENDAR_CONFLICT_DETECTED", mapping, name(kind)));
      deeds.add(Deeds.both(Action.CONFLICT, Because.VENDOR, subject).with(name(kind)));
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
      if (mode != Mode.RESOLVE) {
        deeds.add(Deeds.both(Action.RESOLVE, Because.of(Cause.AGREEMENT), subject));
      }
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

  void keep(Subject subject, Mapping mapping) {
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

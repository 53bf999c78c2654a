package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.mapping.Because;
import io.concordat.ee.calendar.mapping.DirtyRows;
import io.concordat.ee.calendar.mapping.DirtyRows.Unmapped;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.Mapping.Standing;
import io.concordat.ee.calendar.mapping.Mapping.Status;
import io.concordat.ee.calendar.pace.Pace;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.reconcile.Remote;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Writes what changed here to the vendor, in chunks: store the intents, call outside any
 * transaction, store the results. A write that met somebody else's is read and decided again.
 */
final class Push {
  private static final int CHUNK = 200;
  private static final int ATTEMPTS = 3;
  private static final int EVERYTHING = 1_000_000;

  /** Until what was overtaken that often is tried once more. */
  private static final Duration BREATH = Duration.ofMinutes(5);

  private final DirtyRows dirty;
  private final Desk desk;
  private final Gate gate;
  private final Answers answers;
  private final Dispatch dispatch;
  private final ProgressRows progress;
  private final InstantSource clock;

  Push(
      DirtyRows dirty,
      Desk desk,
      Gate gate,
      Answers answers,
      Dispatch dispatch,
      ProgressRows progress,
      InstantSource clock) {
    this.dirty = dirty;
    this.desk = desk;
    this.gate = gate;
    this.answers = answers;
    this.dispatch = dispatch;
    this.progress = progress;
    this.clock = clock;
  }

  /** Pushes until nothing is left that can be pushed now. */
  void run(Session session) {
    var attempts = new HashMap<UUID, Integer>();
    session.weighed = false;
    session.rests = Optional.empty();
    session.again = Optional.empty();
    while (chunk(session, attempts)) {
      // Each chunk is whole by itself.
    }
  }

  private boolean chunk(Session session, Map<UUID, Integer> attempts) {
    Set<UUID> tired =
        attempts.entrySet().stream()
            .filter(tried -> tried.getValue() >= ATTEMPTS)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    Planned planned = session.tx((tx, counts) -> plan(tx, counts, session, tired));
    planned.todos().forEach(todo -> attempts.merge(todo.mapping().id(), 1, Integer::sum));
    if (planned.todos().isEmpty()) {
      return planned.more();
    }
    Dispatch.Sent sent = dispatch.send(session, planned.todos());
    session.notes.there(session, sent.answers());
    session.backlog.done(sent.answers().size());
    session.ends = ends(session);
    answers.take(session, sent.answers());
    if (sent.answers().stream().anyMatch(one -> !one.done() && tires(one, attempts))) {
      session.again = Optional.of(clock.instant().plus(BREATH));
    }
    sent.fault().ifPresent(Push::raise);
    return planned.more() || sent.answers().stream().anyMatch(Push::unsettled);
  }

  private static boolean tires(Dispatch.Answer answer, Map<UUID, Integer> attempts) {
    return attempts.getOrDefault(answer.todo().mapping().id(), 0) >= ATTEMPTS;
  }

  private Optional<Instant> ends(Session session) {
    Instant now = clock.instant();
    return session
        .provider()
        .pace()
        .takes(session.backlog.left(), now)
        .or(() -> session.backlog.takes(now))
        .map(now::plus);
  }

  /** Met by surprise: to be decided again. What becomes dirty meanwhile wakes a run of its own. */
  private static boolean unsettled(Dispatch.Answer answer) {
    return !answer.done();
  }

  private static void raise(RemoteFault fault) {
    throw fault;
  }

  /**
   * @param more perhaps this was not all
   */
  private record Planned(List<Todo> todos, boolean more) {}

  private Planned plan(Tx tx, Counts counts, Session session, Set<UUID> tired) {
    if (session.provider().progress().importedAt().isEmpty()) {
      // What is there already must be known before anything is created.
      return new Planned(List.of(), false);
    }
    Pace pace = session.notes.rehearsing() ? Pace.FREE : session.provider().pace();
    int most = Math.min(CHUNK, pace.allowed(clock.instant()));
    Wanted wanted = wanted(tx, session, tired, Math.max(1, most));
    if (most == 0) {
      return rest(session, pace, wanted);
    }
    if (gate.stops(tx, session, load(tx, session, tired, wanted))) {
      wanted = wanted(tx, session, tired, most);
    }
    Effects effects = wanted.effects();
    counts.add(effects.counts);
    desk.apply(tx, session.occasion(), effects, clock.instant());
    session.notes.here(effects.noted);
    spend(tx, session, pace, effects.todos.size());
    return new Planned(effects.todos, wanted.full());
  }

  /** The worker is given back; the run goes on when the calendar has rested. */
  private Planned rest(Session session, Pace pace, Wanted wanted) {
    if (wanted.full()) {
      session.rests = Optional.of(pace.next(clock.instant()));
    }
    return new Planned(List.of(), false);
  }

  private void spend(Tx tx, Session session, Pace pace, int writes) {
    Pace after =
        pace.spent(writes, clock.instant(), session.provider().brand().requestsPerSecond());
    if (!after.equals(pace)) {
      progress.pace(tx, session.id, after);
    }
  }

  /**
   * Decided, and not applied.
   *
   * @param full perhaps this was not all
   */
  private record Wanted(Effects effects, boolean full) {}

  private Wanted wanted(Tx tx, Session session, Set<UUID> tired, int limit) {
    Instant now = clock.instant();
    List<Mapping> changed = dirty.dirty(tx, session.id, tired, now, limit);
    List<Unmapped> unmapped = unmapped(tx, session, now, limit);
    var effects = new Effects(Effects.Mode.PUSH, Because.VENDOR, gate.released(tx, session));
    decide(tx, session, changed, unmapped, limit, effects);
    return new Wanted(effects, changed.size() + unmapped.size() >= limit);
  }

  /** All that waits is weighed before the first part of it goes out. */
  private Gate.Load load(Tx tx, Session session, Set<UUID> tired, Wanted some) {
    boolean part = some.full() && !session.weighed;
    session.weighed = true;
    List<Todo> todos = (part ? wanted(tx, session, tired, EVERYTHING) : some).effects().todos;
    session.backlog.waits(todos.size(), clock.instant());
    return Gate.Load.of(session, todos);
  }

  private List<Unmapped> unmapped(Tx tx, Session session, Instant now, int limit) {
    Provider provider = session.provider();
    return provider.pushesOut()
        ? dirty.unmapped(
            tx,
            session.id,
            provider.user(),
            provider.settings().outgoing().mirror(),
            false,
            now,
            limit)
        : List.of();
  }

  /** What may be written, as it is stored if it is. */
  private record Candidate(Mapping mapping, Optional<Mapping> stored, boolean invited) {}

  private void decide(
      Tx tx,
      Session session,
      List<Mapping> changed,
      List<Unmapped> unmapped,
      int limit,
      Effects effects) {
    var all = new ArrayList<Candidate>();
    changed.forEach(mapping -> all.add(new Candidate(mapping, Optional.of(mapping), false)));
    unmapped.forEach(one -> all.add(fresh(session, one)));
    Map<ScheduleEntryId, ScheduleEntry> entries =
        desk.read(tx, all.stream().map(one -> one.mapping().entry()).toList());
    var kin = desk.kin(tx, changed);
    for (Candidate one : soonest(all, entries, limit)) {
      var entry = Optional.ofNullable(entries.get(one.mapping().entry()));
      Subject subject = session.subject(one.mapping(), one.stored(), entry, kin);
      if (one.invited()) {
        effects.await(subject);
      } else {
        add(session, effects, subject);
      }
    }
  }

  private static Candidate fresh(Session session, Unmapped one) {
    Mapping mapping = Mapping.fresh(UUID.randomUUID(), session.id, one.entry());
    return new Candidate(mapping, Optional.empty(), one.invited());
  }

  /** Of those that changed and those that are new; each came in this order already. */
  private List<Candidate> soonest(
      List<Candidate> all, Map<ScheduleEntryId, ScheduleEntry> entries, int limit) {
    Instant now = clock.instant();
    return all.stream()
        .sorted(
            Comparator.comparing(
                one -> Soonest.rank(Optional.ofNullable(entries.get(one.mapping().entry())), now)))
        .limit(limit)
        .toList();
  }

  private static void add(Session session, Effects effects, Subject subject) {
    if (Effects.INVITED.equals(subject.mapping().standing().reason().orElse(""))) {
      effects.await(subject);
      return;
    }
    Remote remote = subject.mapping().agreed().theirs();
    effects.add(subject, subject.decide(session.reconcile(), remote), remote);
  }

  /** The standing of a mapping whose write the vendor refuses; it is tried when it changes. */
  static Standing refused(Todo todo, String reason) {
    return Standing.held(Status.ERROR, Optional.empty(), todo.version(), reason);
  }
}

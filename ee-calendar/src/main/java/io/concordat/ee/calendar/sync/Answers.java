package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.activity.Deed;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.Mapping.Agreed;
import io.concordat.ee.calendar.mapping.Mapping.Standing;
import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.ee.calendar.reconcile.Intent;
import io.concordat.ee.calendar.reconcile.Remote;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.ee.calendar.remote.Written;
import io.concordat.ee.calendar.sync.Dispatch.Answer;
import io.concordat.ee.calendar.sync.Dispatch.What;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.tenant.Tx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Stores what became of the vendor calls of a push; what was overtaken is read again. */
final class Answers {
  private final Desk desk;
  private final Gate gate;
  private final MappingRows mappings;
  private final AsideRows aside;
  private final InstantSource clock;

  Answers(Desk desk, Gate gate, MappingRows mappings, AsideRows aside, InstantSource clock) {
    this.desk = desk;
    this.gate = gate;
    this.mappings = mappings;
    this.aside = aside;
    this.clock = clock;
  }

  void take(Session session, List<Answer> answers) {
    var stale = new ArrayList<Todo>();
    session.tx(
        (tx, counts) -> {
          stale.clear();
          store(tx, counts, session, answers, stale);
          return true;
        });
    for (Todo todo : stale) {
      Read read = Dispatch.look(session.calendar, todo.mapping());
      var again = List.of(new Answer(todo, new What.Showed(read)));
      session.tx(
          (tx, counts) -> {
            store(tx, counts, session, again, stale);
            return true;
          });
    }
  }

  private void store(
      Tx tx, Counts counts, Session session, List<Answer> answers, List<Todo> stale) {
    var effects = new Effects(Effects.Mode.PULL);
    var shown = new HashMap<Todo, Seen>();
    for (Answer answer : answers) {
      switch (answer.what()) {
        case What.Wrote(var written) -> wrote(answer, written, effects, shown, stale);
        case What.Showed(var read) -> showed(tx, session, answer.todo(), read, effects, shown);
        case What.Unsent() -> effects.keep(voided(answer.todo()), answer.todo().mapping());
        case What.Unknown() -> {}
      }
    }
    decide(tx, session, shown, effects);
    counts.add(effects.counts);
    counts.done += answers.size();
    desk.apply(tx, session.occasion(), effects, clock.instant());
    session.notes.here(effects.noted);
    gate.done(tx, session, answers.stream().filter(Answer::done).map(Answer::todo).toList());
  }

  private static Mapping voided(Todo todo) {
    Agreed agreed = todo.mapping().agreed();
    return todo.mapping().with(new Agreed(agreed.base(), agreed.theirs(), new Intent.None()));
  }

  private static void wrote(
      Answer answer, Written written, Effects effects, Map<Todo, Seen> shown, List<Todo> stale) {
    Todo todo = answer.todo();
    switch (written) {
      case Written.Done(var parts) -> {
        effects.deeds.add(Deeds.there(answer, Optional.of(parts)));
        done(todo, parts, effects);
      }
      case Written.Exists(var now) -> exists(todo, now, shown, stale);
      case Written.Stale() -> stale.add(todo);
      case Written.Missing() -> missing(answer, effects, shown);
      case Written.Refused(var reason) -> {
        effects.counts.errors++;
        effects.deeds.add(Deeds.refused(answer, reason.code()));
        effects.keep(voided(todo).with(Push.refused(todo, reason.code())), todo.mapping());
      }
    }
  }

  private static void exists(Todo todo, Read now, Map<Todo, Seen> shown, List<Todo> stale) {
    Seen.of(todo.mapping().id().toString(), now)
        .ifPresentOrElse(seen -> shown.put(todo, seen), () -> stale.add(todo));
  }

  private static void done(Todo todo, RemoteParts parts, Effects effects) {
    switch (todo) {
      case Todo.Create(var mapping, var version, var content) -> {
        effects.counts.created++;
        effects.keep(carried(mapping, parts, content, version), mapping);
      }
      case Todo.Update(var mapping, var version, var from, var to) -> {
        effects.counts.updated++;
        effects.keep(carried(mapping, parts, to, version), mapping);
      }
      case Todo.Delete(var mapping, var version, var from) -> {
        effects.counts.deleted++;
        effects.forgotten.add(mapping.id());
      }
      case Todo.Look look -> throw new IllegalStateException("a look writes nothing");
    }
  }

  private static Mapping carried(
      Mapping mapping, RemoteParts parts, EntryContent content, long version) {
    return mapping
        .with(mapping.place().with(parts))
        .with(Agreed.on(content))
        .with(Standing.synced(version));
  }

  private static void missing(Answer answer, Effects effects, Map<Todo, Seen> shown) {
    Todo todo = answer.todo();
    if (todo instanceof Todo.Delete) {
      effects.counts.deleted++;
      effects.deeds.add(Deeds.there(answer, Optional.empty()).with(Deed.ALREADY_GONE));
      effects.forgotten.add(todo.mapping().id());
    } else {
      shown.put(todo, Seen.gone(todo.mapping().id().toString(), new Remote.Missing()));
    }
  }

  private void showed(
      Tx tx, Session session, Todo todo, Read read, Effects effects, Map<Todo, Seen> shown) {
    if (read instanceof Read.Unreadable(var bad)) {
      aside
          .quarantine(
              tx,
              session.id,
              List.of(bad),
              session.provider().progress().generation(),
              clock.instant())
          .forEach((id, reason) -> effects.deeds.add(Deed.aside(id, reason)));
      effects.counts.errors++;
      effects.keep(voided(todo).with(Push.refused(todo, bad.reason().code())), todo.mapping());
    }
    Seen.of(todo.mapping().id().toString(), read).ifPresent(seen -> shown.put(todo, seen));
  }

  /** The items that were looked at are decided with what they show now. */
  private void decide(Tx tx, Session session, Map<Todo, Seen> shown, Effects effects) {
    var ids = shown.keySet().stream().map(todo -> todo.mapping().id()).toList();
    if (ids.isEmpty()) {
      return;
    }
    var current = new HashMap<UUID, Mapping>();
    mappings.byIds(tx, ids).forEach(mapping -> current.put(mapping.id(), mapping));
    var entries = desk.entries(tx, current.values());
    var words = new OwnWords(session.calendar);
    shown.forEach(
        (todo, seen) -> {
          Mapping stored = current.get(todo.mapping().id());
          if (stored != null) {
            var entry = Optional.ofNullable(entries.get(stored.entry()));
            decide(tx, session, stored, entry, words.of(stored, seen), effects);
          }
        });
  }

  private void decide(
      Tx tx,
      Session session,
      Mapping stored,
      Optional<ScheduleEntry> entry,
      Seen seen,
      Effects effects) {
    Mapping mapping = seen.parts().map(stored.place()::with).map(stored::with).orElse(stored);
    var kin = desk.meetings().kin(tx, List.of(mapping));
    var subject = session.subject(mapping, Optional.of(stored), entry, kin);
    effects.add(subject, subject.decide(session.reconcile(), seen.remote()), seen.remote());
  }
}

package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.mapping.Because;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.ee.calendar.reconcile.Decision;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Entries whose events are gone. They go all together, when everything has been read and is known
 * to be no more than usual; evidence of the deletion is kept until then.
 */
final class Removals {
  private final Desk desk;
  private final Gate gate;
  private final MappingRows mappings;
  private final InstantSource clock;

  Removals(Desk desk, Gate gate, MappingRows mappings, InstantSource clock) {
    this.desk = desk;
    this.gate = gate;
    this.mappings = mappings;
    this.clock = clock;
  }

  void run(Session session) {
    session.tx(
        (tx, counts) -> {
          gate.refresh(tx, session);
          List<Mapping> going = mappings.going(tx, session.id);
          if (!going.isEmpty()) {
            weigh(tx, counts, session, going);
          }
          return true;
        });
  }

  private void weigh(Tx tx, Counts counts, Session session, List<Mapping> waiting) {
    var effects = new Effects(Effects.Mode.PULL);
    List<Subject> going = new ArrayList<>();
    for (Subject subject : subjects(tx, session, waiting)) {
      var remote = subject.mapping().agreed().theirs();
      Decision decision = subject.decide(session.reconcile(), remote);
      if (decision instanceof Decision.PullDelete) {
        going.add(subject);
      } else {
        effects.add(subject, decision, remote);
      }
    }
    Set<ScheduleEntryId> held = gate.stopsHere(tx, session, counted(going));
    going.removeIf(subject -> held.contains(subject.mapping().entry()));
    var released =
        going.isEmpty() ? Map.<ScheduleEntryId, Because>of() : gate.released(tx, session);
    going.forEach(
        subject ->
            effects.remove(
                subject, released.getOrDefault(subject.mapping().entry(), Because.VENDOR)));
    counts.add(effects.counts);
    desk.apply(tx, session.occasion(), effects, clock.instant());
    session.notes.here(effects.noted);
    gate.gone(tx, session, counted(going));
  }

  private List<Subject> subjects(Tx tx, Session session, List<Mapping> of) {
    Map<ScheduleEntryId, ScheduleEntry> entries = desk.entries(tx, of);
    var kin = desk.meetings().kin(tx, of);
    return of.stream()
        .map(
            one ->
                session.subject(
                    one, Optional.of(one), Optional.ofNullable(entries.get(one.entry())), kin))
        .toList();
  }

  /** What the user's other calendar still shows does not go. */
  private static List<ScheduleEntryId> counted(List<Subject> going) {
    return going.stream()
        .filter(subject -> !subject.part().twin())
        .map(subject -> subject.mapping().entry())
        .toList();
  }
}

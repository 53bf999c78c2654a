package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.activity.Deed;
import io.concordat.ee.calendar.activity.Deed.Action;
import io.concordat.ee.calendar.activity.Deed.Facts;
import io.concordat.ee.calendar.activity.Deed.Side;
import io.concordat.ee.calendar.mapping.Because;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.Mapping.Agreed;
import io.concordat.ee.calendar.mapping.Mapping.Standing;
import io.concordat.ee.calendar.mapping.Mapping.Status;
import io.concordat.ee.calendar.reconcile.Intent;
import io.concordat.ee.calendar.reconcile.Remote;
import io.concordat.ee.calendar.sync.Effects.Mode;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is to be written to the vendor: marked, or stored as an intent, with its reason, and handed
 * out.
 *
 * @param because why all of it, if a person chose
 * @param released what a person let through, and who
 */
record Outward(
    Effects effects, Mode mode, Because because, Map<ScheduleEntryId, Because> released) {
  void create(Subject subject, EntryContent content, boolean newKey) {
    Mapping mapping = keyed(subject.mapping(), newKey);
    switch (mode) {
      case PULL -> effects.keep(subject, mapping);
      case RESOLVE -> effects.keep(subject, mapping.with(mapping.standing().because(because)));
      case PUSH -> {
        Mapping intending = intend(subject, mapping, Optional.empty(), new Intent.Write(content));
        effects.todos.add(new Todo.Create(intending, subject.version(), content));
      }
    }
  }

  /** The vendor keeps a deleted item's id: another one begins with a key of its own. */
  private Mapping keyed(Mapping old, boolean newKey) {
    if (!newKey) {
      return Mapping.fresh(old.id(), old.provider(), old.entry()).at(old.revision());
    }
    effects.forgotten.add(old.id());
    return Mapping.fresh(UUID.randomUUID(), old.provider(), old.entry());
  }

  void update(Subject subject, EntryContent from, EntryContent to, Remote remote) {
    switch (mode) {
      case PULL -> postpone(subject, remote);
      case RESOLVE -> choose(subject, Agreed.on(from));
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
    effects.todos.add(new Todo.Update(intending, subject.version(), from, to));
  }

  private void deleteThere(Subject subject, EntryContent base) {
    var intending = intend(subject, subject.mapping(), Optional.of(base), new Intent.Delete());
    effects.todos.add(new Todo.Delete(intending, subject.version(), base));
  }

  /** The write would mail guests: it waits until a person releases this very version. */
  private void ask(Subject subject, EntryContent base, Remote remote) {
    Mapping mapping = subject.mapping();
    effects.noted.add(Noted.of(Noted.Verb.HOLD, mapping, base));
    effects.deeds.add(
        Deed.of(
                Side.THERE,
                Action.HOLD,
                why(subject),
                mapping,
                Facts.of(base),
                Facts.of(subject.shown()))
            .with(Effects.GUESTS));
    var carried = mapping.standing().localVersion();
    effects.keep(
        subject,
        mapping
            .with(new Agreed(Optional.of(base), remote, new Intent.None()))
            .with(Standing.held(Status.PENDING, carried, subject.version(), Effects.GUESTS)));
  }

  void delete(Subject subject, EntryContent base, Remote remote) {
    switch (mode) {
      case PULL -> postpone(subject, remote);
      case RESOLVE -> choose(subject, Agreed.on(content(remote).orElseThrow()));
      case PUSH -> {
        if (subject.mustAsk()) {
          ask(subject, base, remote);
        } else {
          deleteThere(subject, base);
        }
      }
    }
  }

  static Optional<EntryContent> content(Remote remote) {
    return remote instanceof Remote.Present(var content) ? Optional.of(content) : Optional.empty();
  }

  /** The push decides again, with what the vendor shows now. */
  private void postpone(Subject subject, Remote remote) {
    Agreed agreed = subject.mapping().agreed();
    effects.keep(
        subject,
        subject
            .mapping()
            .with(new Agreed(agreed.base(), remote, agreed.intent()))
            .with(subject.mapping().standing().again()));
  }

  private void choose(Subject subject, Agreed agreed) {
    Standing standing = subject.mapping().standing().again().because(because);
    effects.keep(subject, subject.mapping().with(agreed).with(standing));
  }

  /** What the mapping will be once it is stored. */
  private Mapping intend(
      Subject subject, Mapping mapping, Optional<EntryContent> base, Intent intent) {
    Mapping intending =
        mapping
            .with(new Agreed(base, new Remote.Unseen(), intent))
            .with(mapping.standing().again().because(why(subject)));
    effects.keep(subject, intending);
    return intending.at(intending.revision() + 1);
  }

  private Because why(Subject subject) {
    return Optional.ofNullable(released.get(subject.mapping().entry())).orElseGet(subject::wish);
  }
}

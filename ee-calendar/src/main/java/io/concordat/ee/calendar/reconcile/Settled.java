package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The base, once a write that may have been cut off is accounted for. */
sealed interface Settled {
  /** The vendor must be asked first. */
  record Look() implements Settled {}

  /** Our delete came through. */
  record Deleted() implements Settled {}

  /** What both sides last agreed on, our own write included as far as it came through. */
  record Against(EntryContent base) implements Settled {}

  /**
   * Some fields of our write are there and some are as before it. A write of the master comes
   * through whole or not at all, so somebody undid a part of it, or did a part of it as well:
   * nobody can tell which.
   */
  record Mixed() implements Settled {}

  /** The sides never agreed on anything. */
  record NoBase() implements Settled {}

  /**
   * @param slotsFollow exceptions go with the old rule and are written after the new one
   */
  static Settled of(State state, boolean slotsFollow) {
    return switch (state.intent()) {
      case Intent.None() -> stored(state.base());
      case Intent.Write(var content) -> {
        Settled settled = afterWrite(state, content);
        yield slotsFollow ? awaited(settled, state, content) : settled;
      }
      case Intent.Delete() -> afterDelete(state.base(), state.remote());
    };
  }

  private static Settled stored(Optional<EntryContent> base) {
    return base.<Settled>map(Against::new).orElseGet(NoBase::new);
  }

  private static Settled afterDelete(Optional<EntryContent> base, Remote remote) {
    return switch (remote) {
      case Remote.Present present -> stored(base);
      case Remote.Deleted(), Remote.Missing() -> new Deleted();
      case Remote.Unseen() -> new Look();
    };
  }

  private static Settled afterWrite(State state, EntryContent written) {
    var base = state.base().orElseGet(() -> inserted(written));
    return switch (state.remote()) {
      case Remote.Present(var seen) -> landed(base, written, seen, state.local());
      case Remote.Deleted() -> new Against(unlikeOurs(base, written, state));
      case Remote.Missing() -> stored(state.base());
      case Remote.Unseen() -> new Look();
    };
  }

  /**
   * Of what was deleted there is no content that would tell. A local entry that is as the one, but
   * not as the other, may have been edited since: it counts as edited.
   */
  private static EntryContent unlikeOurs(EntryContent base, EntryContent written, State state) {
    return state.local() instanceof Local.Present(var ours) && Fields.same(ours, base)
        ? written
        : base;
  }

  /** Exceptions that are not there, if the new rule is: nobody has put them back. */
  private static Settled awaited(Settled settled, State state, EntryContent written) {
    return settled instanceof Against(var base)
            && state.remote() instanceof Remote.Present(var seen)
            && ruleCameThrough(state.base(), written, seen)
        ? new Against(Fields.carry(base, seen, missing(written, seen)))
        : settled;
  }

  private static boolean ruleCameThrough(
      Optional<EntryContent> base, EntryContent written, EntryContent seen) {
    var ours = base.map(before -> Fields.changed(before, written));
    var left = Fields.changed(written, seen);
    return Stream.of(Master.RECURRENCE, Master.WHEN)
        .anyMatch(
            field -> ours.filter(it -> !it.contains(field)).isEmpty() && !left.contains(field));
  }

  private static Set<Field> missing(EntryContent written, EntryContent seen) {
    return written.exceptions().keySet().stream()
        .filter(slot -> !seen.exceptions().containsKey(slot))
        .map(Field.Slot::new)
        .collect(Collectors.toSet());
  }

  /** The base with those fields of our write that the remote copy has. */
  private static Settled landed(
      EntryContent base, EntryContent written, EntryContent seen, Local local) {
    var ours = Fields.changed(base, written);
    var asWritten = without(ours, Fields.changed(written, seen));
    var asBefore = without(ours, Fields.changed(base, seen));
    if (ofMaster(asWritten) && ofMaster(asBefore)) {
      return new Mixed();
    }
    var neither = without(without(ours, asWritten), asBefore);
    asWritten.addAll(
        local instanceof Local.Present(var now) ? undone(neither, base, now) : Set.of());
    return new Against(Fields.carry(base, written, asWritten));
  }

  /** What they changed over or beside our write, and we took back since: it counts as edited. */
  private static Set<Field> undone(Set<Field> fields, EntryContent base, EntryContent now) {
    return without(fields, Fields.changed(base, now));
  }

  private static Set<Field> without(Set<Field> fields, Set<Field> less) {
    var rest = new HashSet<>(fields);
    rest.removeAll(less);
    return rest;
  }

  private static boolean ofMaster(Set<Field> fields) {
    return fields.stream().anyMatch(Field.Master.class::isInstance);
  }

  /** What the first call of a creation writes: changed slots follow one by one. */
  private static EntryContent inserted(EntryContent written) {
    var slots = new TreeMap<>(written.exceptions());
    slots.values().removeIf(Occurrence.Changed.class::isInstance);
    return new EntryContent(
        written.title(),
        written.notes(),
        written.location(),
        written.when(),
        written.isPrivate(),
        written.status(),
        written.recurrence(),
        slots);
  }
}

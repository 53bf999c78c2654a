package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The base, once a write that may have been cut off is accounted for. */
sealed interface Settled {
  /** The vendor must be asked first. */
  record Look() implements Settled {}

  /** Our delete came through. */
  record Deleted() implements Settled {}

  /** Our creation may or may not have come through; creating again is harmless and tells. */
  record Open() implements Settled {}

  /** What both sides last agreed on, our own write included as far as it came through. */
  record Against(EntryContent base) implements Settled {}

  /** The sides never agreed on anything. */
  record NoBase() implements Settled {}

  static Settled of(State state) {
    return switch (state.intent()) {
      case Intent.None() -> stored(state.base());
      case Intent.Write(var content) -> afterWrite(state.base(), content, state.remote());
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

  private static Settled afterWrite(
      Optional<EntryContent> base, EntryContent written, Remote remote) {
    return switch (remote) {
      case Remote.Present(var seen) ->
          new Against(landed(base.orElseGet(() -> inserted(written)), written, seen));
      case Remote.Deleted() -> new Against(base.orElse(written));
      case Remote.Missing() -> stored(base);
      case Remote.Unseen() -> base.isPresent() ? new Look() : new Open();
    };
  }

  /** The base with those fields of our write that the remote copy has. */
  private static EntryContent landed(EntryContent base, EntryContent written, EntryContent seen) {
    var missing = Fields.changed(written, seen);
    Set<Field> landed =
        Fields.changed(base, written).stream()
            .filter(field -> !missing.contains(field))
            .collect(Collectors.toUnmodifiableSet());
    return Fields.carry(base, written, landed);
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

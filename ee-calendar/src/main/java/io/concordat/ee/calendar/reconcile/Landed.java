package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.event.Fields;
import io.concordat.spi.schedule.EntryContent;
import java.util.HashSet;
import java.util.Optional;

/**
 * What a write did whose answer never came, as far as the remote copy shows it.
 *
 * @param from as it was before; empty: it was created
 * @param to as it became; empty: it was deleted
 */
public record Landed(Optional<EntryContent> from, Optional<EntryContent> to) {
  /** Empty: there was no such write, or nothing shows that it came through. */
  public static Optional<Landed> of(State state) {
    return switch (state.intent()) {
      case Intent.None() -> Optional.empty();
      case Intent.Write(var content) -> written(state.base(), content, state.remote());
      case Intent.Delete() -> deleted(state.base(), state.remote());
    };
  }

  private static Optional<Landed> written(
      Optional<EntryContent> base, EntryContent content, Remote remote) {
    return switch (remote) {
      case Remote.Present(var seen) ->
          base.isEmpty() ? created(content) : updated(base.get(), content, seen);
      case Remote.Deleted() -> base.isEmpty() ? created(content) : Optional.empty();
      case Remote.Missing() -> Optional.empty();
      case Remote.Unseen() -> Optional.empty();
    };
  }

  private static Optional<Landed> created(EntryContent content) {
    return Optional.of(new Landed(Optional.empty(), Optional.of(content)));
  }

  /** With those fields of ours that the copy has. */
  private static Optional<Landed> updated(
      EntryContent base, EntryContent content, EntryContent seen) {
    var ours = new HashSet<>(Fields.changed(base, content));
    ours.removeAll(Fields.changed(content, seen));
    return ours.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Landed(Optional.of(base), Optional.of(Fields.carry(base, content, ours))));
  }

  private static Optional<Landed> deleted(Optional<EntryContent> base, Remote remote) {
    return switch (remote) {
      case Remote.Deleted(), Remote.Missing() -> Optional.of(new Landed(base, Optional.empty()));
      case Remote.Present present -> Optional.empty();
      case Remote.Unseen() -> Optional.empty();
    };
  }
}

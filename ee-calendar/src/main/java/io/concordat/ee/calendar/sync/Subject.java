package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.mapping.DirtyRows;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.reconcile.Decision;
import io.concordat.ee.calendar.reconcile.Local;
import io.concordat.ee.calendar.reconcile.Reconcile;
import io.concordat.ee.calendar.reconcile.Remote;
import io.concordat.ee.calendar.reconcile.State;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.tenant.UserId;
import java.util.Optional;

/**
 * One mapping with its entry as it is now.
 *
 * @param mapping with what was just seen
 * @param stored as it was read, if it was
 * @param user whose calendar it is
 */
record Subject(
    Mapping mapping,
    Optional<Mapping> stored,
    Optional<ScheduleEntry> entry,
    UserId user,
    Part part) {
  State state(Remote remote) {
    return new State(mapping.agreed().base(), mapping.agreed().intent(), local(), remote);
  }

  Decision decide(Reconcile table, Remote remote) {
    return table.decide(state(remote), part.voice());
  }

  Local local() {
    return entry
        .filter(found -> !found.deleted() && found.assignees().contains(user))
        .<Local>map(found -> new Local.Present(found.content()))
        .orElseGet(Local.Gone::new);
  }

  boolean live() {
    return entry.filter(found -> !found.deleted()).isPresent();
  }

  ScheduleEntry required() {
    return entry.orElseThrow(() -> new IllegalStateException("the mapping has no entry"));
  }

  long version() {
    return entry.map(ScheduleEntry::version).orElse(DirtyRows.PURGED);
  }

  /** Whether a write would mail guests, and nobody has said yet that it may. */
  boolean mustAsk() {
    return part.holdsMail()
        && mapping.place().parts().filter(RemoteParts::guests).isPresent()
        && mapping.standing().releasedVersion().filter(one -> one == version()).isEmpty();
  }
}

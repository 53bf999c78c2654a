package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.mapping.Because;
import io.concordat.ee.calendar.mapping.Because.Cause;
import io.concordat.ee.calendar.mapping.DirtyRows;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.Mapping.Agreed;
import io.concordat.ee.calendar.mapping.Mapping.Standing;
import io.concordat.ee.calendar.mapping.Mapping.Status;
import io.concordat.ee.calendar.reconcile.Decision;
import io.concordat.ee.calendar.reconcile.Local;
import io.concordat.ee.calendar.reconcile.Reconcile;
import io.concordat.ee.calendar.reconcile.Remote;
import io.concordat.ee.calendar.reconcile.State;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.tenant.UserId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

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

  /** As the entry is, if it is still the user's. */
  Optional<EntryContent> shown() {
    return local() instanceof Local.Present(var content) ? Optional.of(content) : Optional.empty();
  }

  /** Why the entry is to be carried. */
  Because wish() {
    return mapping.standing().because().filter(Because::decided).orElseGet(this::change);
  }

  private Because change() {
    if (entry.isEmpty()) {
      return Because.of(Cause.USER_EDIT);
    }
    ScheduleEntry now = entry.get();
    Optional<Long> carried = mapping.standing().localVersion();
    boolean synced = now.cause().equals(Desk.CAUSE);
    long since = carried.orElse(synced ? now.version() - 1 : 0);
    var edit = now.edited().filter(one -> one.version() > since);
    return synced && edit.isEmpty()
        ? Because.of(Cause.OTHER_CALENDAR)
        : new Because(Cause.USER_EDIT, edit.map(ScheduleEntry.Edit::by));
  }

  /** Both sides changed it, and both changes stay. */
  Because merging() {
    var by = entry.flatMap(ScheduleEntry::edited).map(ScheduleEntry.Edit::by);
    return new Because(Cause.MERGE, by);
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

  Optional<EntryContent> content() {
    return entry.map(ScheduleEntry::content);
  }

  /** Whoever deletes a meeting of their own calls it off for everybody whom they invited. */
  Set<UserId> leaving() {
    var leaving = new HashSet<UserId>();
    if (mapping.place().parts().filter(RemoteParts::guests).isPresent()) {
      leaving.addAll(mapping.place().attendees());
    }
    leaving.add(user);
    return leaving;
  }

  /** The event is gone: the mapping with what speaks for it. */
  Mapping going(Remote evidence) {
    Agreed agreed = mapping.agreed();
    var carried = mapping.standing().localVersion();
    return mapping
        .with(new Agreed(agreed.base(), evidence, agreed.intent()))
        .with(Standing.held(Status.PENDING, carried, version(), Effects.GOING));
  }

  /** Whether a write would mail guests, and nobody has said yet that it may. */
  boolean mustAsk() {
    return part.holdsMail()
        && mapping.place().parts().filter(RemoteParts::guests).isPresent()
        && mapping.standing().releasedVersion().filter(one -> one == version()).isEmpty();
  }
}

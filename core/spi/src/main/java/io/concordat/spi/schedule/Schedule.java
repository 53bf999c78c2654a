package io.concordat.spi.schedule;

import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads and commands of the schedule inside the caller's transaction. Every command bumps the
 * version and appends its outbox events.
 *
 * <p>For set-wise work core publishes two SQL views (security invoker, so row-level security
 * holds), stable like this interface:
 *
 * <ul>
 *   <li>{@code spi_schedule_entries(tenant_id, id, version, deleted, starts_at, ends_at)}: instants
 *       of the earliest start (of the first slot, or of an occurrence moved before it) and of the
 *       last end; dates count as days of UTC; {@code ends_at} is null for endless series
 *   <li>{@code spi_schedule_assignees(tenant_id, entry_id, user_id)}: of live entries
 * </ul>
 */
public interface Schedule {
  /** Entries by id, tombstones included; unknown ids are left out. */
  Map<ScheduleEntryId, ScheduleEntry> read(Tx tx, Collection<ScheduleEntryId> ids);

  /**
   * Applies commands set-wise, in one go for thousands of them, in any order; at most one command
   * per entry. A stale command changes nothing, and the others hold.
   *
   * @param cause becomes the cause of the events, for example {@code calendar_sync}
   */
  Map<ScheduleEntryId, Applied> apply(Tx tx, String cause, List<Command> commands);

  /** A change to one entry. */
  sealed interface Command {
    ScheduleEntryId id();

    /**
     * A new entry.
     *
     * @param workItemType empty: the tenant's default, else {@code ad_hoc}
     */
    record Create(
        ScheduleEntryId id, EntryContent content, Set<UserId> assignees, String workItemType)
        implements Command {}

    /** New content, if the entry is live and still has this version. */
    record Update(ScheduleEntryId id, long ifVersion, EntryContent content) implements Command {}

    /** New assignees, if the entry is live and still has this version. */
    record Assign(ScheduleEntryId id, long ifVersion, Set<UserId> assignees) implements Command {}

    /** A tombstone, if the entry is live and still has this version. */
    record Delete(ScheduleEntryId id, long ifVersion) implements Command {}
  }

  /** What became of a command. */
  sealed interface Applied {
    record Done(long version) implements Applied {}

    /** Somebody was faster, or (create) the id is taken: read and decide again. */
    record Stale() implements Applied {}
  }
}

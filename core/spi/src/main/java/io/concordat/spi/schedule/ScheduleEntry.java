package io.concordat.spi.schedule;

import io.concordat.spi.tenant.UserId;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A stored entry.
 *
 * @param version raised by every change of the entry, its series or its assignees
 * @param deleted a tombstone: the content is the last one
 * @param cause why it changed last, for example {@code api}, {@code calendar_sync}; empty: unknown
 * @param edited the last change that a user made
 */
public record ScheduleEntry(
    ScheduleEntryId id,
    EntryContent content,
    String workItemType,
    SortedSet<UserId> assignees,
    long version,
    boolean deleted,
    String cause,
    Optional<Edit> edited) {

  /** Who changed it, and which version that made. */
  public record Edit(UserId by, long version) {}

  public ScheduleEntry {
    assignees = sorted(assignees);
  }

  private static SortedSet<UserId> sorted(Set<UserId> users) {
    var copy = new TreeSet<UserId>(Comparator.comparing(UserId::value));
    copy.addAll(users);
    return Collections.unmodifiableSortedSet(copy);
  }
}

package io.concordat.schedule;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.UserId;
import java.util.Optional;
import java.util.Set;

/**
 * What an entry shall be, if it still has this version. Empty parts stay as they are.
 *
 * @param by the user who wants it; empty: nobody in person
 */
public record Change(
    ScheduleEntryId id,
    long ifVersion,
    EntryContent content,
    Optional<Set<UserId>> assignees,
    Optional<WorkItem> workItem,
    Optional<UserId> by) {
  Change withDefault(String type) {
    return new Change(id, ifVersion, content, assignees, workItem.map(item -> item.or(type)), by);
  }
}

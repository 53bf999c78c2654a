package io.concordat.schedule;

import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.UserId;
import java.util.Optional;
import java.util.Set;

/** An entry to be made. */
public record Draft(
    ScheduleEntryId id,
    EntryContent content,
    Set<UserId> assignees,
    WorkItem workItem,
    Optional<UserId> createdBy) {
  public Draft {
    assignees = Set.copyOf(assignees);
  }

  Draft withDefault(String type) {
    return new Draft(id, content, assignees, workItem.or(type), createdBy);
  }
}

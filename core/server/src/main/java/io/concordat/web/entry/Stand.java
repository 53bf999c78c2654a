package io.concordat.web.entry;

import io.concordat.schedule.StoredEntry;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntry;

/** What an entry would be with other content. */
final class Stand {
  private Stand() {}

  static StoredEntry in(StoredEntry stored, EntryContent content) {
    ScheduleEntry entry = stored.entry();
    return new StoredEntry(
        new ScheduleEntry(
            entry.id(),
            content,
            entry.workItemType(),
            entry.assignees(),
            entry.version(),
            entry.deleted(),
            entry.cause(),
            entry.edited()),
        stored.workItemId(),
        stored.createdBy(),
        stored.createdAt(),
        stored.updatedAt());
  }
}

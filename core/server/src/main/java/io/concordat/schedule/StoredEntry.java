package io.concordat.schedule;

import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.tenant.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * An entry with what only core knows of it.
 *
 * @param workItemId the ticket or task in whatever system owns it
 * @param createdBy empty for entries that sync brought
 */
public record StoredEntry(
    ScheduleEntry entry,
    Optional<String> workItemId,
    Optional<UserId> createdBy,
    Instant createdAt,
    Instant updatedAt) {}

package io.concordat.ee.calendar.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The open conflicts that somebody reaches.
 *
 * @param next after which one the next page begins
 */
public record ConflictsView(List<ConflictView> items, Optional<UUID> next, Instant now) {
  public ConflictsView {
    items = List.copyOf(items);
  }
}

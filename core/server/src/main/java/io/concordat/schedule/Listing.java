package io.concordat.schedule;

import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A page of live entries, ordered by start and id.
 *
 * @param after where the page before ended
 */
public record Listing(
    Optional<Window> window,
    Optional<UserId> assignee,
    Optional<Instant> updatedSince,
    Optional<Position> after,
    int limit) {

  /** An entry's place in the order; {@code slot} tells occurrences of one series apart. */
  public record Position(Instant start, ScheduleEntryId id, String slot)
      implements Comparable<Position> {
    @Override
    public int compareTo(Position other) {
      int byStart = start.compareTo(other.start);
      if (byStart != 0) {
        return byStart;
      }
      int byId = compare(id.value(), other.id.value());
      return byId != 0 ? byId : slot.compareTo(other.slot);
    }

    /** As PostgreSQL orders them; {@link UUID#compareTo} takes the halves as signed. */
    private static int compare(UUID a, UUID b) {
      int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
      return high != 0
          ? high
          : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
  }

  Window reach() {
    return window.orElse(Window.EVERYTHING);
  }
}

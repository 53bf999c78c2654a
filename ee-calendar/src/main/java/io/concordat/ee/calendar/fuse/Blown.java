package io.concordat.ee.calendar.fuse;

import io.concordat.ee.calendar.reconcile.Fuse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A question to a person.
 *
 * @param amount what waits
 * @param allowed what would have passed unasked
 * @param known how many events are mapped
 * @param releasedAt when somebody let it through; it passes once
 * @param entries some of them
 */
public record Blown(
    Fuse kind,
    int amount,
    int allowed,
    int known,
    Instant since,
    Optional<Instant> releasedAt,
    List<UUID> entries) {
  /** What a provider carries as its error while it is open. */
  public static final String PREFIX = "fuse_";

  public Blown {
    entries = List.copyOf(entries);
  }

  public boolean open() {
    return releasedAt.isEmpty();
  }

  public String code() {
    return PREFIX + kind.stored();
  }
}

package io.concordat.spi.schedule;

import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Tx;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a plugin says about entries: a sign beside their titles. The plugin's messages {@code
 * badge.<state>} and, as sentences, {@code badge.reason.<reason>} are its words.
 */
public interface EntryBadges {
  /** The {@link io.concordat.spi.page.LiveKind} by which open schedules hear of other badges. */
  String LIVE = "entry_badge";

  /** From calm to urgent. */
  enum State {
    SYNCED,
    PENDING,
    CONFLICT,
    ERROR
  }

  /**
   * @param reason a stable code, lower case with underscores
   */
  record Badge(State state, Optional<String> reason) {}

  /**
   * The badges of those entries that have one, as far as the caller may know them. At most one
   * statement.
   *
   * @param entries which core shows the caller anyway
   */
  Map<ScheduleEntryId, Badge> of(Tx tx, Caller caller, Set<ScheduleEntryId> entries);

  /** Every reason there may be. */
  Set<String> reasons();
}

package io.concordat.spi.schedule;

import io.concordat.spi.identity.Caller;
import io.concordat.spi.page.Words;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

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

  /**
   * How an entry stands in one calendar, or in none.
   *
   * @param calendar empty: this user has none
   * @param vendor a stable code; empty without a calendar
   * @param name as its owner calls it; empty without a calendar
   * @param state a stable code, lower case with underscores
   * @param reason a stable code
   * @param since empty: unknown, or not worth telling
   * @param next when it is tried again, if that is known
   * @param text the same in the reader's language, and what can be done
   * @param link one of our own addresses, where that is done
   */
  record Standing(
      Optional<UUID> calendar,
      String vendor,
      String name,
      UserId user,
      String state,
      Optional<String> reason,
      Optional<Instant> since,
      Optional<Instant> next,
      String text,
      Optional<String> link) {}

  /**
   * Why an entry that core shows the caller is, or is not, where its assignees would look for it;
   * as far as the caller may know.
   */
  default List<Standing> standings(Tx tx, Caller caller, Words words, ScheduleEntryId entry) {
    return List.of();
  }

  /** Every reason there may be. */
  Set<String> reasons();
}

package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.tenant.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Whose turn it is at a mailbox that several providers share: one run at a time over all nodes, so
 * that what one run may have open is what the mailbox bears. Whoever has a mailbox alone needs no
 * turn, and the run of a provider that was cut off takes its own turn up again.
 */
final class TurnRows {
  /** A run that is longer than this is no longer waited for. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** What became of the question. */
  enum Turn {
    ALONE,
    TAKEN,
    ANOTHERS
  }

  /** With the provider's row locked. */
  Turn take(Tx tx, Provider provider, Instant now) {
    if (!provider.brand().bearsFewAtOnce() || !shared(tx, provider)) {
      return Turn.ALONE;
    }
    // Two that begin at the same moment see each other.
    Sql.on(tx)
        .createQuery("select 1 from (select pg_advisory_xact_lock(hashtextextended(:key, 0))) as l")
        .bind("key", tx.tenant() + " " + provider.vendor() + " " + provider.user())
        .mapTo(Integer.class)
        .one();
    if (taken(tx, provider, now)) {
      return Turn.ANOTHERS;
    }
    set(tx, provider.id(), Optional.of(now.plus(LONGEST)));
    return Turn.TAKEN;
  }

  void leave(Tx tx, UUID provider) {
    set(tx, provider, Optional.empty());
  }

  private static void set(Tx tx, UUID provider, Optional<Instant> until) {
    Sql.on(tx)
        .createUpdate(
            "update calendar_providers set turn_until = :until where tenant_id = :t and id = :p")
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("until", until.orElse(null))
        .execute();
  }

  private static boolean shared(Tx tx, Provider provider) {
    return others(tx, provider, true, Instant.EPOCH);
  }

  private static boolean taken(Tx tx, Provider provider, Instant now) {
    return others(tx, provider, false, now);
  }

  private static boolean others(Tx tx, Provider provider, boolean any, Instant now) {
    return Sql.on(tx)
        .createQuery(
            """
            select exists (select 1 from calendar_providers
              where tenant_id = :t and user_id = :user and vendor = :vendor and id <> :p
                and (:any or turn_until > :now))
            """)
        .bind("any", any)
        .bind("t", tx.tenant().value())
        .bind("user", provider.user().value())
        .bind("vendor", provider.vendor())
        .bind("p", provider.id())
        .bind("now", now)
        .mapTo(Boolean.class)
        .one();
  }
}

package io.concordat.ee.calendar.watch;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What was tried about a provider's channels, and how it came out. The youngest are kept. */
final class AttemptRows {
  private static final int KEPT = 100;

  enum Act {
    OPEN("open"),
    RENEW("renew"),
    STOP("stop");

    private final String stored;

    Act(String stored) {
      this.stored = stored;
    }

    String word() {
      return stored;
    }
  }

  /**
   * @param outcome {@code ok}, {@code gone}, or why not
   * @param next when it is looked at again, if that is known
   */
  record Attempt(
      UUID provider, String channel, Act act, String outcome, Optional<Instant> next, Instant at) {}

  void insert(Tx tx, Attempt attempt) {
    Sql.on(tx)
        .createUpdate(
            """
            insert into calendar_channel_attempts (tenant_id, provider_id, id, channel_id, act,
              outcome, next_at, at)
            values (:t, :p, :id, :channel, :act, :outcome, :next, :at)
            """)
        .bind("t", tx.tenant().value())
        .bind("p", attempt.provider())
        .bind("id", UUID.randomUUID())
        .bind("channel", attempt.channel())
        .bind("act", attempt.act().stored)
        .bind("outcome", attempt.outcome())
        .bind("next", attempt.next().orElse(null))
        .bind("at", attempt.at())
        .execute();
    trim(tx, attempt.provider());
  }

  private static void trim(Tx tx, UUID provider) {
    Sql.on(tx)
        .createUpdate(
            """
            delete from calendar_channel_attempts where tenant_id = :t and provider_id = :p
              and id in (select id from calendar_channel_attempts
                where tenant_id = :t and provider_id = :p order by at desc, id offset :kept)
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("kept", KEPT)
        .execute();
  }
}

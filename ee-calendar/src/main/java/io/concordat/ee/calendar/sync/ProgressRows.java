package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.pace.Pace;
import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.tenant.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Update;

/** How far a provider's sync is: the columns that only its turn writes. */
public final class ProgressRows {
  /** A run takes over; the number is what every commit of it is checked against. */
  long fence(Tx tx, UUID provider) {
    return Sql.on(tx)
        .createQuery(
            """
            update calendar_providers set fence = fence + 1
            where tenant_id = :t and id = :id returning fence
            """)
        .bind("t", tx.tenant().value())
        .bind("id", provider)
        .mapTo(Long.class)
        .one();
  }

  /** A full listing begins; what it does not show is swept later. */
  long generation(Tx tx, UUID provider) {
    return Sql.on(tx)
        .createQuery(
            """
            update calendar_providers set generation = generation + 1
            where tenant_id = :t and id = :id returning generation
            """)
        .bind("t", tx.tenant().value())
        .bind("id", provider)
        .mapTo(Long.class)
        .one();
  }

  /** Everything up to the cursor is applied. */
  void read(Tx tx, UUID provider, String cursor, long pullDone, boolean full, Instant now) {
    update(
            tx,
            provider,
            """
            cursor = :cursor, pull_done = :done, last_sync_at = :now,
            full_wanted = full_wanted and not :full,
            imported_at = case when :full then coalesce(imported_at, :now) else imported_at end,
            full_at = case when :full then :now else full_at end
            """)
        .bind("cursor", cursor)
        .bind("done", pullDone)
        .bind("full", full)
        .bind("now", now)
        .execute();
  }

  void wanted(Tx tx, UUID provider) {
    update(tx, provider, "pull_wanted = pull_wanted + 1").execute();
  }

  /** Wants everything read if that was last done before this instant. */
  void completeAgain(Tx tx, UUID provider, Instant before) {
    Sql.on(tx)
        .createUpdate(
            """
            update calendar_providers set full_wanted = true
            where tenant_id = :t and id = :id and full_at <= :before and not full_wanted
            """)
        .bind("t", tx.tenant().value())
        .bind("id", provider)
        .bind("before", before)
        .execute();
  }

  public void pace(Tx tx, UUID provider, Pace pace) {
    Optional<Pace.Held> held =
        switch (pace) {
          case Pace.Free() -> Optional.empty();
          case Pace.Held after -> Optional.of(after);
        };
    update(tx, provider, "pace_per_second = :rate, pace_since = :since, pace_free_at = :free")
        .bind("rate", held.map(Pace.Held::perSecond).orElse(null))
        .bind("since", held.map(Pace.Held::since).orElse(null))
        .bind("free", held.map(Pace.Held::free).orElse(null))
        .execute();
  }

  /** A whole run went well. */
  void well(Tx tx, UUID provider, Optional<Instant> nextPoll, Duration took, Instant now) {
    update(
            tx,
            provider,
            """
            last_sync_at = :now, last_sync_millis = :took, next_poll_at = :next, failures = 0, rate_limited = false,
            next_attempt_at = null, error_code = null, error_at = null, connection = 'connected'
            """)
        .bind("now", now)
        .bind("took", took.toMillis())
        .bind("next", nextPoll.orElse(null))
        .execute();
  }

  private static Update update(Tx tx, UUID provider, String set) {
    return Sql.on(tx)
        .createUpdate("update calendar_providers set " + set + " where tenant_id = :t and id = :id")
        .bind("t", tx.tenant().value())
        .bind("id", provider);
  }
}

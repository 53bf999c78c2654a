package io.concordat.ee.calendar.ledger;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.UUID;

/**
 * Times in which nobody told us of a calendar's changes. A gap is open until notices come again,
 * and closed by the first run whose read began after that.
 */
public final class GapRows {
  /**
   * There is one open gap afterwards, since when it was first found.
   *
   * @param cause snake case
   * @param from since when nothing is certain, unless the calendar was read later
   */
  public void open(Tx tx, UUID provider, String cause, Instant from) {
    Sql.on(tx)
        .createUpdate(
            """
            insert into calendar_gaps (tenant_id, provider_id, id, cause, opened_at)
            select p.tenant_id, p.id, :id, :cause, greatest(p.last_sync_at, p.created_at, :from)
            from calendar_providers p where p.tenant_id = :t and p.id = :p
            on conflict (tenant_id, provider_id) where over_at is null do nothing
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("id", UUID.randomUUID())
        .bind("cause", cause)
        .bind("from", from)
        .execute();
  }

  /** Notices come again: the reads that are wanted by now close it. */
  public boolean over(Tx tx, UUID provider, Instant now) {
    return Sql.on(tx)
            .createUpdate(
                """
                update calendar_gaps g set over_at = :now, wanted = p.pull_wanted
                from calendar_providers p
                where g.tenant_id = :t and g.provider_id = :p and g.over_at is null
                  and p.tenant_id = g.tenant_id and p.id = g.provider_id
                """)
            .bind("t", tx.tenant().value())
            .bind("p", provider)
            .bind("now", now)
            .execute()
        > 0;
  }

  public boolean isOpen(Tx tx, UUID provider) {
    return Sql.on(tx)
        .createQuery(
            """
            select exists (select 1 from calendar_gaps
              where tenant_id = :t and provider_id = :p and over_at is null)
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * A run has ended well: true if it closed a gap. Old ones are forgotten.
   *
   * @param done the number of the last read that was complete
   */
  public boolean close(Tx tx, UUID provider, long done, UUID run, Instant now) {
    int closed =
        Sql.on(tx)
            .createUpdate(
                """
                update calendar_gaps set closed_at = :now, closed_by = :run
                where tenant_id = :t and provider_id = :p and closed_at is null
                  and over_at is not null and wanted <= :done
                """)
            .bind("t", tx.tenant().value())
            .bind("p", provider)
            .bind("done", done)
            .bind("run", run)
            .bind("now", now)
            .execute();
    if (closed > 0) {
      trim(tx, provider);
    }
    return closed > 0;
  }

  private static void trim(Tx tx, UUID provider) {
    Sql.on(tx)
        .createUpdate(
            """
            delete from calendar_gaps where tenant_id = :t and provider_id = :p and id in (
              select id from calendar_gaps where tenant_id = :t and provider_id = :p
                and closed_at is not null
              order by opened_at desc, id offset 50)
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .execute();
  }
}

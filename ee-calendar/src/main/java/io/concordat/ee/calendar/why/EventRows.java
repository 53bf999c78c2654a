package io.concordat.ee.calendar.why;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.tenant.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What is stored of one event of the vendor's. */
final class EventRows {
  /** What is known of it. */
  record Known(
      String state,
      Optional<String> reason,
      Optional<UUID> entry,
      Optional<UUID> mapping,
      Optional<Instant> since) {
    static Known without(String state, String reason) {
      return new Known(
          state, Optional.of(reason), Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /** An event or one occurrence of a series: mapped, put aside, or waiting for its series. */
  Optional<Known> of(Tx tx, UUID provider, String event) {
    return Sql.on(tx)
        .createQuery(
            """
            select 1 as n, case when sync_status = 'error' then 'refused'
                when reason = 'deletion_waits' then 'stopped' else sync_status end as state,
              reason, entry_id, id, coalesce(conflict_at, updated_at) as since
            from calendar_event_mappings
            where tenant_id = :t and provider_id = :p and (remote_id = :event or exists (
              select 1 from jsonb_each(remote_parts -> 'slots') s
              where s.value ->> 0 = :event))
            union all
            select 2, 'quarantined', reason, null, null, seen_at from calendar_quarantine
            where tenant_id = :t and provider_id = :p and remote_id = :event
            union all
            select 3, 'waiting', 'series_not_seen', null, null, parked_at
            from calendar_parked_items
            where tenant_id = :t and provider_id = :p and slot = :event
            order by n limit 1
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("event", event)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** The next run reads it by itself; false: it is not put aside. */
  boolean readAgain(Tx tx, UUID provider, String event) {
    return Sql.on(tx)
            .createUpdate(
                """
                update calendar_quarantine set retry = true
                where tenant_id = :t and provider_id = :p and remote_id = :event
                """)
            .bind("t", tx.tenant().value())
            .bind("p", provider)
            .bind("event", event)
            .execute()
        > 0;
  }

  Optional<String> status(Tx tx, UUID provider, UUID mapping) {
    return Sql.on(tx)
        .createQuery(
            """
            select sync_status from calendar_event_mappings
            where tenant_id = :t and provider_id = :p and id = :id
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("id", mapping)
        .mapTo(String.class)
        .findOne();
  }

  /** The next run writes it, whether it has changed or not. */
  void writeAgain(Tx tx, UUID mapping, Instant now) {
    Sql.on(tx)
        .createUpdate(
            """
            update calendar_event_mappings set sync_status = 'pending', reason = null,
              local_version = null, held_version = null, revision = revision + 1,
              updated_at = :now
            where tenant_id = :t and id = :id and sync_status = 'error'
            """)
        .bind("t", tx.tenant().value())
        .bind("id", mapping)
        .bind("now", now)
        .execute();
  }

  private static Known read(ResultSet row) throws SQLException {
    return new Known(
        row.getString("state"),
        Optional.ofNullable(row.getString("reason")),
        Optional.ofNullable(row.getObject("entry_id", UUID.class)),
        Optional.ofNullable(row.getObject("id", UUID.class)),
        Optional.of(row.getTimestamp("since").toInstant()));
  }
}

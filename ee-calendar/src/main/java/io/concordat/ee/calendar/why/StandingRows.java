package io.concordat.ee.calendar.why;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is stored of one entry and each calendar that has to do with it. */
final class StandingRows {
  /**
   * @param copy empty: there is no mapping yet
   * @param stop the fuse that holds it back
   * @param elsewhere another calendar of the same user brought the entry
   * @param invited the vendor's invitation is this user's copy
   */
  record Found(
      UUID provider,
      Optional<Stored> copy,
      Optional<Stop> stop,
      boolean elsewhere,
      boolean invited) {}

  /**
   * @param carried nothing of this version is left to carry
   */
  record Stored(String status, Optional<String> reason, Instant since, boolean carried) {}

  record Stop(String kind, Instant since) {}

  /** Of the assignees' calendars, and those that have a copy; of one user's only, if told so. */
  List<Found> of(Tx tx, ScheduleEntryId entry, Optional<UserId> owner) {
    return Sql.on(tx)
        .createQuery(
            """
            select p.id as provider, m.id as copy, m.sync_status, m.reason,
              coalesce(m.conflict_at, m.updated_at) as since,
              coalesce(e.version, -1) is not distinct from m.local_version
                or coalesce(e.version, -1) is not distinct from m.held_version as carried,
              f.kind, f.since as stopped,
              exists (
                select 1 from calendar_event_mappings o
                join calendar_providers q on q.tenant_id = o.tenant_id and q.id = o.provider_id
                where o.tenant_id = :t and o.entry_id = :entry and q.user_id = p.user_id
                  and q.id <> p.id and o.found_there and o.remote_id is not null) as elsewhere,
              exists (
                select 1 from calendar_event_mappings o
                where o.tenant_id = :t and o.entry_id = :entry
                  and p.user_id = any(o.attendees)) as invited
            from calendar_providers p
            left join calendar_event_mappings m on m.tenant_id = p.tenant_id
              and m.provider_id = p.id and m.entry_id = :entry
            left join spi_schedule_entries e on e.tenant_id = p.tenant_id and e.id = :entry
            left join lateral (
              select i.kind, q.since from calendar_fuse_items i
              join calendar_fuses q on q.tenant_id = i.tenant_id
                and q.provider_id = i.provider_id and q.kind = i.kind
              where i.tenant_id = p.tenant_id and i.provider_id = p.id and i.entry_id = :entry
                and not i.released and q.released_at is null
              order by q.since limit 1) f on true
            where p.tenant_id = :t
              and (cast(:owner as uuid) is null or p.user_id = cast(:owner as uuid))
              and (m.id is not null or exists (
                select 1 from spi_schedule_assignees a
                where a.tenant_id = :t and a.entry_id = :entry and a.user_id = p.user_id))
            order by p.created_at, p.id
            """)
        .bind("t", tx.tenant().value())
        .bind("entry", entry.value())
        .bind("owner", owner.map(UserId::value).orElse(null))
        .map((row, context) -> read(row))
        .list();
  }

  /** Assignees without any calendar; of one user only, if told so. */
  List<UserId> unconnected(Tx tx, ScheduleEntryId entry, Optional<UserId> owner) {
    return Sql.on(tx)
        .createQuery(
            """
            select user_id from spi_schedule_assignees a
            where tenant_id = :t and entry_id = :entry
              and (cast(:owner as uuid) is null or user_id = cast(:owner as uuid))
              and not exists (
                select 1 from calendar_providers p
                where p.tenant_id = :t and p.user_id = a.user_id)
            order by user_id
            """)
        .bind("t", tx.tenant().value())
        .bind("entry", entry.value())
        .bind("owner", owner.map(UserId::value).orElse(null))
        .mapTo(UUID.class)
        .map(UserId::new)
        .list();
  }

  private static Found read(ResultSet row) throws SQLException {
    return new Found(
        row.getObject("provider", UUID.class),
        row.getObject("copy") == null ? Optional.empty() : Optional.of(stored(row)),
        row.getString("kind") == null
            ? Optional.empty()
            : Optional.of(new Stop(row.getString("kind"), row.getTimestamp("stopped").toInstant())),
        row.getBoolean("elsewhere"),
        row.getBoolean("invited"));
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        row.getString("sync_status"),
        Optional.ofNullable(row.getString("reason")),
        row.getTimestamp("since").toInstant(),
        row.getBoolean("carried"));
  }
}

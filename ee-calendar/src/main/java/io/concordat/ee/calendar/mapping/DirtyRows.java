package io.concordat.ee.calendar.mapping;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What is to be pushed, told by versions alone: no event needs to have been heard. Differences are
 * taken by EXCEPT: after a large import the planner knows nothing yet, and an anti-join by the
 * wrong index takes minutes.
 */
public final class DirtyRows {
  /** Stands for the version of an entry whose tombstone is gone too. */
  public static final long PURGED = -1;

  private static final String DIRTY =
      """
      left join spi_schedule_entries e on e.tenant_id = m.tenant_id and e.id = m.entry_id
      where m.tenant_id = :t and m.provider_id = :p and (
        (m.intent is not null and m.sync_status = 'pending')
        or (coalesce(e.version, -1) is distinct from m.local_version
            and coalesce(e.version, -1) is distinct from m.held_version))
        and m.entry_id not in (
          select f.entry_id from calendar_fuse_items f
          where f.tenant_id = :t and f.provider_id = :p and not f.released)
      """;

  /** What happens next comes first, what is over last; a series goes on. */
  private static final String SOONEST =
      """
      coalesce(e.ends_at <= :now, false), abs(extract(epoch from greatest(e.starts_at, :now) - :now)),
      e.ends_at desc,
      """;

  /** An entry that is assigned to the user and has no copy. */
  public record Unmapped(ScheduleEntryId entry, boolean invited) {}

  /** Mappings whose entry changed since it was carried, or whose write was cut off. */
  public List<Mapping> dirty(
      Tx tx, UUID provider, Collection<UUID> without, Instant now, int limit) {
    return MappingRows.query(
            tx, DIRTY + " and not m.id = any(:w) order by " + SOONEST + " m.id limit :limit")
        .bind("now", now)
        .bind("p", provider)
        .bindArray("w", UUID.class, List.copyOf(without))
        .bind("limit", limit)
        .map(MappingRows::read)
        .list();
  }

  /**
   * Entries that want a copy in this calendar. Who is invited gets it from the vendor. What came
   * from another calendar of the same user is there already.
   *
   * @param mirror what came from the user's other calendars is wanted here as well
   * @param held those as well that wait for a person
   */
  public List<Unmapped> unmapped(
      Tx tx, UUID provider, UserId user, boolean mirror, boolean held, Instant now, int limit) {
    return Sql.on(tx)
        .createQuery(
            """
            with wanted as materialized (
              select entry_id from spi_schedule_assignees
              where tenant_id = :t and user_id = :user
              except
              select entry_id from calendar_event_mappings
              where tenant_id = :t and provider_id = :p
              except
              select m.entry_id from calendar_event_mappings m
              join calendar_providers o on o.tenant_id = m.tenant_id and o.id = m.provider_id
              where m.tenant_id = :t and o.user_id = :user and o.id <> :p and m.found_there
                and m.remote_id is not null and not :mirror
              except
              select entry_id from calendar_adoption
              where tenant_id = :t and user_id = :user and found_there and not :mirror
              except
              select entry_id from calendar_fuse_items
              where tenant_id = :t and provider_id = :p and not released and not :held),
            soonest as materialized (
              select w.entry_id from wanted w
              left join lateral (
                select starts_at, ends_at from spi_schedule_entries
                where tenant_id = :t and id = w.entry_id offset 0) as e on true
              order by <soonest> w.entry_id limit :limit)
            select w.entry_id, exists (
                select 1 from calendar_event_mappings o
                where o.tenant_id = :t and o.entry_id = w.entry_id
                  and :user = any(o.attendees)) as invited
            from soonest w
            """)
        .define("soonest", SOONEST)
        .bind("now", now)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("user", user.value())
        .bind("mirror", mirror)
        .bind("held", held)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Unmapped(
                    new ScheduleEntryId(row.getObject("entry_id", UUID.class)),
                    row.getBoolean("invited")))
        .list();
  }

  /** Providers that have something to push because of these entries. */
  public List<UUID> affected(Tx tx, Collection<UUID> entries) {
    return Sql.on(tx)
        .createQuery(
            """
            select m.provider_id as id from calendar_event_mappings m
            left join spi_schedule_entries e on e.tenant_id = m.tenant_id and e.id = m.entry_id
            where m.tenant_id = :t and m.entry_id = any(:ids)
              and coalesce(e.version, -1) is distinct from m.local_version
              and coalesce(e.version, -1) is distinct from m.held_version
            union
            select id from (
              select a.entry_id, p.id from spi_schedule_assignees a
              join calendar_providers p on p.tenant_id = a.tenant_id and p.user_id = a.user_id
              where a.tenant_id = :t and a.entry_id = any(:ids)
                and p.direction <> 'from_external' and p.imported_at is not null
              except
              select entry_id, provider_id from calendar_event_mappings
              where tenant_id = :t and entry_id = any(:ids)) as uncopied
            """)
        .bind("t", tx.tenant().value())
        .bindArray("ids", UUID.class, List.copyOf(entries))
        .mapTo(UUID.class)
        .list();
  }
}

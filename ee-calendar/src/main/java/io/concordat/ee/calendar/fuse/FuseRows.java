package io.concordat.ee.calendar.fuse;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.ee.calendar.reconcile.Fuse;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Update;

/** The rows of fuses. Whoever changes them holds the provider's row. */
public final class FuseRows {
  private static final int SAMPLES = 10;

  /** A fuse that has just blown, or holds back more than before. */
  public record Question(Fuse kind, int allowed, int known) {}

  /** Holds these entries back; false: they were held back already. */
  public boolean hold(
      Tx tx, UUID provider, Question question, Collection<ScheduleEntryId> entries, Instant now) {
    int more =
        on(
                tx,
                provider,
                """
                insert into calendar_fuse_items (tenant_id, provider_id, kind, entry_id)
                select :t, :p, :kind, unnest(:entries)
                on conflict (tenant_id, provider_id, kind, entry_id) do nothing
                """)
            .bind("kind", question.kind().stored())
            .bindArray("entries", UUID.class, ids(entries))
            .execute();
    if (more > 0) {
      blow(tx, provider, question, now);
      turn(tx, provider);
    }
    return more > 0;
  }

  private static void blow(Tx tx, UUID provider, Question question, Instant now) {
    on(
            tx,
            provider,
            """
            insert into calendar_fuses as f (tenant_id, provider_id, kind, amount, allowed, known,
              since)
            select :t, :p, :kind, count(*), :allowed, :known, :now from calendar_fuse_items
            where tenant_id = :t and provider_id = :p and kind = :kind and not released
            on conflict (tenant_id, provider_id, kind) do update set amount = excluded.amount,
              allowed = excluded.allowed, known = excluded.known,
              since = case when f.released_at is null then f.since else excluded.since end,
              released_at = null, released_by = null
            """)
        .bind("kind", question.kind().stored())
        .bind("allowed", question.allowed())
        .bind("known", question.known())
        .bind("now", now)
        .execute();
  }

  /** What a person answered: everything that waits now may pass, once. */
  public int release(Tx tx, UUID provider, Collection<Fuse> kinds, UserId by, Instant now) {
    int let =
        on(
                tx,
                provider,
                """
                update calendar_fuse_items set released = true
                where tenant_id = :t and provider_id = :p and kind = any(:kinds) and not released
                """)
            .bindArray("kinds", String.class, stored(kinds))
            .execute();
    on(
            tx,
            provider,
            """
            update calendar_fuses set released_at = :now, released_by = :by
            where tenant_id = :t and provider_id = :p and kind = any(:kinds)
              and released_at is null
            """)
        .bindArray("kinds", String.class, stored(kinds))
        .bind("now", now)
        .bind("by", by.value())
        .execute();
    turn(tx, provider);
    return let;
  }

  /** A person saw exactly these entries in a plan: they pass, once. */
  public void permit(
      Tx tx, UUID provider, Fuse kind, Collection<ScheduleEntryId> entries, Instant now) {
    on(
            tx,
            provider,
            """
            insert into calendar_fuse_items (tenant_id, provider_id, kind, entry_id, released)
            select :t, :p, :kind, unnest(:entries), true
            on conflict (tenant_id, provider_id, kind, entry_id) do update set released = true
            """)
        .bind("kind", kind.stored())
        .bindArray("entries", UUID.class, ids(entries))
        .execute();
    on(
            tx,
            provider,
            """
            insert into calendar_fuses (tenant_id, provider_id, kind, amount, allowed, known, since,
              released_at)
            values (:t, :p, :kind, :amount, 0, 0, :now, :now)
            on conflict (tenant_id, provider_id, kind) do update set released_at =
              case when exists (
                select 1 from calendar_fuse_items i where i.tenant_id = :t and i.provider_id = :p
                  and i.kind = :kind and not i.released)
              then null else cast(:now as timestamptz) end
            """)
        .bind("kind", kind.stored())
        .bind("amount", entries.size())
        .bind("now", now)
        .execute();
    turn(tx, provider);
  }

  /** Holds nothing back, in a transaction that never commits. */
  public void openAll(Tx tx, UUID provider) {
    on(
            tx,
            provider,
            """
            update calendar_fuse_items set released = true
            where tenant_id = :t and provider_id = :p
            """)
        .execute();
  }

  /** A run that began after the release has passed: what it did not use is void. */
  public void spent(Tx tx, UUID provider, Instant began) {
    int over =
        on(
                tx,
                provider,
                """
                with over as (
                  delete from calendar_fuses
                  where tenant_id = :t and provider_id = :p and released_at <= :began
                  returning kind)
                delete from calendar_fuse_items
                where tenant_id = :t and provider_id = :p and released
                  and kind in (select kind from over)
                """)
            .bind("began", began)
            .execute();
    if (over > 0) {
      turn(tx, provider);
    }
  }

  /** Nothing of this kind waits any more; true if something did. */
  public boolean close(Tx tx, UUID provider, Fuse kind) {
    int held =
        on(
                tx,
                provider,
                """
                with closed as (
                  delete from calendar_fuses
                  where tenant_id = :t and provider_id = :p and kind = :kind
                    and released_at is null
                  returning kind)
                delete from calendar_fuse_items
                where tenant_id = :t and provider_id = :p and kind in (select kind from closed)
                """)
            .bind("kind", kind.stored())
            .execute();
    if (held > 0) {
      turn(tx, provider);
    }
    return held > 0;
  }

  /**
   * Lets go of what is no damage any more: somebody put it right. True if a question is answered by
   * that.
   */
  public boolean refresh(Tx tx, UUID provider, UserId owner) {
    int gone =
        on(
                tx,
                provider,
                """
                delete from calendar_fuse_items f
                where f.tenant_id = :t and f.provider_id = :p and not f.released and (
                  (f.kind = 'mass_delete_here' and not exists (
                    select 1 from calendar_event_mappings m where m.tenant_id = :t
                      and m.provider_id = :p and m.entry_id = f.entry_id
                      and m.reason = 'deletion_waits'))
                  or (f.kind = 'mass_delete_there' and (exists (
                      select 1 from spi_schedule_assignees a where a.tenant_id = :t
                        and a.entry_id = f.entry_id and a.user_id = :owner)
                    or not exists (
                      select 1 from calendar_event_mappings m where m.tenant_id = :t
                        and m.provider_id = :p and m.entry_id = f.entry_id)))
                  or (f.kind = 'mass_create' and (not exists (
                      select 1 from spi_schedule_assignees a where a.tenant_id = :t
                        and a.entry_id = f.entry_id and a.user_id = :owner)
                    or exists (
                      select 1 from calendar_event_mappings m where m.tenant_id = :t
                        and m.provider_id = :p and m.entry_id = f.entry_id
                        and m.remote_id is not null))))
                """)
            .bind("owner", owner.value())
            .execute();
    return gone > 0 && recount(tx, provider);
  }

  /** Entries that somebody edited are in no loop. */
  public void thaw(Tx tx, Collection<UUID> entries) {
    List<UUID> thawed =
        Sql.on(tx)
            .createQuery(
                """
                with thawed as (
                  delete from calendar_fuse_items
                  where tenant_id = :t and kind = 'loop' and entry_id = any(:entries)
                  returning provider_id)
                select distinct provider_id from thawed
                """)
            .bind("t", tx.tenant().value())
            .bindArray("entries", UUID.class, List.copyOf(entries))
            .mapTo(UUID.class)
            .list();
    for (UUID provider : thawed) {
      recount(tx, provider);
    }
  }

  private static boolean recount(Tx tx, UUID provider) {
    on(
            tx,
            provider,
            """
            update calendar_fuses f set amount = (
              select count(*) from calendar_fuse_items i where i.tenant_id = :t
                and i.provider_id = :p and i.kind = f.kind and not i.released)
            where f.tenant_id = :t and f.provider_id = :p and f.released_at is null
            """)
        .execute();
    int closed =
        on(
                tx,
                provider,
                """
                delete from calendar_fuses
                where tenant_id = :t and provider_id = :p and released_at is null and amount = 0
                """)
            .execute();
    turn(tx, provider);
    return closed > 0;
  }

  /** Open ones and those that were let through, with some of what they are about. */
  public List<Blown> of(Tx tx, UUID provider) {
    return Sql.on(tx)
        .createQuery(
            """
            select f.*, array(
              select entry_id from calendar_fuse_items i
              where i.tenant_id = f.tenant_id and i.provider_id = f.provider_id
                and i.kind = f.kind
              order by entry_id limit :samples) as entries
            from calendar_fuses f where f.tenant_id = :t and f.provider_id = :p
            order by f.since, f.kind
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("samples", SAMPLES)
        .map((row, context) -> read(row))
        .list();
  }

  /** Which there are, and whether each still asks. */
  public Map<Fuse, Boolean> states(Tx tx, UUID provider) {
    return Sql.on(tx)
        .createQuery(
            """
            select kind, released_at is null as open from calendar_fuses
            where tenant_id = :t and provider_id = :p
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .map((row, context) -> Map.entry(Fuse.of(row.getString("kind")), row.getBoolean("open")))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Raised by every change of a question; what an answer is checked against. */
  public long version(Tx tx, UUID provider) {
    return Sql.on(tx)
        .createQuery("select fuse_version from calendar_providers where tenant_id = :t and id = :p")
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .mapTo(Long.class)
        .one();
  }

  /** Entries that a person let through, by any of these kinds. */
  public Set<ScheduleEntryId> released(Tx tx, UUID provider, Collection<Fuse> kinds) {
    return entries(tx, provider, kinds, true);
  }

  public Set<ScheduleEntryId> held(Tx tx, UUID provider, Collection<Fuse> kinds) {
    return entries(tx, provider, kinds, false);
  }

  /** Entries that a person let through, by whatever kind, and who it was. */
  public Map<ScheduleEntryId, Optional<UserId>> let(Tx tx, UUID provider) {
    var found = new HashMap<ScheduleEntryId, Optional<UserId>>();
    Sql.on(tx)
        .createQuery(
            """
            select i.entry_id, f.released_by from calendar_fuse_items i
            left join calendar_fuses f on f.tenant_id = i.tenant_id
              and f.provider_id = i.provider_id and f.kind = i.kind
            where i.tenant_id = :t and i.provider_id = :p and i.released
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .map(
            (row, context) ->
                found.put(
                    new ScheduleEntryId(row.getObject("entry_id", UUID.class)),
                    Optional.ofNullable(row.getObject("released_by", UUID.class)).map(UserId::new)))
        .list();
    return found;
  }

  private static Set<ScheduleEntryId> entries(
      Tx tx, UUID provider, Collection<Fuse> kinds, boolean released) {
    return new HashSet<>(
        Sql.on(tx)
            .createQuery(
                """
                select entry_id from calendar_fuse_items where tenant_id = :t
                  and provider_id = :p and kind = any(:kinds) and released = :released
                """)
            .bind("t", tx.tenant().value())
            .bind("p", provider)
            .bindArray("kinds", String.class, stored(kinds))
            .bind("released", released)
            .mapTo(UUID.class)
            .map(ScheduleEntryId::new)
            .list());
  }

  private static void turn(Tx tx, UUID provider) {
    on(
            tx,
            provider,
            """
            update calendar_providers set fuse_version = fuse_version + 1
            where tenant_id = :t and id = :p
            """)
        .execute();
  }

  private static Update on(Tx tx, UUID provider, String sql) {
    return Sql.on(tx).createUpdate(sql).bind("t", tx.tenant().value()).bind("p", provider);
  }

  private static List<UUID> ids(Collection<ScheduleEntryId> entries) {
    return entries.stream().map(ScheduleEntryId::value).distinct().toList();
  }

  private static List<String> stored(Collection<Fuse> kinds) {
    return kinds.stream().map(Fuse::stored).toList();
  }

  private static Blown read(ResultSet row) throws SQLException {
    return new Blown(
        Fuse.of(row.getString("kind")),
        row.getInt("amount"),
        row.getInt("allowed"),
        row.getInt("known"),
        row.getTimestamp("since").toInstant(),
        Optional.ofNullable(row.getTimestamp("released_at")).map(at -> at.toInstant()),
        List.of((UUID[]) row.getArray("entries").getArray()));
  }
}

package io.concordat.ee.calendar.mapping;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.ee.calendar.remote.RemoteJson;
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
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** The rows of event mappings, read and written as sets. */
public final class MappingRows {
  private static final String COLUMNS =
      """
      select m.id, m.provider_id, m.entry_id, m.ical_uid, m.base::text, m.theirs::text,
        m.theirs_deleted, m.intent::text, m.remote_parts::text, m.attendees, m.local_version,
        m.held_version, m.sync_status, m.reason, m.conflict_kind, m.generation, m.revision,
        m.found_there, m.released_version, m.cause, m.caused_by
      from calendar_event_mappings m
      """;

  /** Inserts and updates; refuses the lot if one was overtaken. */
  public void store(Tx tx, Collection<Mapping> mappings, Instant now) {
    if (mappings.isEmpty()) {
      return;
    }
    int stored =
        Sql.on(tx)
            .createUpdate(
                """
                insert into calendar_event_mappings as m (tenant_id, id, provider_id, entry_id,
                  remote_id, ical_uid, base, theirs, theirs_deleted, intent, remote_parts, attendees,
                  local_version, held_version, sync_status, reason, conflict_kind, generation,
                  revision, found_there, released_version, cause, caused_by, updated_at,
                  conflict_at)
                select :t, r.id, r.provider_id, r.entry_id, r.remote_id, r.ical_uid, r.base,
                  r.theirs, r.theirs_deleted, r.intent, r.remote_parts, r.attendees,
                  r.local_version, r.held_version, r.sync_status, r.reason, r.conflict_kind,
                  r.generation, r.revision, r.found_there, r.released_version, r.cause, r.caused_by,
                  :now,
                  case when r.sync_status = 'conflict' then cast(:now as timestamptz) end
                from jsonb_to_recordset(cast(:rows as jsonb)) as r (id uuid, provider_id uuid,
                  entry_id uuid, remote_id text, ical_uid text, base jsonb, theirs jsonb,
                  theirs_deleted boolean, intent jsonb, remote_parts jsonb, attendees uuid[],
                  local_version bigint, held_version bigint, sync_status text, reason text,
                  conflict_kind text, generation bigint, revision bigint, found_there boolean,
                  released_version bigint, cause text, caused_by uuid)
                on conflict (tenant_id, id) do update set entry_id = excluded.entry_id,
                  remote_id = excluded.remote_id, ical_uid = excluded.ical_uid,
                  base = excluded.base, theirs = excluded.theirs,
                  theirs_deleted = excluded.theirs_deleted, intent = excluded.intent,
                  remote_parts = excluded.remote_parts, attendees = excluded.attendees,
                  local_version = excluded.local_version, held_version = excluded.held_version,
                  sync_status = excluded.sync_status, reason = excluded.reason,
                  conflict_kind = excluded.conflict_kind, generation = excluded.generation,
                  revision = excluded.revision, found_there = excluded.found_there,
                  released_version = excluded.released_version, cause = excluded.cause,
                  caused_by = excluded.caused_by, updated_at = excluded.updated_at,
                  conflict_at = case when excluded.conflict_at is not null
                    then coalesce(m.conflict_at, excluded.conflict_at) end
                where m.revision = excluded.revision - 1
                """)
            .bind("t", tx.tenant().value())
            .bind("rows", MappingJson.rows(mappings))
            .bind("now", now)
            .execute();
    if (stored != mappings.size()) {
      throw new Overtaken("an event mapping");
    }
  }

  public void delete(Tx tx, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return;
    }
    Sql.on(tx)
        .createUpdate("delete from calendar_event_mappings where tenant_id = :t and id = any(:ids)")
        .bind("t", tx.tenant().value())
        .bindArray("ids", UUID.class, List.copyOf(ids))
        .execute();
  }

  public Optional<Mapping> find(Tx tx, UUID id) {
    return byIds(tx, List.of(id)).stream().findFirst();
  }

  public List<Mapping> byIds(Tx tx, Collection<UUID> ids) {
    return query(tx, "where m.tenant_id = :t and m.id = any(:ids)")
        .bindArray("ids", UUID.class, List.copyOf(ids))
        .map(MappingRows::read)
        .list();
  }

  /** By the vendor's ids. */
  public Map<String, Mapping> byRemote(Tx tx, UUID provider, Collection<String> remoteIds) {
    return keyed(
        query(tx, "where m.tenant_id = :t and m.provider_id = :p and m.remote_id = any(:ids)")
            .bind("p", provider)
            .bindArray("ids", String.class, List.copyOf(remoteIds))
            .map(MappingRows::read)
            .list());
  }

  /** Those of which one of these is an exception; a rare question, answered by a scan. */
  public List<Mapping> bySlot(Tx tx, UUID provider, Collection<String> instanceIds) {
    if (instanceIds.isEmpty()) {
      return List.of();
    }
    return query(
            tx,
            """
            where m.tenant_id = :t and m.provider_id = :p and m.remote_parts -> 'slots' is not null
              and exists (
              select 1 from jsonb_each(m.remote_parts -> 'slots') s
              where s.value ->> 0 = any(:ids))
            """)
        .bind("p", provider)
        .bindArray("ids", String.class, List.copyOf(instanceIds))
        .map(MappingRows::read)
        .list();
  }

  /** Created under these keys, but the vendor's answer was never stored. */
  public Map<String, Mapping> unanswered(Tx tx, UUID provider, Collection<UUID> keys) {
    var found = new HashMap<String, Mapping>();
    if (!keys.isEmpty()) {
      query(
              tx,
              """
              where m.tenant_id = :t and m.provider_id = :p and m.id = any(:ids)
                and m.remote_id is null
              """)
          .bind("p", provider)
          .bindArray("ids", UUID.class, List.copyOf(keys))
          .map(MappingRows::read)
          .forEach(mapping -> found.put(mapping.id().toString(), mapping));
    }
    return found;
  }

  public List<Mapping> ofEntries(Tx tx, UUID provider, Collection<ScheduleEntryId> entries) {
    if (entries.isEmpty()) {
      return List.of();
    }
    return query(tx, "where m.tenant_id = :t and m.provider_id = :p and m.entry_id = any(:ids)")
        .bind("p", provider)
        .bindArray("ids", UUID.class, entries.stream().map(ScheduleEntryId::value).toList())
        .map(MappingRows::read)
        .list();
  }

  /** Vendor ids that the full listing of this generation did not show. */
  public List<String> unseen(Tx tx, UUID provider, long generation, int limit) {
    return Sql.on(tx)
        .createQuery(
            """
            select remote_id from calendar_event_mappings
            where tenant_id = :t and provider_id = :p and remote_id is not null
              and generation < :g
            order by remote_id limit :limit
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("g", generation)
        .bind("limit", limit)
        .mapTo(String.class)
        .list();
  }

  /** All vendor ids that are known, with their entries. */
  public Map<String, ScheduleEntryId> known(Tx tx, UUID provider) {
    return Sql.on(tx)
        .createQuery(
            """
            select remote_id, entry_id from calendar_event_mappings
            where tenant_id = :t and provider_id = :p and remote_id is not null
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .map(
            (row, context) ->
                Map.entry(
                    row.getString("remote_id"),
                    new ScheduleEntryId(row.getObject("entry_id", UUID.class))))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  public int count(Tx tx, UUID provider) {
    return Sql.on(tx)
        .createQuery(
            """
            select count(*) from calendar_event_mappings
            where tenant_id = :t and provider_id = :p and remote_id is not null
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .mapTo(Integer.class)
        .one();
  }

  /** Those whose event is gone while nobody has yet seen whether that is too much at once. */
  public List<Mapping> going(Tx tx, UUID provider) {
    return query(
            tx,
            """
            where m.tenant_id = :t and m.provider_id = :p and m.sync_status <> 'synced'
              and m.reason = 'deletion_waits'
            order by m.id
            """)
        .bind("p", provider)
        .map(MappingRows::read)
        .list();
  }

  /** A direct read answered for them, whatever it showed. */
  public void seen(Tx tx, UUID provider, Collection<String> remoteIds, long generation) {
    Sql.on(tx)
        .createUpdate(
            """
            update calendar_event_mappings set generation = :g, revision = revision + 1
            where tenant_id = :t and provider_id = :p and remote_id = any(:ids)
              and generation < :g
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bindArray("ids", String.class, List.copyOf(remoteIds))
        .bind("g", generation)
        .execute();
  }

  private static Map<String, Mapping> keyed(List<Mapping> mappings) {
    var keyed = new HashMap<String, Mapping>();
    mappings.forEach(mapping -> keyed.put(mapping.remoteId().orElseThrow(), mapping));
    return keyed;
  }

  static Query query(Tx tx, String where) {
    return Sql.on(tx).createQuery(COLUMNS + where).bind("t", tx.tenant().value());
  }

  static Mapping read(ResultSet row, StatementContext context) throws SQLException {
    return new Mapping(
        row.getObject("id", UUID.class),
        row.getObject("provider_id", UUID.class),
        new ScheduleEntryId(row.getObject("entry_id", UUID.class)),
        new Mapping.Place(
            Optional.ofNullable(row.getString("remote_parts")).map(RemoteJson::parts),
            Optional.ofNullable(row.getString("ical_uid")),
            users(row),
            row.getBoolean("found_there")),
        new Mapping.Agreed(
            MappingJson.content(row.getString("base")),
            MappingJson.theirs(row.getString("theirs"), row.getBoolean("theirs_deleted")),
            MappingJson.intent(row.getString("intent"))),
        standing(row),
        row.getLong("generation"),
        row.getLong("revision"));
  }

  private static Mapping.Standing standing(ResultSet row) throws SQLException {
    return new Mapping.Standing(
        Mapping.Status.of(row.getString("sync_status")),
        Optional.ofNullable(row.getObject("local_version", Long.class)),
        Optional.ofNullable(row.getObject("held_version", Long.class)),
        Optional.ofNullable(row.getString("reason")),
        Optional.ofNullable(row.getString("conflict_kind")),
        Optional.ofNullable(row.getObject("released_version", Long.class)),
        because(row));
  }

  private static Optional<Because> because(ResultSet row) throws SQLException {
    var by = Optional.ofNullable(row.getObject("caused_by", UUID.class)).map(UserId::new);
    return Optional.ofNullable(row.getString("cause"))
        .map(cause -> new Because(Because.Cause.of(cause), by));
  }

  private static Set<UserId> users(ResultSet row) throws SQLException {
    var users = new HashSet<UserId>();
    for (Object user : (Object[]) row.getArray("attendees").getArray()) {
      users.add(new UserId((UUID) user));
    }
    return users;
  }
}

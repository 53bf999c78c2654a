package io.concordat.ee.calendar.cleanup;

import io.concordat.ee.calendar.cleanup.Cleanup.Found;
import io.concordat.ee.calendar.cleanup.Cleanup.Sample;
import io.concordat.ee.calendar.cleanup.Cleanup.State;
import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/** The rows of clean-ups. */
public final class CleanupRows {
  private static final String OPEN = "state in ('looking', 'running', 'stopping')";

  void insert(Tx tx, Cleanup looking) {
    on(
            tx,
            looking.id(),
            """
            insert into calendar_cleanups (tenant_id, id, provider_id, state, wanted_by,
              requested_at)
            values (:t, :id, :p, 'looking', :by, :now)
            """)
        .bind("p", looking.provider())
        .bind("by", looking.by().value())
        .bind("now", looking.times().requested())
        .execute();
    trim(tx, looking.provider());
  }

  /** Keeps the youngest ten. */
  private static void trim(Tx tx, UUID provider) {
    Sql.on(tx)
        .createUpdate(
            """
            delete from calendar_cleanups where tenant_id = :t and provider_id = :p
              and not state in ('looking', 'running', 'stopping') and id not in (
                select id from calendar_cleanups where tenant_id = :t and provider_id = :p
                order by requested_at desc, id desc limit 10)
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .execute();
  }

  Optional<Cleanup> find(Tx tx, UUID id) {
    return Sql.on(tx)
        .createQuery("select * from calendar_cleanups where tenant_id = :t and id = :id")
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .map(CleanupRows::read)
        .findOne();
  }

  /** The marks of events that were removed. */
  void removed(Tx tx, Collection<UUID> keys) {
    Sql.on(tx)
        .createUpdate(
            """
            insert into calendar_removed_keys (tenant_id, key)
            select :t, unnest(cast(:keys as uuid[])) on conflict do nothing
            """)
        .bind("t", tx.tenant().value())
        .bindArray("keys", UUID.class, List.copyOf(keys))
        .execute();
  }

  Set<UUID> removedAmong(Tx tx, Collection<UUID> keys) {
    return Sql.on(tx)
        .createQuery(
            "select key from calendar_removed_keys where tenant_id = :t and key = any(:keys)")
        .bind("t", tx.tenant().value())
        .bindArray("keys", UUID.class, List.copyOf(keys))
        .mapTo(UUID.class)
        .set();
  }

  /** The one that has the calendar for itself. */
  Optional<Cleanup> open(Tx tx, UUID provider) {
    return Sql.on(tx)
        .createQuery(
            "select * from calendar_cleanups where tenant_id = :t and provider_id = :p and " + OPEN)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .map(CleanupRows::read)
        .findOne();
  }

  /** Youngest first. */
  List<Cleanup> of(Tx tx, UUID provider) {
    return Sql.on(tx)
        .createQuery(
            """
            select * from calendar_cleanups where tenant_id = :t and provider_id = :p
            order by requested_at desc, id desc
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .map(CleanupRows::read)
        .list();
  }

  /** The youngest of each. */
  public Map<UUID, Cleanup> latest(Tx tx, Collection<UUID> providers) {
    return Sql.on(tx)
        .createQuery(
            """
            select distinct on (provider_id) * from calendar_cleanups
            where tenant_id = :t and provider_id = any(:ids)
            order by provider_id, requested_at desc, id desc
            """)
        .bind("t", tx.tenant().value())
        .bindArray("ids", UUID.class, List.copyOf(providers))
        .map(CleanupRows::read)
        .collect(Collectors.toMap(Cleanup::provider, one -> one));
  }

  void ready(Tx tx, UUID id, Found found, int requests, List<Sample> samples, Instant now) {
    on(
            tx,
            id,
            """
            update calendar_cleanups set state = 'ready', found = cast(:found as jsonb),
              requests = :requests, samples = cast(:samples as jsonb), ready_at = :now,
              error_code = null, failures = 0, next_attempt_at = null
            where tenant_id = :t and id = :id
            """)
        .bind("found", CleanupJson.stored(found))
        .bind("requests", requests)
        .bind("samples", CleanupJson.stored(samples))
        .bind("now", now)
        .execute();
  }

  void start(Tx tx, Cleanup cleanup, Choices choices, UserId by, Instant now) {
    on(
            tx,
            cleanup.id(),
            """
            update calendar_cleanups set state = 'running', edited = :edited, guests = :guests,
              unknown = :unknown, wanted_by = :by, started_at = :now
            where tenant_id = :t and id = :id
            """)
        .bind("edited", choices.edited())
        .bind("guests", choices.guests())
        .bind("unknown", choices.unknown())
        .bind("by", by.value())
        .bind("now", now)
        .execute();
  }

  void stopping(Tx tx, UUID id) {
    on(tx, id, "update calendar_cleanups set state = 'stopping' where tenant_id = :t and id = :id")
        .execute();
  }

  /** What a part of it came to; whatever was in its way is over. */
  void progress(
      Tx tx, UUID id, Map<String, Optional<UUID>> going, int more, int left, Samples stay) {
    on(
            tx,
            id,
            """
            update calendar_cleanups set going = cast(:going as jsonb), removed = removed + :more,
              remaining = :left, stays = cast(:stays as jsonb), samples = cast(:samples as jsonb),
              error_code = null, failures = 0, next_attempt_at = null
            where tenant_id = :t and id = :id
            """)
        .bind("going", CleanupJson.stored(going))
        .bind("more", more)
        .bind("left", left)
        .bind("stays", CleanupJson.storedCounts(stay.counts()))
        .bind("samples", CleanupJson.stored(stay.some()))
        .execute();
  }

  void delayed(Tx tx, UUID id, String code, Optional<Instant> again) {
    on(
            tx,
            id,
            """
            update calendar_cleanups set error_code = :code, failures = failures + 1,
              next_attempt_at = :again
            where tenant_id = :t and id = :id
            """)
        .bind("code", code)
        .bind("again", again.orElse(null))
        .execute();
  }

  /**
   * It is over. What was about to be deleted is not known here any more: so nothing that it deleted
   * can ever be taken for a deletion by the calendar's owner. The next sync is a first one.
   */
  void over(Tx tx, Cleanup cleanup, State state, Optional<String> code, Instant now) {
    if (cleanup.times().started().isPresent()) {
      afresh(tx, cleanup);
    }
    on(
            tx,
            cleanup.id(),
            """
            update calendar_cleanups set state = :state, error_code = :code, finished_at = :now,
              going = '{}', next_attempt_at = null
            where tenant_id = :t and id = :id
            """)
        .bind("state", state.stored())
        .bind("code", code.orElse(null))
        .bind("now", now)
        .execute();
  }

  private static void afresh(Tx tx, Cleanup cleanup) {
    Sql.on(tx)
        .createUpdate(
            """
            delete from calendar_event_mappings m
            where m.tenant_id = :t and m.provider_id = :p and exists (
              select 1 from calendar_cleanups c
              where c.tenant_id = :t and c.id = :id and (
                (c.going -> m.remote_id) is not null or exists (
                  select 1 from jsonb_each_text(c.going) g where g.value = cast(m.id as text))))
            """)
        .bind("t", tx.tenant().value())
        .bind("p", cleanup.provider())
        .bind("id", cleanup.id())
        .execute();
    Sql.on(tx)
        .createUpdate(
            """
            update calendar_providers set cursor = null, imported_at = null,
              pull_wanted = pull_wanted + 1
            where tenant_id = :t and id = :p
            """)
        .bind("t", tx.tenant().value())
        .bind("p", cleanup.provider())
        .execute();
  }

  private static Update on(Tx tx, UUID id, String sql) {
    return Sql.on(tx).createUpdate(sql).bind("t", tx.tenant().value()).bind("id", id);
  }

  private static Cleanup read(ResultSet row, StatementContext context) throws SQLException {
    return new Cleanup(
        row.getObject("id", UUID.class),
        row.getObject("provider_id", UUID.class),
        State.of(row.getString("state")),
        CleanupJson.found(row.getString("found")),
        row.getInt("requests"),
        new Choices(row.getBoolean("edited"), row.getBoolean("guests"), row.getBoolean("unknown")),
        new UserId(row.getObject("wanted_by", UUID.class)),
        CleanupJson.going(row.getString("going")),
        row.getInt("removed"),
        row.getInt("remaining"),
        CleanupJson.counts(row.getString("stays")),
        CleanupJson.samples(row.getString("samples")),
        new Cleanup.Trouble(
            Optional.ofNullable(row.getString("error_code")),
            row.getInt("failures"),
            instant(row, "next_attempt_at")),
        new Cleanup.Times(
            row.getTimestamp("requested_at").toInstant(),
            instant(row, "ready_at"),
            instant(row, "started_at"),
            instant(row, "finished_at")));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}

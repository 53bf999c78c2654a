package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.provider.Cursor;
import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.tenant.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/** The rows of runs. */
public final class RunRows {
  private static final String SELECT = "select * from calendar_runs where tenant_id = :t ";

  /** A run as its owner sees it. */
  record Shown(
      UUID id,
      String cause,
      boolean complete,
      String state,
      Optional<Integer> total,
      Counts counts,
      Optional<String> error,
      Instant requestedAt,
      Optional<Instant> startedAt,
      Optional<Instant> expectedEndAt,
      Optional<Instant> finishedAt) {
    boolean over() {
      return state.equals("completed") || state.equals("failed");
    }
  }

  Optional<UUID> queued(Tx tx, UUID provider) {
    return Sql.on(tx)
        .createQuery(
            """
            select id from calendar_runs
            where tenant_id = :t and provider_id = :p and state = 'queued'
            order by requested_at, id limit 1
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .mapTo(UUID.class)
        .findOne();
  }

  void insert(Tx tx, RunRecord run, String state, Instant now) {
    Sql.on(tx)
        .createUpdate(
            """
            insert into calendar_runs (tenant_id, id, provider_id, cause, complete, state,
              requested_at, started_at)
            values (:t, :id, :p, :cause, :complete, :state, :now,
              case when :state = 'queued' then null else cast(:now as timestamptz) end)
            on conflict do nothing
            """)
        .bind("t", tx.tenant().value())
        .bind("id", run.id())
        .bind("p", run.provider())
        .bind("cause", run.cause())
        .bind("complete", run.complete())
        .bind("state", state)
        .bind("now", now)
        .execute();
  }

  void completeInstead(Tx tx, UUID run) {
    Sql.on(tx)
        .createUpdate("update calendar_runs set complete = true where tenant_id = :t and id = :id")
        .bind("t", tx.tenant().value())
        .bind("id", run)
        .execute();
  }

  /** Takes over the oldest run that waits or was cut off; further cut-off ones have failed. */
  Optional<RunRecord> take(Tx tx, UUID provider, Instant now) {
    Optional<RunRecord> taken =
        Sql.on(tx)
            .createQuery(
                """
                update calendar_runs r set state = 'running',
                  started_at = coalesce(r.started_at, :now)
                from (
                  select id, state from calendar_runs
                  where tenant_id = :t and provider_id = :p and state in ('queued', 'running')
                  order by requested_at, id limit 1) as before
                where r.tenant_id = :t and r.id = before.id
                returning r.*, before.state = 'running' as goes_on
                """)
            .bind("t", tx.tenant().value())
            .bind("p", provider)
            .bind("now", now)
            .map(
                (row, context) ->
                    new RunRecord(
                        row.getObject("id", UUID.class),
                        provider,
                        row.getString("cause"),
                        row.getBoolean("complete"),
                        true,
                        row.getBoolean("goes_on") ? Optional.of(counts(row)) : Optional.empty()))
            .findOne();
    return taken;
  }

  void progress(Tx tx, RunRecord run, Counts counts, Optional<Instant> ends) {
    if (run.stored()) {
      went(tx, run, counts, ends);
    }
  }

  /** Whether it was shown before or not. */
  void went(Tx tx, RunRecord run, Counts counts, Optional<Instant> ends) {
    counted(
            tx,
            """
            update calendar_runs set done = :done, created = :created, updated = :updated,
              deleted = :deleted, conflicts = :conflicts, errors = :errors,
              expected_end_at = coalesce(:ends, expected_end_at)
            where tenant_id = :t and id = :id
            """,
            run.id(),
            counts)
        .bind("ends", ends.orElse(null))
        .execute();
  }

  void finish(Tx tx, RunRecord run, Counts counts, Optional<String> error, Instant now) {
    counted(
            tx,
            """
            update calendar_runs set state = :state, done = :done, created = :created,
              updated = :updated, deleted = :deleted, conflicts = :conflicts, errors = :errors,
              total = case when :state = 'completed' then :done else total end,
              error_code = :error, finished_at = :now
            where tenant_id = :t and id = :id
            """,
            run.id(),
            counts)
        .bind("state", error.isPresent() ? "failed" : "completed")
        .bind("error", error.orElse(null))
        .bind("now", now)
        .execute();
  }

  private static Update counted(Tx tx, String sql, UUID run, Counts counts) {
    return Sql.on(tx)
        .createUpdate(sql)
        .bind("t", tx.tenant().value())
        .bind("id", run)
        .bind("done", counts.done)
        .bind("created", counts.created)
        .bind("updated", counts.updated)
        .bind("deleted", counts.deleted)
        .bind("conflicts", counts.conflicts)
        .bind("errors", counts.errors);
  }

  Optional<Shown> find(Tx tx, UUID provider, UUID run) {
    return Sql.on(tx)
        .createQuery(SELECT + "and provider_id = :p and id = :id")
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("id", run)
        .map(RunRows::read)
        .findOne();
  }

  List<Shown> list(Tx tx, UUID provider, Optional<Cursor> after, int limit) {
    return Sql.on(tx)
        .createQuery(
            SELECT
                + """
                  and provider_id = :p
                  and (cast(:id as uuid) is null or (requested_at, id) < (:at, cast(:id as uuid)))
                order by requested_at desc, id desc limit :limit
                """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("at", after.map(Cursor::at).orElse(Instant.EPOCH))
        .bind("id", after.map(Cursor::id).orElse(null))
        .bind("limit", limit)
        .map(RunRows::read)
        .list();
  }

  /** Keeps the youngest hundred. */
  void trim(Tx tx, UUID provider) {
    Sql.on(tx)
        .createUpdate(
            """
            delete from calendar_runs where tenant_id = :t and provider_id = :p
              and state in ('completed', 'failed') and id not in (
                select id from calendar_runs where tenant_id = :t and provider_id = :p
                order by requested_at desc, id desc limit 100)
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .execute();
  }

  private static Shown read(ResultSet row, StatementContext context) throws SQLException {
    return new Shown(
        row.getObject("id", UUID.class),
        row.getString("cause"),
        row.getBoolean("complete"),
        row.getString("state"),
        Optional.ofNullable(row.getObject("total", Integer.class)),
        counts(row),
        Optional.ofNullable(row.getString("error_code")),
        row.getTimestamp("requested_at").toInstant(),
        instant(row, "started_at"),
        instant(row, "expected_end_at"),
        instant(row, "finished_at"));
  }

  private static Counts counts(ResultSet row) throws SQLException {
    var counts = new Counts();
    counts.done = row.getInt("done");
    counts.created = row.getInt("created");
    counts.updated = row.getInt("updated");
    counts.deleted = row.getInt("deleted");
    counts.conflicts = row.getInt("conflicts");
    counts.errors = row.getInt("errors");
    return counts;
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}

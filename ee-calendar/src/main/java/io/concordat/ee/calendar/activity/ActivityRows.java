package io.concordat.ee.calendar.activity;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.tenant.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of what was done, youngest first. */
public final class ActivityRows {
  /** However many in one statement, in the transaction of what they tell. */
  public void record(Tx tx, Occasion occasion, List<Deed> deeds, Instant now) {
    if (deeds.isEmpty()) {
      return;
    }
    Sql.on(tx)
        .createUpdate(
            """
            insert into calendar_activity (tenant_id, provider_id, id, at, run_id, trigger, side,
              action, cause, actor, entry_id, remote_id, title, private, reason, request_id, before,
              after)
            select :t, :p, r.id, :now, cast(:run as uuid), :trigger, r.side, r.action, r.cause, r.actor,
              r.entry_id, r.remote_id, r.title, r.private, r.reason, r.request_id, r.before, r.after
            from json_to_recordset(cast(:rows as json)) as r (id uuid, side text, action text,
              cause text, actor uuid, entry_id uuid, remote_id text, title text, private boolean,
              reason text, request_id text, before json, after json)
            """)
        .bind("t", tx.tenant().value())
        .bind("p", occasion.provider())
        .bind("now", now)
        .bind("run", occasion.run().orElse(null))
        .bind("trigger", occasion.trigger())
        .bind("rows", DeedsJson.rows(deeds, now))
        .execute();
  }

  /** What a list is narrowed to. */
  public record Filter(
      Optional<UUID> run,
      Optional<UUID> entry,
      Optional<String> remoteId,
      Optional<String> side,
      Optional<String> action,
      Optional<Instant> from,
      Optional<Instant> to) {
    public static final Filter ALL =
        new Filter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /**
   * One of them, as stored.
   *
   * @param before the changed fields, as JSON
   */
  public record Done(
      UUID id,
      Instant at,
      Optional<UUID> run,
      String trigger,
      String side,
      String action,
      String cause,
      Optional<UUID> actor,
      Optional<UUID> entry,
      Optional<String> remoteId,
      String title,
      boolean isPrivate,
      Optional<String> reason,
      Optional<String> requestId,
      Optional<String> before,
      Optional<String> after) {}

  public List<Done> list(Tx tx, UUID provider, Filter filter, Optional<UUID> after, int limit) {
    return Sql.on(tx)
        .createQuery(
            """
            select * from calendar_activity where tenant_id = :t and provider_id = :p
              and (cast(:after as uuid) is null or id < cast(:after as uuid))
              and (cast(:run as uuid) is null or run_id = cast(:run as uuid))
              and (cast(:entry as uuid) is null or entry_id = cast(:entry as uuid))
              and (cast(:remote as text) is null or remote_id = cast(:remote as text))
              and (cast(:side as text) is null or side in (cast(:side as text), 'both'))
              and (cast(:action as text) is null or action = cast(:action as text))
              and (cast(:from as timestamptz) is null or at >= cast(:from as timestamptz))
              and (cast(:to as timestamptz) is null or at < cast(:to as timestamptz))
            order by id desc limit :limit
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("after", after.orElse(null))
        .bind("run", filter.run().orElse(null))
        .bind("entry", filter.entry().orElse(null))
        .bind("remote", filter.remoteId().orElse(null))
        .bind("side", filter.side().orElse(null))
        .bind("action", filter.action().orElse(null))
        .bind("from", filter.from().orElse(null))
        .bind("to", filter.to().orElse(null))
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .list();
  }

  /** Forgets what is older than this. */
  int forget(Tx tx, UUID provider, Instant before) {
    return Sql.on(tx)
        .createUpdate(
            """
            delete from calendar_activity
            where tenant_id = :t and provider_id = :p and id < :oldest
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("oldest", new UUID(before.toEpochMilli() << 16, 0))
        .execute();
  }

  private static Done read(ResultSet row) throws SQLException {
    return new Done(
        row.getObject("id", UUID.class),
        row.getTimestamp("at").toInstant(),
        Optional.ofNullable(row.getObject("run_id", UUID.class)),
        row.getString("trigger"),
        row.getString("side"),
        row.getString("action"),
        row.getString("cause"),
        Optional.ofNullable(row.getObject("actor", UUID.class)),
        Optional.ofNullable(row.getObject("entry_id", UUID.class)),
        Optional.ofNullable(row.getString("remote_id")),
        row.getString("title"),
        row.getBoolean("private"),
        Optional.ofNullable(row.getString("reason")),
        Optional.ofNullable(row.getString("request_id")),
        Optional.ofNullable(row.getString("before")),
        Optional.ofNullable(row.getString("after")));
  }
}

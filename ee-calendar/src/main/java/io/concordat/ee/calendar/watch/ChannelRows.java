package io.concordat.ee.calendar.watch;

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

/** The rows of push channels: each is stored before the vendor is asked for it. */
public final class ChannelRows {
  private static final int KEPT = 20;

  /** The youngest first. */
  List<Channel> of(Tx tx, UUID provider) {
    return Sql.on(tx)
        .createQuery(
            """
            select * from calendar_subscriptions where tenant_id = :t and provider_id = :p and status <> 'ended'
            order by created_at desc, id
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .map(ChannelRows::read)
        .list();
  }

  void opening(Tx tx, Channel channel) {
    Sql.on(tx)
        .createUpdate(
            """
            insert into calendar_subscriptions (tenant_id, id, provider_id, status, callback,
              expires_at, renew_at, created_at, failures)
            values (:t, :id, :p, 'asked', :callback, :expires, :expires, :now, :failures)
            """)
        .bind("t", tx.tenant().value())
        .bind("id", channel.id())
        .bind("p", channel.provider())
        .bind("callback", channel.callback().orElse(null))
        .bind("expires", channel.expiresAt())
        .bind("now", channel.createdAt())
        .bind("failures", channel.failures())
        .execute();
  }

  /** False: somebody has taken this channel for an abandoned one. */
  boolean live(Tx tx, String id, String resource, Instant now, Instant expires, Instant renew) {
    return update(
                tx,
                id,
                """
                status = 'live', resource_id = :resource, granted_at = :now, expires_at = :expires,
                renew_at = :renew, failures = 0
                """)
            .bind("resource", resource)
            .bind("now", now)
            .bind("expires", expires)
            .bind("renew", renew)
            .execute()
        == 1;
  }

  void renewBy(Tx tx, String id, Instant at) {
    update(tx, id, "renew_at = least(renew_at, :at)").bind("at", at).execute();
  }

  void failures(Tx tx, UUID provider, int failures) {
    Sql.on(tx)
        .createUpdate(
            """
            update calendar_subscriptions set failures = :f
            where tenant_id = :t and provider_id = :p and status <> 'ended'
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .bind("f", failures)
        .execute();
  }

  void becomes(Tx tx, String id, String status) {
    update(tx, id, "status = :s").bind("s", status).execute();
  }

  private static Update update(Tx tx, String id, String set) {
    return Sql.on(tx)
        .createUpdate(
            "update calendar_subscriptions set " + set + " where tenant_id = :t and id = :id")
        .bind("t", tx.tenant().value())
        .bind("id", id);
  }

  /** Kept as history for a while. */
  void ended(Tx tx, Channel channel, Instant now) {
    update(tx, channel.id(), "status = 'ended', failures = 0, ended_at = :now")
        .bind("now", now)
        .execute();
    Sql.on(tx)
        .createUpdate(
            """
            delete from calendar_subscriptions where tenant_id = :t and id in (
              select id from calendar_subscriptions
              where tenant_id = :t and provider_id = :p and status = 'ended'
              order by ended_at desc, id offset :kept)
            """)
        .bind("t", tx.tenant().value())
        .bind("p", channel.provider())
        .bind("kept", KEPT)
        .execute();
  }

  private static Channel read(ResultSet row, StatementContext context) throws SQLException {
    return new Channel(
        row.getString("id"),
        row.getObject("provider_id", UUID.class),
        Optional.ofNullable(row.getString("resource_id")),
        row.getString("status"),
        Optional.ofNullable(row.getString("callback")),
        row.getTimestamp("expires_at").toInstant(),
        row.getTimestamp("renew_at").toInstant(),
        row.getTimestamp("created_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("granted_at")).map(Timestamp::toInstant),
        row.getInt("failures"));
  }
}

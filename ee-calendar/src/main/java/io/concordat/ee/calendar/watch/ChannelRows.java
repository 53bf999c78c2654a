package io.concordat.ee.calendar.watch;

import io.concordat.ee.calendar.provider.Sql;
import io.concordat.spi.tenant.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/** The rows of push channels: each is stored before the vendor is asked for it. */
public final class ChannelRows {
  /** A channel as stored. */
  record Channel(
      String id,
      UUID provider,
      Optional<String> resourceId,
      String status,
      Instant expiresAt,
      Instant renewAt,
      Instant createdAt) {
    boolean live(Instant now) {
      return status.equals("live") && expiresAt.isAfter(now);
    }
  }

  List<Channel> of(Tx tx, UUID provider) {
    return Sql.on(tx)
        .createQuery(
            """
            select * from calendar_subscriptions where tenant_id = :t and provider_id = :p
            order by created_at desc, id
            """)
        .bind("t", tx.tenant().value())
        .bind("p", provider)
        .map(ChannelRows::read)
        .list();
  }

  void opening(Tx tx, String id, UUID provider, Instant now, Instant expires) {
    Sql.on(tx)
        .createUpdate(
            """
            insert into calendar_subscriptions (tenant_id, id, provider_id, status, expires_at,
              renew_at, created_at)
            values (:t, :id, :p, 'opening', :expires, :expires, :now)
            """)
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .bind("p", provider)
        .bind("expires", expires)
        .bind("now", now)
        .execute();
  }

  void live(Tx tx, String id, String resource, Instant expires, Instant renew) {
    Sql.on(tx)
        .createUpdate(
            """
            update calendar_subscriptions set status = 'live', resource_id = :resource,
              expires_at = :expires, renew_at = :renew
            where tenant_id = :t and id = :id
            """)
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .bind("resource", resource)
        .bind("expires", expires)
        .bind("renew", renew)
        .execute();
  }

  void becomes(Tx tx, String id, String status) {
    Sql.on(tx)
        .createUpdate(
            "update calendar_subscriptions set status = :s where tenant_id = :t and id = :id")
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .bind("s", status)
        .execute();
  }

  void delete(Tx tx, String id) {
    Sql.on(tx)
        .createUpdate("delete from calendar_subscriptions where tenant_id = :t and id = :id")
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .execute();
  }

  private static Channel read(ResultSet row, StatementContext context) throws SQLException {
    return new Channel(
        row.getString("id"),
        row.getObject("provider_id", UUID.class),
        Optional.ofNullable(row.getString("resource_id")),
        row.getString("status"),
        row.getTimestamp("expires_at").toInstant(),
        row.getTimestamp("renew_at").toInstant(),
        row.getTimestamp("created_at").toInstant());
  }
}

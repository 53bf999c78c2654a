package io.concordat.identity;

import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.AcrossTenants;
import io.concordat.tenant.Handles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** SQL of {@code sessions} and {@code route_sessions}. */
final class SessionRows {
  private SessionRows() {}

  record Route(TenantId tenant, UUID session) {}

  /** A session that is not over, of a user who is active. */
  record Good(UserId user, Role role, Instant seenAt, Instant expiresAt) {
    Instant end() {
      Instant idle = seenAt.plus(Sessions.IDLE);
      return idle.isBefore(expiresAt) ? idle : expiresAt;
    }
  }

  static void insert(Tx tx, UserId user, byte[] hash, Sessions.Line line) {
    Handles.of(tx)
        .createUpdate(
            """
            with routed as (
              insert into route_sessions (hash, tenant_id, session_id) values (:hash, :tenant, :id)),
            signed_in as (
              update users set signed_in_at = :at where tenant_id = :tenant and id = :user)
            insert into sessions
              (tenant_id, id, user_id, hash, how, agent, created_at, seen_at, expires_at)
            values (:tenant, :id, :user, :hash, :how, :agent, :at, :at, :expires)""")
        .bind("tenant", tx.tenant().value())
        .bind("id", line.id())
        .bind("user", user.value())
        .bind("hash", hash)
        .bind("how", line.how())
        .bind("agent", line.agent())
        .bind("at", line.createdAt().atOffset(ZoneOffset.UTC))
        .bind("expires", line.expiresAt().atOffset(ZoneOffset.UTC))
        .execute();
  }

  static Optional<Route> route(AcrossTenants.Reach reach, byte[] hash) {
    return reach.call(
        handle ->
            handle
                .createQuery("select tenant_id, session_id from route_sessions where hash = :hash")
                .bind("hash", hash)
                .map(
                    (rows, context) ->
                        new Route(
                            new TenantId(rows.getObject(1, UUID.class)),
                            rows.getObject(2, UUID.class)))
                .findOne());
  }

  static Optional<Good> good(Tx tx, UUID id, Instant now) {
    return Handles.of(tx)
        .createQuery(
            """
            select s.user_id, u.role, s.seen_at, s.expires_at
            from sessions s join users u on u.tenant_id = s.tenant_id and u.id = s.user_id
            where s.tenant_id = :tenant and s.id = :id and u.active
              and s.expires_at > :now and s.seen_at > :idle""")
        .bind("tenant", tx.tenant().value())
        .bind("id", id)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("idle", now.minus(Sessions.IDLE).atOffset(ZoneOffset.UTC))
        .map(
            (rows, context) ->
                new Good(
                    new UserId(rows.getObject(1, UUID.class)),
                    Role.stored(rows.getString(2)),
                    instant(rows, 3),
                    instant(rows, 4)))
        .findOne();
  }

  static Map<UUID, Set<String>> good(Tx tx, Collection<UUID> ids, Instant now) {
    return Handles.of(tx)
        .createQuery(
            """
            select s.id, u.role
            from sessions s join users u on u.tenant_id = s.tenant_id and u.id = s.user_id
            where s.tenant_id = :tenant and s.id = any(:ids) and u.active
              and s.expires_at > :now and s.seen_at > :idle""")
        .bind("tenant", tx.tenant().value())
        .bindArray("ids", UUID.class, ids.toArray())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("idle", now.minus(Sessions.IDLE).atOffset(ZoneOffset.UTC))
        .reduceRows(
            new HashMap<>(),
            (good, row) -> {
              Role role = Role.stored(row.getColumn("role", String.class));
              if (role.internal()) {
                good.put(row.getColumn("id", UUID.class), role.permissions());
              }
              return good;
            });
  }

  static void seen(Tx tx, UUID id, Instant now) {
    Handles.of(tx)
        .createUpdate(
            """
            update sessions set seen_at = :now
            where tenant_id = :tenant and id = :id and seen_at < :now""")
        .bind("tenant", tx.tenant().value())
        .bind("id", id)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  static List<Sessions.Line> of(Tx tx, UserId user, Instant now) {
    return Handles.of(tx)
        .createQuery(
            """
            select id, how, agent, created_at, seen_at, expires_at from sessions
            where tenant_id = :tenant and user_id = :user
              and expires_at > :now and seen_at > :idle
            order by seen_at desc, id""")
        .bind("tenant", tx.tenant().value())
        .bind("user", user.value())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("idle", now.minus(Sessions.IDLE).atOffset(ZoneOffset.UTC))
        .map((rows, context) -> line(rows))
        .list();
  }

  /** The hash of what was there. */
  static Optional<byte[]> delete(Tx tx, UUID id) {
    return Handles.of(tx)
        .createQuery(deleting("id = :id"))
        .bind("tenant", tx.tenant().value())
        .bind("id", id)
        .mapTo(byte[].class)
        .findOne();
  }

  static List<byte[]> deleteAll(Tx tx, UserId user, Optional<UUID> kept) {
    return Handles.of(tx)
        .createQuery(deleting("user_id = :user and id is distinct from cast(:kept as uuid)"))
        .bind("tenant", tx.tenant().value())
        .bind("user", user.value())
        .bind("kept", kept.orElse(null))
        .mapTo(byte[].class)
        .list();
  }

  /** A user's sessions that are over, and those used least recently beyond so many. */
  static List<byte[]> prune(Tx tx, UserId user, Instant now, int kept) {
    return Handles.of(tx)
        .createQuery(
            deleting(
                """
                user_id = :user and (expires_at <= :now or seen_at <= :idle or id in (
                  select id from sessions where tenant_id = :tenant and user_id = :user
                  order by seen_at desc, id offset :kept))"""))
        .bind("tenant", tx.tenant().value())
        .bind("user", user.value())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("idle", now.minus(Sessions.IDLE).atOffset(ZoneOffset.UTC))
        .bind("kept", kept)
        .mapTo(byte[].class)
        .list();
  }

  static int purge(Tx tx, Instant now) {
    return Handles.of(tx)
        .createQuery(deleting("(expires_at <= :now or seen_at <= :idle)"))
        .bind("tenant", tx.tenant().value())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("idle", now.minus(Sessions.IDLE).atOffset(ZoneOffset.UTC))
        .mapTo(byte[].class)
        .list()
        .size();
  }

  private static String deleting(String which) {
    return """
        with gone as (
          delete from sessions where tenant_id = :tenant and %s returning hash)
        delete from route_sessions where hash in (select hash from gone) returning hash"""
        .formatted(which);
  }

  private static Sessions.Line line(ResultSet rows) throws SQLException {
    return new Sessions.Line(
        rows.getObject(1, UUID.class),
        rows.getString(2),
        rows.getString(3),
        instant(rows, 4),
        instant(rows, 5),
        instant(rows, 6));
  }

  private static Instant instant(ResultSet rows, int column) throws SQLException {
    return rows.getObject(column, OffsetDateTime.class).toInstant();
  }
}

package io.concordat.identity;

import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.AcrossTenants;
import io.concordat.tenant.Handles;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of {@code api_tokens} and {@code route_api_tokens}. */
final class TokenRows {
  private TokenRows() {}

  record Route(TenantId tenant, UUID token) {}

  /** A token that is good, of a user who is active. */
  record Good(
      UserId user,
      Role role,
      Optional<List<String>> scopes,
      Optional<Instant> expiresAt,
      Optional<Instant> usedAt) {}

  static void insert(Tx tx, UUID id, byte[] hash, NewToken token, Instant at) {
    Handles.of(tx)
        .createUpdate(
            """
            with routed as (
              insert into route_api_tokens (hash, tenant_id, token_id) values (:hash, :tenant, :id))
            insert into api_tokens
              (tenant_id, id, user_id, name, hash, scopes, created_at, expires_at)
            values (:tenant, :id, :user, :name, :hash, :scopes, :at, :expires)""")
        .bind("tenant", tx.tenant().value())
        .bind("id", id)
        .bind("user", token.user().value())
        .bind("name", token.name())
        .bind("hash", hash)
        .bindByType(
            "scopes",
            token.scopes().map(it -> it.toArray(new String[0])).orElse(null),
            String[].class)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("expires", token.expiresAt().map(it -> it.atOffset(ZoneOffset.UTC)).orElse(null))
        .execute();
  }

  static Optional<Route> route(AcrossTenants.Reach reach, byte[] hash) {
    return reach.call(
        handle ->
            handle
                .createQuery("select tenant_id, token_id from route_api_tokens where hash = :hash")
                .bind("hash", hash)
                .map(
                    (rows, context) ->
                        new Route(
                            new TenantId(rows.getObject(1, UUID.class)),
                            rows.getObject(2, UUID.class)))
                .findOne());
  }

  static Optional<Good> good(Tx tx, UUID token, Instant now) {
    return Handles.of(tx)
        .createQuery(
            """
            select t.user_id, u.role, t.scopes, t.expires_at, t.used_at
            from api_tokens t join users u on u.tenant_id = t.tenant_id and u.id = t.user_id
            where t.tenant_id = :tenant and t.id = :id and u.active and t.revoked_at is null
              and (t.expires_at is null or t.expires_at > :now)""")
        .bind("tenant", tx.tenant().value())
        .bind("id", token)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((rows, context) -> good(rows))
        .findOne();
  }

  /** The hash of the token, when it was there and not revoked. */
  static Optional<byte[]> revoke(Tx tx, UUID token, Instant at) {
    return Handles.of(tx)
        .createQuery(
            """
            with revoked as (
              update api_tokens set revoked_at = :at
              where tenant_id = :tenant and id = :id and revoked_at is null returning hash)
            delete from route_api_tokens where hash in (select hash from revoked) returning hash""")
        .bind("tenant", tx.tenant().value())
        .bind("id", token)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .mapTo(byte[].class)
        .findOne();
  }

  static void revokeAll(Tx tx, UserId user, Instant at) {
    Handles.of(tx)
        .createUpdate(
            """
            with revoked as (
              update api_tokens set revoked_at = :at
              where tenant_id = :tenant and user_id = :user and revoked_at is null returning hash)
            delete from route_api_tokens where hash in (select hash from revoked)""")
        .bind("tenant", tx.tenant().value())
        .bind("user", user.value())
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
  }

  static void used(Tx tx, UUID token, Instant at) {
    Handles.of(tx)
        .createUpdate("update api_tokens set used_at = :at where tenant_id = :tenant and id = :id")
        .bind("tenant", tx.tenant().value())
        .bind("id", token)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** A user's tokens that are not revoked, newest first. */
  static List<Tokens.Line> of(Tx tx, UserId user) {
    return Handles.of(tx)
        .createQuery(
            """
            select id, name, scopes, created_at, expires_at, used_at from api_tokens
            where tenant_id = :tenant and user_id = :user and revoked_at is null
            order by created_at desc, id""")
        .bind("tenant", tx.tenant().value())
        .bind("user", user.value())
        .map((rows, context) -> line(rows))
        .list();
  }

  private static Tokens.Line line(ResultSet rows) throws SQLException {
    return new Tokens.Line(
        rows.getObject(1, UUID.class),
        rows.getString(2),
        scopes(rows.getArray(3)),
        rows.getObject(4, OffsetDateTime.class).toInstant(),
        instant(rows, 5),
        instant(rows, 6));
  }

  private static Good good(ResultSet rows) throws SQLException {
    return new Good(
        new UserId(rows.getObject(1, UUID.class)),
        Role.stored(rows.getString(2)),
        scopes(rows.getArray(3)),
        instant(rows, 4),
        instant(rows, 5));
  }

  private static Optional<Instant> instant(ResultSet rows, int column) throws SQLException {
    return Optional.ofNullable(rows.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static Optional<List<String>> scopes(@Nullable Array array) throws SQLException {
    return array == null ? Optional.empty() : Optional.of(List.of((String[]) array.getArray()));
  }
}

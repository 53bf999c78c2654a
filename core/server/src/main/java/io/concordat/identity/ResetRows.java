package io.concordat.identity;

import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.AcrossTenants;
import io.concordat.tenant.Handles;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** SQL of {@code password_resets} and {@code route_password_resets}. */
final class ResetRows {
  private ResetRows() {}

  static void replace(Tx tx, UserId user, byte[] hash, Instant expiresAt) {
    forget(tx, user);
    Handles.of(tx)
        .createUpdate(
            """
            with routed as (
              insert into route_password_resets (hash, tenant_id, user_id)
              values (:hash, :tenant, :user))
            insert into password_resets (tenant_id, user_id, hash, expires_at)
            values (:tenant, :user, :hash, :expires)""")
        .bind("tenant", tx.tenant().value())
        .bind("user", user.value())
        .bind("hash", hash)
        .bind("expires", expiresAt.atOffset(ZoneOffset.UTC))
        .execute();
  }

  static Optional<TenantId> tenant(AcrossTenants.Reach reach, byte[] hash) {
    return reach.call(
        handle ->
            handle
                .createQuery("select tenant_id from route_password_resets where hash = :hash")
                .bind("hash", hash)
                .map((rows, context) -> new TenantId(rows.getObject(1, UUID.class)))
                .findOne());
  }

  static Optional<UserId> user(Tx tx, byte[] hash, Instant now) {
    return Handles.of(tx)
        .createQuery(
            """
            select user_id from password_resets
            where tenant_id = :tenant and hash = :hash and expires_at > :now""")
        .bind("tenant", tx.tenant().value())
        .bind("hash", hash)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((rows, context) -> new UserId(rows.getObject(1, UUID.class)))
        .findOne();
  }

  /** False when somebody else took it first, or it is over. */
  static boolean take(Tx tx, byte[] hash, Instant now) {
    return Handles.of(tx)
            .createUpdate(
                """
                with taken as (
                  delete from password_resets
                  where tenant_id = :tenant and hash = :hash and expires_at > :now returning hash)
                delete from route_password_resets where hash in (select hash from taken)""")
            .bind("tenant", tx.tenant().value())
            .bind("hash", hash)
            .bind("now", now.atOffset(ZoneOffset.UTC))
            .execute()
        == 1;
  }

  static void forget(Tx tx, UserId user) {
    Handles.of(tx)
        .createUpdate(
            """
            with gone as (
              delete from password_resets where tenant_id = :tenant and user_id = :user
              returning hash)
            delete from route_password_resets where hash in (select hash from gone)""")
        .bind("tenant", tx.tenant().value())
        .bind("user", user.value())
        .execute();
  }
}

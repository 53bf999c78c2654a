package io.concordat.oauth;

import io.concordat.spi.oauth.OAuthStates.Draft;
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
import java.util.Optional;
import java.util.UUID;

/** SQL of {@code oauth_states} and {@code route_oauth_states}. */
final class StateRows {
  private StateRows() {}

  @SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
  record Row(Draft draft, byte[] codeVerifier, Instant expiresAt) {}

  static void insert(Tx tx, byte[] hash, Row row) {
    Handles.of(tx)
        .createUpdate(
            """
            with routed as (
              insert into route_oauth_states (state_hash, tenant_id, expires_at)
              values (:hash, :tenant, :expires))
            insert into oauth_states (tenant_id, state_hash, purpose, user_id, redirect_uri,
              subject, session_id, code_verifier, expires_at)
            values (:tenant, :hash, :purpose, :user, :redirect, :subject, cast(:session as uuid),
              :verifier, :expires)""")
        .bind("hash", hash)
        .bind("tenant", tx.tenant().value())
        .bind("purpose", row.draft().purpose())
        .bind("user", row.draft().user().value())
        .bind("redirect", row.draft().redirectUri())
        .bind("subject", row.draft().subject())
        .bind("session", row.draft().session().orElse(null))
        .bind("verifier", row.codeVerifier())
        .bind("expires", row.expiresAt().atOffset(ZoneOffset.UTC))
        .execute();
  }

  static Optional<TenantId> tenant(AcrossTenants.Reach reach, byte[] hash) {
    return reach.call(
        handle ->
            handle
                .createQuery("select tenant_id from route_oauth_states where state_hash = :hash")
                .bind("hash", hash)
                .map((rows, context) -> new TenantId(rows.getObject(1, UUID.class)))
                .findOne());
  }

  /** Whoever comes second waits for the first to commit, and gets nothing. */
  static Optional<Row> take(Tx tx, byte[] hash, Optional<UUID> session) {
    return Handles.of(tx)
        .createQuery(
            """
            with taken as (
              delete from oauth_states where tenant_id = :tenant and state_hash = :hash
                and (session_id is null or session_id = cast(:session as uuid))
              returning state_hash, purpose, user_id, redirect_uri, subject, session_id,
                code_verifier, expires_at),
            routed as (
              delete from route_oauth_states
              where state_hash in (select state_hash from taken) and tenant_id = :tenant)
            select * from taken""")
        .bind("hash", hash)
        .bind("tenant", tx.tenant().value())
        .bind("session", session.orElse(null))
        .map((rows, context) -> row(rows))
        .findOne();
  }

  static boolean exists(Tx tx, byte[] hash) {
    return Handles.of(tx)
        .createQuery(
            """
            select exists (select from oauth_states
              where tenant_id = :tenant and state_hash = :hash)""")
        .bind("tenant", tx.tenant().value())
        .bind("hash", hash)
        .mapTo(Boolean.class)
        .one();
  }

  /** Of this tenant: states that nobody came back with. */
  static void purge(Tx tx, Instant before) {
    Handles.of(tx)
        .createUpdate(
            """
            with old as (
              delete from oauth_states where tenant_id = :tenant and expires_at < :before
              returning state_hash)
            delete from route_oauth_states
            where tenant_id = :tenant and state_hash in (select state_hash from old)""")
        .bind("tenant", tx.tenant().value())
        .bind("before", before.atOffset(ZoneOffset.UTC))
        .execute();
  }

  private static Row row(ResultSet rows) throws SQLException {
    Draft draft =
        new Draft(
            rows.getString("purpose"),
            new UserId(rows.getObject("user_id", UUID.class)),
            rows.getString("redirect_uri"),
            rows.getString("subject"),
            Optional.ofNullable(rows.getObject("session_id", UUID.class)));
    Instant expiresAt = rows.getObject("expires_at", OffsetDateTime.class).toInstant();
    return new Row(draft, rows.getBytes("code_verifier"), expiresAt);
  }
}

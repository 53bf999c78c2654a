package io.concordat.sso;

import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.AcrossTenants;
import io.concordat.tenant.Handles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** SQL of {@code sso_flows}, found by {@code route_oauth_states}. */
final class FlowRows {
  private FlowRows() {}

  static void insert(Tx tx, byte[] hash, Flow flow) {
    Handles.of(tx)
        .createUpdate(
            """
            with routed as (
              insert into route_oauth_states (state_hash, tenant_id, expires_at)
              values (:hash, :tenant, :expires))
            insert into sso_flows (tenant_id, state_hash, browser, profile_id, redirect_uri,
              return_to, expires_at)
            values (:tenant, :hash, :browser, :profile, :redirect, :return, :expires)""")
        .bind("hash", hash)
        .bind("tenant", tx.tenant().value())
        .bind("browser", flow.browser())
        .bind("profile", flow.profile())
        .bind("redirect", flow.redirectUri())
        .bind("return", flow.returnTo())
        .bind("expires", flow.expiresAt().atOffset(ZoneOffset.UTC))
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

  /**
   * Whoever comes second waits for the first to commit, and gets nothing; another browser gets
   * nothing either, and does not use it up.
   */
  static Optional<Flow> take(Tx tx, byte[] hash, String browser) {
    return Handles.of(tx)
        .createQuery(
            """
            with taken as (
              delete from sso_flows
              where tenant_id = :tenant and state_hash = :hash and browser = :browser
              returning state_hash, browser, profile_id, redirect_uri, return_to, expires_at),
            routed as (
              delete from route_oauth_states
              where tenant_id = :tenant and state_hash in (select state_hash from taken))
            select * from taken""")
        .bind("hash", hash)
        .bind("browser", browser)
        .bind("tenant", tx.tenant().value())
        .map((rows, context) -> flow(rows))
        .findOne();
  }

  static boolean exists(Tx tx, byte[] hash) {
    return Handles.of(tx)
        .createQuery(
            """
            select exists (select from sso_flows
              where tenant_id = :tenant and state_hash = :hash)""")
        .bind("tenant", tx.tenant().value())
        .bind("hash", hash)
        .mapTo(Boolean.class)
        .one();
  }

  /** Of this tenant: those that nobody came back with. */
  static void purge(Tx tx, Instant before) {
    Handles.of(tx)
        .createUpdate(
            """
            with old as (
              delete from sso_flows where tenant_id = :tenant and expires_at < :before
              returning state_hash)
            delete from route_oauth_states
            where tenant_id = :tenant and state_hash in (select state_hash from old)""")
        .bind("tenant", tx.tenant().value())
        .bind("before", before.atOffset(ZoneOffset.UTC))
        .execute();
  }

  private static Flow flow(ResultSet rows) throws SQLException {
    return new Flow(
        rows.getString("browser"),
        rows.getObject("profile_id", UUID.class),
        rows.getString("redirect_uri"),
        rows.getString("return_to"),
        rows.getObject("expires_at", OffsetDateTime.class).toInstant());
  }
}

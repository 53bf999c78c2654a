package io.concordat.sso;

import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.AcrossTenants;
import io.concordat.tenant.Handles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** SQL of {@code route_login_domains}: who claims a domain, who holds it. Names are hashed. */
final class ClaimRows {
  private ClaimRows() {}

  /** A tenant's claim. */
  @SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
  record Claim(TenantId tenant, UUID domain, boolean verified, byte[] proofHash) {}

  static List<Claim> of(AcrossTenants.Reach reach, DomainName domain) {
    return reach.call(
        handle ->
            handle
                .createQuery(
                    """
                    select tenant_id, domain_id, verified_at is not null, proof_hash
                    from route_login_domains where domain_hash = :hash order by tenant_id""")
                .bind("hash", domain.hash())
                .map((rows, context) -> claim(rows))
                .list());
  }

  /** Everybody's claims of the domain; they stay as they are until this transaction ends. */
  static List<Claim> hold(Tx tx, DomainName domain) {
    return Handles.of(tx)
        .createQuery(
            """
            select tenant_id, domain_id, verified_at is not null, proof_hash
            from route_login_domains where domain_hash = :hash order by tenant_id for update""")
        .bind("hash", domain.hash())
        .map((rows, context) -> claim(rows))
        .list();
  }

  static void put(Tx tx, LoginDomain domain) {
    Handles.of(tx)
        .createUpdate(
            """
            insert into route_login_domains (domain_hash, tenant_id, domain_id, proof_hash)
            values (:hash, :tenant, :id, :proof)
            on conflict (domain_hash, tenant_id) do nothing""")
        .bind("hash", domain.domain().hash())
        .bind("tenant", tx.tenant().value())
        .bind("id", domain.id())
        .bind("proof", Digest.sha256(domain.proof()))
        .execute();
  }

  static void verified(Tx tx, DomainName domain, Instant at) {
    Handles.of(tx)
        .createUpdate(
            """
            update route_login_domains set verified_at = :at
            where domain_hash = :hash and tenant_id = :tenant""")
        .bind("hash", domain.hash())
        .bind("tenant", tx.tenant().value())
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
  }

  static void delete(Tx tx, DomainName domain) {
    Handles.of(tx)
        .createUpdate(
            "delete from route_login_domains where domain_hash = :hash and tenant_id = :tenant")
        .bind("hash", domain.hash())
        .bind("tenant", tx.tenant().value())
        .execute();
  }

  private static Claim claim(ResultSet rows) throws SQLException {
    return new Claim(
        new TenantId(rows.getObject(1, UUID.class)),
        rows.getObject(2, UUID.class),
        rows.getBoolean(3),
        rows.getBytes(4));
  }
}

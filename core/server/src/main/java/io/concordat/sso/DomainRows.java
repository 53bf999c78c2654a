package io.concordat.sso;

import io.concordat.spi.tenant.Tx;
import io.concordat.sso.LoginDomain.Status;
import io.concordat.sso.LoginDomain.Why;
import io.concordat.tenant.Handles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Update;

/** SQL of {@code msp_sso_login_domains}. */
final class DomainRows {
  private static final String SELECT =
      """
      select id, domain, status, why, proof, version, requested_at, verified_at, checked_at,
        missing_since
      from msp_sso_login_domains where tenant_id = :tenant""";

  private DomainRows() {}

  /** False when the tenant has this domain already. */
  static boolean insert(Tx tx, LoginDomain domain) {
    return Handles.of(tx)
            .createUpdate(
                """
                insert into msp_sso_login_domains
                  (tenant_id, id, domain, status, proof, version, requested_at)
                values (:tenant, :id, :domain, :status, :proof, 1, :at)
                on conflict (tenant_id, domain) do nothing""")
            .bind("tenant", tx.tenant().value())
            .bind("id", domain.id())
            .bind("domain", domain.domain().ascii())
            .bind("status", stored(domain.status()))
            .bind("proof", domain.proof())
            .bind("at", utc(domain.requestedAt()))
            .execute()
        == 1;
  }

  static List<LoginDomain> all(Tx tx) {
    return Handles.of(tx)
        .createQuery(SELECT + " order by domain")
        .bind("tenant", tx.tenant().value())
        .map((rows, context) -> domain(rows))
        .list();
  }

  static Optional<LoginDomain> find(Tx tx, UUID id) {
    return one(tx, id, "");
  }

  /** Nobody changes it before this transaction ends. */
  static Optional<LoginDomain> hold(Tx tx, UUID id) {
    return one(tx, id, " for update");
  }

  private static Optional<LoginDomain> one(Tx tx, UUID id, String lock) {
    return Handles.of(tx)
        .createQuery(SELECT + " and id = :id" + lock)
        .bind("tenant", tx.tenant().value())
        .bind("id", id)
        .map((rows, context) -> domain(rows))
        .findOne();
  }

  static Optional<LoginDomain> named(Tx tx, DomainName domain) {
    return Handles.of(tx)
        .createQuery(SELECT + " and domain = :domain")
        .bind("tenant", tx.tenant().value())
        .bind("domain", domain.ascii())
        .map((rows, context) -> domain(rows))
        .findOne();
  }

  static void verified(Tx tx, UUID id, Instant at) {
    update(
            tx,
            id,
            """
            status = 'verified', why = null, verified_at = :at, checked_at = :at,
            missing_since = null""")
        .bind("at", utc(at))
        .execute();
  }

  static void revoked(Tx tx, UUID id, Why why, Instant at) {
    update(tx, id, "status = 'revoked', why = :why, missing_since = null, checked_at = :at")
        .bind("why", stored(why))
        .bind("at", utc(at))
        .execute();
  }

  /** A look that changes nothing is no new version. */
  static void checked(Tx tx, UUID id, Optional<Instant> missingSince, Instant at) {
    Handles.of(tx)
        .createUpdate(
            """
            update msp_sso_login_domains set checked_at = :at, missing_since = :missing
            where tenant_id = :tenant and id = :id""")
        .bind("tenant", tx.tenant().value())
        .bind("id", id)
        .bind("at", utc(at))
        .bindByType("missing", missingSince.map(DomainRows::utc).orElse(null), OffsetDateTime.class)
        .execute();
  }

  static void delete(Tx tx, UUID id) {
    Handles.of(tx)
        .createUpdate("delete from msp_sso_login_domains where tenant_id = :tenant and id = :id")
        .bind("tenant", tx.tenant().value())
        .bind("id", id)
        .execute();
  }

  private static Update update(Tx tx, UUID id, String set) {
    return Handles.of(tx)
        .createUpdate(
            "update msp_sso_login_domains set version = version + 1, "
                + set
                + " where tenant_id = :tenant and id = :id")
        .bind("tenant", tx.tenant().value())
        .bind("id", id);
  }

  private static LoginDomain domain(ResultSet rows) throws SQLException {
    return new LoginDomain(
        rows.getObject("id", UUID.class),
        new DomainName(rows.getString("domain")),
        Status.valueOf(rows.getString("status").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(rows.getString("why"))
            .map(why -> Why.valueOf(why.toUpperCase(Locale.ROOT))),
        rows.getString("proof"),
        rows.getLong("version"),
        rows.getObject("requested_at", OffsetDateTime.class).toInstant(),
        time(rows, "verified_at"),
        time(rows, "checked_at"),
        time(rows, "missing_since"));
  }

  private static Optional<Instant> time(ResultSet rows, String column) throws SQLException {
    return Optional.ofNullable(rows.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static String stored(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}

package io.concordat.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.concordat.spi.audit.Audit.Entry;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.AcrossTenants;
import io.concordat.tenant.Handles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** SQL of {@code audit_log} and {@code security_log}. */
final class AuditRows {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

  private AuditRows() {}

  static void insert(Tx tx, Entry entry, Instant at) {
    Handles.of(tx)
        .createUpdate(
            """
            insert into audit_log (tenant_id, at, user_id, action, subject, outcome, detail)
            values (:tenant, :at, cast(:user as uuid), :action, :subject, :outcome, cast(:detail as jsonb))""")
        .bind("tenant", tx.tenant().value())
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("user", entry.user().map(UserId::value).orElse(null))
        .bind("action", entry.action())
        .bind("subject", entry.subject())
        .bind("outcome", entry.outcome())
        .bind("detail", json(entry.detail()))
        .execute();
  }

  /** Adds one and forgets whatever lies further back than {@code kept}. */
  static void refused(AcrossTenants.Reach reach, String kind, String reason, Instant at, int kept) {
    reach.call(
        handle ->
            handle
                .createUpdate(
                    """
                    with added as (
                      insert into security_log (at, kind, reason) values (:at, :kind, :reason)
                      returning id)
                    delete from security_log
                    where id <= (select id from added) - :kept and not lasting""")
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("kind", kind)
                .bind("reason", reason)
                .bind("kept", kept)
                .execute());
  }

  /** Never forgotten. */
  static void lasting(AcrossTenants.Reach reach, String kind, String reason, Instant at) {
    reach.call(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into security_log (at, kind, reason, lasting)
                    values (:at, :kind, :reason, true)""")
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("kind", kind)
                .bind("reason", reason)
                .execute());
  }

  static List<AuditLog.Line> read(Tx tx, long before, int limit) {
    return Handles.of(tx)
        .createQuery(
            """
            select id, at, user_id, action, subject, outcome, detail from audit_log
            where tenant_id = :tenant and id < :before order by id desc limit :limit""")
        .bind("tenant", tx.tenant().value())
        .bind("before", before)
        .bind("limit", limit)
        .map((rows, context) -> line(rows))
        .list();
  }

  static AuditLog.Line line(ResultSet rows) throws SQLException {
    Optional<UserId> user =
        Optional.ofNullable(rows.getObject("user_id", UUID.class)).map(UserId::new);
    return new AuditLog.Line(
        rows.getLong("id"),
        rows.getObject("at", OffsetDateTime.class).toInstant(),
        new Entry(
            user,
            rows.getString("action"),
            rows.getString("subject"),
            rows.getString("outcome"),
            detail(rows.getString("detail"))));
  }

  private static String json(Map<String, String> detail) {
    try {
      return JSON.writeValueAsString(detail);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a detail that is no JSON", e);
    }
  }

  private static Map<String, String> detail(String json) throws SQLException {
    try {
      return JSON.readValue(json, DETAIL);
    } catch (JsonProcessingException e) {
      throw new SQLException("audit_log.detail is damaged", e);
    }
  }
}

package io.concordat.secret;

import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.Handles;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** SQL of {@code tenant_keys}. */
final class TenantKeyRows {
  private TenantKeyRows() {}

  @SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
  record Row(int id, byte[] wrapped) {}

  static Optional<Row> newest(Tx tx) {
    return Handles.of(tx)
        .createQuery(
            """
            select id, wrapped from tenant_keys where tenant_id = :tenant
            order by id desc limit 1""")
        .bind("tenant", tx.tenant().value())
        .map((rows, context) -> new Row(rows.getInt(1), rows.getBytes(2)))
        .findOne();
  }

  static Optional<Row> find(Tx tx, int id) {
    return Handles.of(tx)
        .createQuery("select id, wrapped from tenant_keys where tenant_id = :tenant and id = :id")
        .bind("tenant", tx.tenant().value())
        .bind("id", id)
        .map((rows, context) -> new Row(rows.getInt(1), rows.getBytes(2)))
        .findOne();
  }

  /** Whoever comes second keeps the first one's key. */
  static void insert(Tx tx, Row row, Instant at) {
    Handles.of(tx)
        .createUpdate(
            """
            insert into tenant_keys (tenant_id, id, wrapped, created_at)
            values (:tenant, :id, :wrapped, :at) on conflict do nothing""")
        .bind("tenant", tx.tenant().value())
        .bind("id", row.id())
        .bind("wrapped", row.wrapped())
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
  }
}

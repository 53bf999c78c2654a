package io.concordat.secret;

import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.Handles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/** SQL of {@code tenant_keys}. */
final class TenantKeyRows {
  private static final String SELECT =
      "select id, wrapped, retired_at is not null from tenant_keys where tenant_id = :tenant ";

  private TenantKeyRows() {}

  @SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
  record Row(int id, byte[] wrapped, boolean retired) {
    Row(int id, byte[] wrapped) {
      this(id, wrapped, false);
    }
  }

  /** The key that seals; it is not retired before this transaction ends. */
  static Optional<Row> holdSealing(Tx tx) {
    return query(tx, "and retired_at is null order by id desc limit 1 for share").findOne();
  }

  /** Whoever seals has committed, and nobody seals before this transaction ends. */
  static List<Row> lock(Tx tx) {
    return query(tx, "order by id for update").list();
  }

  static List<Row> all(Tx tx) {
    return query(tx, "order by id").list();
  }

  static Optional<Row> find(Tx tx, int id) {
    return all(tx).stream().filter(row -> row.id() == id).findFirst();
  }

  private static org.jdbi.v3.core.result.ResultIterable<Row> query(Tx tx, String which) {
    Query query = Handles.of(tx).createQuery(SELECT + which).bind("tenant", tx.tenant().value());
    return query.map((rows, context) -> row(rows));
  }

  private static Row row(ResultSet rows) throws SQLException {
    return new Row(rows.getInt(1), rows.getBytes(2), rows.getBoolean(3));
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

  /** From now on only keys after this one seal. */
  static void retire(Tx tx, int upTo, Instant at) {
    Handles.of(tx)
        .createUpdate(
            """
            update tenant_keys set retired_at = :at
            where tenant_id = :tenant and id <= :id and retired_at is null""")
        .bind("tenant", tx.tenant().value())
        .bind("id", upTo)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
  }

  static void rewrap(Tx tx, int id, byte[] wrapped) {
    Handles.of(tx)
        .createUpdate(
            "update tenant_keys set wrapped = :wrapped where tenant_id = :tenant and id = :id")
        .bind("tenant", tx.tenant().value())
        .bind("id", id)
        .bind("wrapped", wrapped)
        .execute();
  }

  static void destroy(Tx tx, int id) {
    Handles.of(tx)
        .createUpdate(
            """
            delete from tenant_keys
            where tenant_id = :tenant and id = :id and retired_at is not null""")
        .bind("tenant", tx.tenant().value())
        .bind("id", id)
        .execute();
  }
}

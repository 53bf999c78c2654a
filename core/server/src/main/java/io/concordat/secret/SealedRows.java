package io.concordat.secret;

import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.Handles;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** SQL of {@code sealed_columns}, and of the columns that it names. */
final class SealedRows {
  private SealedRows() {}

  /** A column of sealed secrets; the owner column names the row in its tenant. */
  record Column(String table, String column, String owner) {
    String name() {
      return table + "." + column;
    }
  }

  /** One sealed secret; the key is the owner as the database has it. */
  @SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
  record Row(Object key, byte[] sealed) {
    /** The owner as whoever sealed it wrote it. */
    String owner() {
      return key instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : key.toString();
    }
  }

  /** All whose table exists: a plugin that was taken out may have taken its tables along. */
  static List<Column> columns(Tx tx) {
    return Handles.of(tx)
        .createQuery(
            """
            select table_name, column_name, owner_column from sealed_columns
            where to_regclass(table_name) is not null order by table_name, column_name""")
        .map((rows, context) -> new Column(rows.getString(1), rows.getString(2), rows.getString(3)))
        .list();
  }

  static long count(Tx tx, Column column, int key) {
    return query(tx, column, key, "select count(*) from %1$s where %4$s").mapTo(Long.class).one();
  }

  /** The next secrets by that key in the order of their owners, without those somebody changes. */
  static List<Row> lock(Tx tx, Column column, int key, Optional<Row> after, int limit) {
    String sql =
        "select %3$s, %2$s from %1$s where %4$s"
            + (after.isPresent() ? " and %3$s > :after" : "")
            + " order by %3$s limit :limit for update skip locked";
    Query query = query(tx, column, key, sql).bind("limit", limit);
    after.ifPresent(row -> query.bind("after", row.key()));
    return query.map((rows, context) -> new Row(rows.getObject(1), rows.getBytes(2))).list();
  }

  /** The places are table, column, owner, and what finds the secrets by that key. */
  private static Query query(Tx tx, Column column, int key, String sql) {
    byte[] prefix = new Sealed(Integer.toString(key), new byte[0]).bytes();
    String table = quoted(column.table());
    String secret = quoted(column.column());
    String sealed =
        "tenant_id = :tenant and substring(%s from 1 for :size) = :prefix".formatted(secret);
    return Handles.of(tx)
        .createQuery(sql.formatted(table, secret, quoted(column.owner()), sealed))
        .bind("tenant", tx.tenant().value())
        .bind("size", prefix.length)
        .bind("prefix", prefix);
  }

  /** Puts each in the place of the one it was made of. */
  static void replace(Tx tx, Column column, List<Row> old, List<byte[]> fresh) {
    String sql =
        "update %s set %s = :fresh where tenant_id = :tenant and %s = :owner and %2$s = :old"
            .formatted(quoted(column.table()), quoted(column.column()), quoted(column.owner()));
    try (PreparedBatch batch = Handles.of(tx).prepareBatch(sql)) {
      for (int i = 0; i < old.size(); i++) {
        batch
            .bind("fresh", fresh.get(i))
            .bind("tenant", tx.tenant().value())
            .bind("owner", old.get(i).key())
            .bind("old", old.get(i).sealed())
            .add();
      }
      batch.execute();
    }
  }

  private static String quoted(String name) {
    if (name.indexOf('"') >= 0 || name.getBytes(StandardCharsets.UTF_8).length > 63) {
      throw new IllegalArgumentException("no name of a column: " + name);
    }
    return '"' + name + '"';
  }
}

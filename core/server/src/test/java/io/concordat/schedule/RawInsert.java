package io.concordat.schedule;

import io.concordat.app.GroundFixture;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.Handles;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** How fast the same rows go in by plain JDBC batches, without any of our code. */
final class RawInsert {
  private static final String ENTRY =
      """
      insert into schedule_entries (tenant_id, id, title, notes, location, all_day, zone,
        start_local, start_offset, end_local, end_offset, starts_at, ends_at, status,
        work_item_type, is_private, version, created_at, updated_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "title",
          "notes",
          "location",
          "all_day",
          "zone",
          "start_local",
          "start_offset",
          "end_local",
          "end_offset",
          "starts_at",
          "ends_at",
          "status",
          "work_item_type",
          "is_private",
          "version",
          "created_at",
          "updated_at");

  private RawInsert() {}

  static long time(GroundFixture fixture, TenantId from, TenantId to, UserId user) {
    List<Map<String, Object>> rows =
        fixture.in(
            from,
            tx -> Handles.of(tx).createQuery("select * from schedule_entries").mapToMap().list());
    return fixture.in(
        to,
        tx -> {
          long began = System.nanoTime();
          entries(tx, rows);
          pairs(
              tx,
              rows,
              "insert into schedule_entry_assignees (tenant_id, entry_id, user_id)"
                  + " values (?, ?, '"
                  + user
                  + "')");
          pairs(
              tx,
              rows,
              "insert into outbox (tenant_id, subject, type, cause, data, at)"
                  + " values (?, ?, 'SCHEDULE_ENTRY_CREATED', 'test', '{\"version\":1}', now())");
          return System.nanoTime() - began;
        });
  }

  private static void entries(Tx tx, List<Map<String, Object>> rows) throws SQLException {
    try (PreparedStatement insert = tx.connection().prepareStatement(ENTRY)) {
      for (Map<String, Object> row : rows) {
        insert.setObject(1, tx.tenant().value());
        for (int i = 0; i < COLUMNS.size(); i++) {
          insert.setObject(i + 2, row.get(COLUMNS.get(i)));
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void pairs(Tx tx, List<Map<String, Object>> rows, String sql) throws SQLException {
    try (PreparedStatement insert = tx.connection().prepareStatement(sql)) {
      for (Map<String, Object> row : rows) {
        insert.setObject(1, tx.tenant().value());
        insert.setObject(2, row.get("id"));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}

package io.concordat.dist.wall;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** What the database holds, past every row-level security. */
record Digest(DataSource superuser) {
  /** Jobs and positions move by themselves; the logs are written by the attack on purpose. */
  private static final Set<String> MOVING =
      Set.of("audit_log", "security_log", "scheduled_tasks", "outbox_positions");

  /** A row, but for when it was last of use to somebody. */
  private static final String TEXT = "(to_jsonb(t) - 'used_at' - 'seen_at')::text";

  List<String> tables() {
    return column(
        "select table_name from information_schema.tables where table_schema = 'public'"
            + " and table_type = 'BASE TABLE' and table_name not like 'databasechangelog%'"
            + " order by 1");
  }

  /** A digest of each table. */
  Map<String, String> all() {
    String sql =
        tables().stream()
            .filter(table -> !MOVING.contains(table))
            .map(
                table ->
                    "select '%s', count(*) || ' ' || md5(coalesce(string_agg(%s, ',' order by %s), '')) from \"%s\" t"
                        .formatted(table, TEXT, TEXT, table))
            .collect(Collectors.joining(" union all "));
    var digests = new TreeMap<String, String>();
    query(sql).forEach(row -> digests.put(row.get(0), row.get(1)));
    return digests;
  }

  /** Tables whose digests differ. */
  static Set<String> changed(Map<String, String> before, Map<String, String> after) {
    return after.entrySet().stream()
        .filter(table -> !table.getValue().equals(before.get(table.getKey())))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Every row of a table as text. */
  List<String> rows(String table) {
    return column("select t::text from \"" + table + "\" t");
  }

  List<String> column(String sql) {
    return query(sql).stream().map(List::getFirst).toList();
  }

  long number(String sql) {
    return Long.parseLong(column(sql).getFirst());
  }

  private List<List<String>> query(String sql) {
    try (Connection connection = superuser.getConnection();
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int width = rows.getMetaData().getColumnCount();
      var all = new ArrayList<List<String>>();
      while (rows.next()) {
        var row = new ArrayList<String>();
        for (int i = 1; i <= width; i++) {
          row.add(String.valueOf(rows.getString(i)));
        }
        all.add(row);
      }
      return all;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.concordat.sandbox.canary;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every row of every table: events, audit, notifications, runs and the rest. */
public final class Rows {
  private static final String COLUMNS =
      """
      select table_name, column_name, data_type from information_schema.columns
      join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and table_type = 'BASE TABLE'
      order by table_name, ordinal_position""";

  private Rows() {}

  /**
   * @param superuser sees every tenant's rows
   */
  public static void hear(Connection superuser) {
    try (Statement statement = superuser.createStatement()) {
      for (var table : tables(statement).entrySet()) {
        hear(statement, table.getKey(), table.getValue());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, List<String>> tables(Statement statement) throws SQLException {
    var tables = new TreeMap<String, List<String>>();
    try (ResultSet rows = statement.executeQuery(COLUMNS)) {
      while (rows.next()) {
        tables
            .computeIfAbsent(rows.getString(1), _ -> new ArrayList<>())
            .add(readable(rows.getString(2), rows.getString(3)));
      }
    }
    return tables;
  }

  /** Clear text in bytes would hide in their usual notation. */
  private static String readable(String column, String type) {
    return type.equals("bytea")
        ? "encode(\"%s\", 'escape')".formatted(column)
        : "\"%s\"::text".formatted(column);
  }

  private static void hear(Statement statement, String table, List<String> columns)
      throws SQLException {
    String sql =
        "select concat_ws(' ', %s) from \"%s\"".formatted(String.join(", ", columns), table);
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        String row = rows.getString(1);
        Canaries.hear(Channel.STORED, "table " + table, row, kind -> Allowed.stored(table, kind));
        if (!Homes.isTable(table)) {
          Canaries.hearTitles(Channel.STORED, "table " + table, row);
        }
      }
    }
  }
}

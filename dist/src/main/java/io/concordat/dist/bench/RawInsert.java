package io.concordat.dist.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The limit of an import: the rows that the product wrote for one tenant, written again by plain
 * batched inserts into tables of the same shape, indexes included, a page in a transaction.
 */
final class RawInsert {
  private static final int BATCH = 500;

  private final String url;

  RawInsert(int port) {
    this.url = "jdbc:postgresql://localhost:" + port + "/postgres?reWriteBatchedInserts=true";
  }

  /** The rows of one table, as text. */
  private record Rows(
      String table, List<String> columns, List<String> types, List<String[]> values) {
    String insert() {
      String marks =
          types.stream().map(type -> "?::" + type).collect(Collectors.joining(", ", "(", ")"));
      String names = columns.stream().map(c -> '"' + c + '"').collect(Collectors.joining(", "));
      return "INSERT INTO bench." + table + " (" + names + ") VALUES " + marks;
    }
  }

  record Outcome(double seconds, int rows, List<String> tables) {}

  Outcome measure(String tenantId, int events) {
    try (Connection connection = open()) {
      List<Rows> all = new ArrayList<>();
      for (String table : grown(connection, tenantId, events)) {
        all.add(read(connection, table, tenantId));
      }
      prepare(connection, all);
      long start = System.nanoTime();
      write(connection, all, events);
      double seconds = (System.nanoTime() - start) / 1e9;
      int rows = all.stream().mapToInt(r -> r.values().size()).sum();
      return new Outcome(seconds, rows, all.stream().map(Rows::table).toList());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection open() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "postgres");
    properties.setProperty("password", "postgres");
    return DriverManager.getConnection(url, properties);
  }

  /** Tables that hold about a row an event for this tenant. */
  private static List<String> grown(Connection connection, String tenantId, int events)
      throws SQLException {
    List<String> grown = new ArrayList<>();
    for (String table :
        column(
            connection,
            "SELECT c.table_name FROM information_schema.columns c"
                + " JOIN information_schema.tables t USING (table_schema, table_name)"
                + " WHERE c.table_schema = 'public' AND c.column_name = 'tenant_id'"
                + " AND t.table_type = 'BASE TABLE' ORDER BY 1")) {
      String count =
          column(connection, "SELECT count(*) FROM " + where(table, tenantId)).getFirst();
      if (Integer.parseInt(count) >= events / 2) {
        grown.add(table);
      }
    }
    return grown;
  }

  private static String where(String table, String tenantId) {
    return "public." + table + " WHERE tenant_id = '" + UUID.fromString(tenantId) + "'";
  }

  private static List<String> column(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  private static Rows read(Connection connection, String table, String tenantId)
      throws SQLException {
    String of =
        " FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '"
            + table
            + "' AND is_generated = 'NEVER' AND coalesce(identity_generation, '') <> 'ALWAYS'"
            + " ORDER BY ordinal_position";
    List<String> columns = column(connection, "SELECT column_name" + of);
    List<String> types = column(connection, "SELECT udt_name" + of);
    String names =
        columns.stream().map(c -> '"' + c + "\"::text").collect(Collectors.joining(", "));
    List<String[]> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT " + names + " FROM " + where(table, tenantId))) {
      while (rows.next()) {
        String[] row = new String[columns.size()];
        for (int i = 0; i < row.length; i++) {
          row[i] = rows.getString(i + 1);
        }
        values.add(row);
      }
    }
    return new Rows(table, columns, types, values);
  }

  private static void prepare(Connection connection, List<Rows> all) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS bench");
      for (Rows rows : all) {
        statement.execute("DROP TABLE IF EXISTS bench." + rows.table());
        statement.execute(
            "CREATE TABLE bench."
                + rows.table()
                + " (LIKE public."
                + rows.table()
                + " INCLUDING ALL)");
      }
      statement.execute("CHECKPOINT");
    }
  }

  /** Page by page, all tables of a page in one transaction, like an import. */
  private static void write(Connection connection, List<Rows> all, int events) throws SQLException {
    connection.setAutoCommit(false);
    int pages = Math.max(1, events / 2_500);
    for (int page = 0; page < pages; page++) {
      for (Rows rows : all) {
        int size = rows.values().size();
        insert(
            connection,
            rows,
            rows.values().subList(size * page / pages, size * (page + 1) / pages));
      }
      connection.commit();
    }
    connection.setAutoCommit(true);
  }

  private static void insert(Connection connection, Rows rows, List<String[]> values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(rows.insert())) {
      int pending = 0;
      for (String[] row : values) {
        for (int i = 0; i < row.length; i++) {
          statement.setString(i + 1, row[i]);
        }
        statement.addBatch();
        if (++pending % BATCH == 0) {
          statement.executeBatch();
        }
      }
      statement.executeBatch();
    }
  }
}

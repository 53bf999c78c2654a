package io.concordat.app;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** SQL by hand, for what a test wants to see. */
public final class Statements {
  private Statements() {}

  /** The first column as text; {@code null} shows as {@code null}. */
  public static List<String> column(Connection connection, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(String.valueOf(rows.getString(1)));
      }
    }
    return found;
  }

  /** The same outside of any tenant. */
  public static List<String> column(GroundFixture fixture, String sql) {
    try (Connection connection = fixture.ground().pool().getConnection()) {
      return column(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.concordat.ee.calendar.simulation;

import io.concordat.ee.calendar.house.Postgres;
import io.concordat.sql.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A database without anybody in it. Where rows lie must not depend on who was here before. */
final class Slate implements AutoCloseable {
  private static final String TABLES =
      """
      select relname from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname""";

  private static final String UNSEEN =
      """
      select 'unseen' where exists (
        select from route_outbox where xid >= pg_snapshot_xmin(pg_current_snapshot()))""";

  private final Connection connection;
  private final List<String> tables;

  /** What is there now, before anybody came, stays. */
  Slate(Database database) {
    try {
      connection = Postgres.superuser(database);
      tables = read(TABLES);
      for (String table : tables) {
        execute("alter table " + table + " set (autovacuum_enabled = false)");
      }
      tables.removeAll(filled());
      execute("set session_replication_role = replica");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Rows come in the order of their plan, and plans must not follow from what was run before: they
   * are made for each call, of statistics that nobody gathers. To be said before anybody connects.
   */
  static Database steady(Database database) {
    try (Connection connection = Postgres.superuser(database);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "do $$ begin execute format('alter database %I set plan_cache_mode = force_custom_plan',"
              + " current_database()); end $$");
      return database;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> read(String sql) throws SQLException {
    var found = new ArrayList<String>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> filled() throws SQLException {
    return read(
        tables.stream()
            .map("select '%1$s' where exists (select from %1$s)"::formatted)
            .collect(Collectors.joining(" union all ")));
  }

  /** Emptied tables begin anew, at their first page. */
  void wipe() {
    try {
      List<String> filled = filled();
      for (String table : filled) {
        execute("delete from " + table);
      }
      if (!filled.isEmpty()) {
        execute("vacuum " + String.join(", ", filled));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Waits until every reader sees what was committed: a transaction of somebody else, such as the
   * database's own housekeeping, delays that by a moment.
   */
  void seen() {
    try {
      while (!read(UNSEEN).isEmpty()) {
        Thread.onSpinWait();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What helps to understand a failure. */
  List<String> evidence() {
    try {
      var lines = new ArrayList<String>();
      for (String table :
          List.of(
              "scheduled_tasks",
              "calendar_subscriptions",
              "calendar_event_mappings",
              "calendar_runs",
              "calendar_activity")) {
        lines.addAll(read("select to_jsonb(r)::text from " + table + " as r"));
      }
      return lines;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

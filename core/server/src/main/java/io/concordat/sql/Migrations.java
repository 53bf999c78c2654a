package io.concordat.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Contexts;
import liquibase.GlobalConfiguration;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.analytics.configuration.AnalyticsArgs;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.lockservice.LockServiceFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Brings the schema up to date as the owner role: core's changelog, then each plugin's. */
public final class Migrations {
  public static final String CORE = "concordat/core/changelog.yaml";

  /** Any number: who holds this advisory lock migrates, and loses it with the connection. */
  private static final long MIGRATING = 0x636f6e636f726461L;

  // Held, or the logger and its level are garbage collected.
  private static final Logger LIQUIBASE_LOG = Logger.getLogger("liquibase");

  private Migrations() {}

  /**
   * @param changelogs paths on the class path, in order
   * @throws IllegalStateException when a table would be open to every tenant
   */
  public static void run(Database database, List<String> changelogs) throws Exception {
    LIQUIBASE_LOG.setLevel(Level.WARNING);
    try (Connection lock = connect(database)) {
      lock(lock);
      prepareRole(lock, database);
      for (String changelog : changelogs) {
        update(database, changelog);
      }
      RunningRole.grant(lock, database.app().name());
      refuseOpenTables(lock);
    }
  }

  private static void prepareRole(Connection connection, Database database) throws SQLException {
    if (database.makesApp()) {
      RunningRole.ensure(connection, database.app());
    }
    String name = database.app().name();
    if (name.equals(database.owner().name()) || !RunningRole.confined(connection, name)) {
      throw new IllegalStateException(
          "the running role "
              + name
              + " could get around row-level security: it must be an ordinary role that owns no table, is no superuser and has no BYPASSRLS");
    }
  }

  private static void refuseOpenTables(Connection connection) throws SQLException {
    Set<String> open = Isolation.unprotected(connection);
    if (!open.isEmpty()) {
      throw new IllegalStateException(
          "tables without forced row-level security: "
              + String.join(", ", open)
              + "; their changelog must call concordat_protect");
    }
  }

  private static void update(Database database, String changelog) throws Exception {
    Map<String, Object> quiet =
        Map.of(
            GlobalConfiguration.SHOW_BANNER.getKey(),
            false,
            AnalyticsArgs.ENABLED.getKey(),
            false,
            // Its usual one talks to standard output, which belongs to the commands' results.
            Scope.Attr.ui.name(),
            new LoggerUIService(),
            Scope.Attr.classLoader.name(),
            Migrations.class.getClassLoader());
    Scope.child(quiet, () -> updateQuietly(database, changelog));
  }

  private static void updateQuietly(Database database, String changelog) throws Exception {
    try (Connection connection = connect(database)) {
      var target =
          DatabaseFactory.getInstance()
              .findCorrectDatabaseImplementation(new JdbcConnection(connection));
      // We alone migrate, so a lock found here was left by a killed process.
      LockServiceFactory.getInstance().getLockService(target).forceReleaseLock();
      // Never closed: it would close jars that the class loader still reads.
      var accessor = new ClassLoaderResourceAccessor(Migrations.class.getClassLoader());
      Liquibase liquibase = new Liquibase(changelog, accessor, target);
      liquibase.setShowSummary(UpdateSummaryEnum.OFF);
      liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
      liquibase.update(new Contexts());
    }
  }

  private static void lock(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("select pg_advisory_lock(?)")) {
      statement.setLong(1, MIGRATING);
      statement.execute();
    }
  }

  private static Connection connect(Database database) throws SQLException {
    return DriverManager.getConnection(
        database.url(), database.owner().name(), database.owner().password().reveal());
  }
}

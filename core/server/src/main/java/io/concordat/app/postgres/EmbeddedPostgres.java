package io.concordat.app.postgres;

import io.concordat.app.settings.CannotStart;
import io.concordat.app.settings.PrivateFile;
import io.concordat.sql.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL in a folder: durable, on the loopback interface only, with generated passwords
 * and a port of its own. The caller makes sure that one process at a time starts it.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String SUPERUSER = "postgres";
  private static final String OWNER = "concordat_owner";
  private static final String APP = "concordat_app";
  private static final String DATABASE = "concordat";
  private static final long LOG_LIMIT = 16L << 20;

  private final Path data;
  private final Programs programs;
  private final Access access;

  private EmbeddedPostgres(Path data, Programs programs, Access access) {
    this.data = data;
    this.programs = programs;
    this.access = access;
  }

  /** Starts it, after whatever a killed process left behind. */
  public static EmbeddedPostgres start(Path folder) {
    return start(folder, folder, true);
  }

  /**
   * @param programs where PostgreSQL's programs are unpacked; several folders can share them
   * @param durable false for tests only: what was committed is lost with the machine
   */
  public static EmbeddedPostgres start(Path folder, Path programs, boolean durable) {
    try {
      PrivateFile.folder(folder);
      Path log = rotated(folder.resolve("postgres.log"));
      Programs run = Programs.in(Binaries.unpack(programs), log);
      return started(folder.toRealPath(), run, durable, log);
    } catch (IOException | SQLException e) {
      throw new CannotStart("the embedded PostgreSQL cannot start: " + e.getMessage(), e);
    }
  }

  /** The database of a server that another process of this data folder runs now. */
  public static Database running(Path folder) throws IOException {
    return database(Access.of(folder));
  }

  public Database database() {
    return database(access);
  }

  /** The address and superuser, for tests that need more databases. */
  public Connection superuser(String database) throws SQLException {
    return DriverManager.getConnection(
        url(access, database), SUPERUSER, access.superuser().reveal());
  }

  /** The database of that name, with the same roles. */
  public Database database(String name) {
    Database main = database(access);
    return new Database(url(access, name), main.owner(), main.app(), true);
  }

  @Override
  public void close() {
    try {
      programs.run(
          "pg_ctl", List.of("stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "30"));
    } catch (IOException e) {
      log.warn("PostgreSQL in {} was not stopped: {}", data, e.getMessage());
    }
  }

  private static EmbeddedPostgres started(Path folder, Programs run, boolean durable, Path log)
      throws IOException, SQLException {
    Access access = Access.of(folder);
    Path data = folder.resolve("data");
    if (!Files.isDirectory(data)) {
      initialise(folder, data, run, access);
    }
    new Orphan(data, run).stop();
    Access free = access.portFree() ? access : access.elsewhere(folder);
    launch(data, run, free, durable, log);
    EmbeddedPostgres started = new EmbeddedPostgres(data, run, free);
    started.prepare();
    return started;
  }

  private static void initialise(Path folder, Path data, Programs run, Access access)
      throws IOException {
    Path fresh = folder.resolve("data.new");
    Path password = folder.resolve("initial-password");
    Binaries.delete(fresh);
    PrivateFile.write(password, access.superuser().reveal());
    int exit =
        run.run(
            "initdb",
            List.of(
                "-D",
                fresh.toString(),
                "-U",
                SUPERUSER,
                "-A",
                "scram-sha-256",
                "--pwfile=" + password,
                "-E",
                "UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
    Files.delete(password);
    if (exit != 0) {
      throw new CannotStart("PostgreSQL's initdb failed: " + run.lastWords());
    }
    Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void launch(Path data, Programs run, Access access, boolean durable, Path log)
      throws IOException {
    String flag = durable ? "on" : "off";
    String options =
        "-c listen_addresses=127.0.0.1 -c port=%d -c unix_socket_directories='' -c fsync=%s -c synchronous_commit=%s -c full_page_writes=%s -c max_connections=200 -c shared_buffers=128MB -c max_wal_size=2GB -c timezone=UTC -c log_timezone=UTC -c log_min_messages=warning"
            .formatted(access.port(), flag, flag, flag);
    int exit =
        run.run(
            "pg_ctl",
            List.of(
                "start",
                "-D",
                data.toString(),
                "-w",
                "-t",
                "90",
                "-l",
                log.toString(),
                "-o",
                options));
    if (exit != 0) {
      throw new CannotStart("the embedded PostgreSQL did not start: " + run.lastWords());
    }
  }

  /** Roles and database; also heals a start that was killed between the two. */
  private void prepare() throws SQLException {
    try (Connection connection = superuser("postgres");
        Statement statement = connection.createStatement()) {
      if (!exists(statement, "pg_roles", "rolname", OWNER)) {
        statement.execute(
            "create role %s login createrole password '%s'"
                .formatted(OWNER, access.owner().reveal()));
      }
      if (!exists(statement, "pg_database", "datname", DATABASE)) {
        statement.execute("create database %s owner %s".formatted(DATABASE, OWNER));
      }
    }
  }

  private static boolean exists(Statement statement, String table, String column, String name)
      throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("select from %s where %s = '%s'".formatted(table, column, name))) {
      return rows.next();
    }
  }

  private static Path rotated(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
      Files.move(log, log.resolveSibling("postgres.old.log"), StandardCopyOption.REPLACE_EXISTING);
    }
    return log;
  }

  private static Database database(Access access) {
    return new Database(
        url(access, DATABASE),
        new Database.Role(OWNER, access.owner()),
        new Database.Role(APP, access.app()),
        true);
  }

  private static String url(Access access, String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(access.port(), database);
  }
}

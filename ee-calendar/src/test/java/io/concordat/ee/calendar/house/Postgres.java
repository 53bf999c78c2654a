package io.concordat.ee.calendar.house;

import io.concordat.app.postgres.EmbeddedPostgres;
import io.concordat.sandbox.canary.Rows;
import io.concordat.sql.Database;
import io.concordat.sql.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** One PostgreSQL a JVM, one migrated template, one copy for whoever asks. */
public final class Postgres {
  private static final List<String> CHANGELOGS =
      List.of(Migrations.CORE, "concordat/ee-calendar/changelog.yaml");
  private static final String TEMPLATE = "concordat";
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final EmbeddedPostgres SERVER = start();

  private Postgres() {}

  private static EmbeddedPostgres start() {
    Path folder = Path.of("target", "postgres", Long.toString(ProcessHandle.current().pid()));
    EmbeddedPostgres server = EmbeddedPostgres.start(folder, Path.of("target", "postgres"), false);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder)));
    migrate(server.database());
    return server;
  }

  private static void stop(EmbeddedPostgres server, Path folder) {
    server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Postgres::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Database copy() {
    return from(TEMPLATE);
  }

  /** Without any table. */
  static Database empty() {
    return from("template1");
  }

  private static synchronized Database from(String template) {
    Database copy = SERVER.database("test_" + NUMBER.incrementAndGet());
    try (Connection connection = SERVER.superuser("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create database %s template %s owner %s"
              .formatted(name(copy), template, copy.owner().name()));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return copy;
  }

  /** As a start of the product does it. */
  static void migrate(Database database) {
    try {
      Migrations.run(database, CHANGELOGS);
    } catch (Exception e) { // set-up: whatever it is fails the test
      throw new IllegalStateException(e);
    }
  }

  /** Sees and may do everything; for what comes before and after a test. */
  public static Connection superuser(Database database) throws SQLException {
    return SERVER.superuser(name(database));
  }

  /** Which all copies begin with. */
  static Connection template() throws SQLException {
    return SERVER.superuser(TEMPLATE);
  }

  private static String name(Database database) {
    return database.url().substring(database.url().lastIndexOf('/') + 1);
  }

  /** What is left in the database is listened to. */
  public static void hear(Database database) {
    try (Connection connection = SERVER.superuser(name(database))) {
      Rows.hear(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

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
  private static final String TEMPLATE = "concordat";
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final EmbeddedPostgres SERVER = start();

  private Postgres() {}

  private static EmbeddedPostgres start() {
    Path folder = Path.of("target", "postgres", Long.toString(ProcessHandle.current().pid()));
    EmbeddedPostgres server = EmbeddedPostgres.start(folder, Path.of("target", "postgres"), false);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder)));
    try {
      Migrations.run(
          server.database(), List.of(Migrations.CORE, "concordat/ee-calendar/changelog.yaml"));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
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

  public static synchronized Database copy() {
    Database copy = SERVER.database("test_" + NUMBER.incrementAndGet());
    try (Connection connection = SERVER.superuser("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create database %s template %s owner %s"
              .formatted(name(copy), TEMPLATE, copy.owner().name()));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return copy;
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

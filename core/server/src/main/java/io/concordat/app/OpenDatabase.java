package io.concordat.app;

import io.concordat.app.postgres.EmbeddedPostgres;
import io.concordat.app.settings.CannotStart;
import io.concordat.app.settings.Settings;
import io.concordat.sql.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The database that this process uses, and what to do when it needs it no more.
 *
 * @param alone whether no other process can be using it
 * @param joined whether the product runs on it, and so has brought its schema up to date
 * @param migrated to be called when the schema is up to date: now others may join
 */
record OpenDatabase(
    Database database, boolean alone, boolean joined, Runnable migrated, Runnable closing)
    implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SERVE = "serve";
  private static final String SERVING = "serving";
  private static final String ADMIN = "admin";
  private static final String FOLDER = "postgres";

  /** For the product: the embedded one is this process' alone. */
  static OpenDatabase forServing(Settings settings) {
    if (settings.database().isPresent()) {
      return external(settings.database().get());
    }
    Path folder = existing(settings.folder());
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<FolderLock> lock = FolderLock.take(folder, SERVE);
      if (lock.isPresent()) {
        return started(folder, lock.get());
      }
      String holder = FolderLock.holder(folder);
      // An administrator's command is over in a moment.
      if (!holder.startsWith(ADMIN) || System.nanoTime() > end) {
        throw new CannotStart(
            "%s is in use by another process (%s); stop it, or choose another folder with --data."
                .formatted(folder, holder));
      }
      pause();
    }
  }

  /** For a command: joins the product's database, or starts it when nobody runs it. */
  static OpenDatabase forAdministration(Settings settings) {
    if (settings.database().isPresent()) {
      return external(settings.database().get());
    }
    Path folder = existing(settings.folder());
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Optional<FolderLock> lock = FolderLock.take(folder, ADMIN);
      if (lock.isPresent()) {
        return started(folder, lock.get());
      }
      if (FolderLock.holder(folder).startsWith(SERVING)) {
        Database database = running(folder);
        if (answers(database)) {
          return new OpenDatabase(database, false, true, () -> {}, () -> {});
        }
      }
      pause();
    }
    throw new CannotStart(
        "the database of %s does not answer; its process is %s."
            .formatted(folder, FolderLock.holder(folder)));
  }

  @Override
  public void close() {
    closing.run();
  }

  private static Path existing(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CannotStart(folder + " cannot be made: " + e.getMessage(), e);
    }
  }

  private static OpenDatabase started(Path folder, FolderLock lock) {
    try {
      EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve(FOLDER));
      return new OpenDatabase(
          postgres.database(),
          true,
          false,
          () -> serving(lock),
          () -> {
            try (lock) {
              postgres.close();
            }
          });
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void serving(FolderLock lock) {
    try {
      lock.say(SERVING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Database running(Path folder) {
    try {
      return EmbeddedPostgres.running(folder.resolve(FOLDER));
    } catch (IOException e) {
      throw new CannotStart("cannot read how to reach the database of " + folder, e);
    }
  }

  private static boolean answers(Database database) {
    try (Connection connection = owner(database)) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  private static OpenDatabase external(Settings.ExternalDatabase external) {
    Database database = ExternalRole.database(external);
    try {
      owner(database).close();
      return new OpenDatabase(database, false, false, () -> {}, () -> {});
    } catch (SQLException e) {
      throw new CannotStart(
          "CONCORDAT_DATABASE_URL: cannot connect as %s: %s"
              .formatted(external.user(), e.getMessage()),
          e);
    }
  }

  private static Connection owner(Database database) throws SQLException {
    return DriverManager.getConnection(
        database.url(), database.owner().name(), database.owner().password().reveal());
  }

  private static void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
  }
}

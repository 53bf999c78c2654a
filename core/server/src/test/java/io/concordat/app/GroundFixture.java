package io.concordat.app;

import io.concordat.app.postgres.EmbeddedPostgres;
import io.concordat.app.settings.Settings;
import io.concordat.identity.NewToken;
import io.concordat.identity.NewUser;
import io.concordat.identity.Role;
import io.concordat.identity.Tokens;
import io.concordat.sandbox.canary.Rows;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.UserId;
import io.concordat.sql.Database;
import io.concordat.sql.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A {@link Ground} on a fresh database: one PostgreSQL a JVM, one migrated template, one copy of it
 * for whoever asks. Use it as {@code static final GroundFixture ground = GroundFixture.open();} and
 * close it in {@code @AfterAll}.
 */
public final class GroundFixture implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Ground ground;
  private final Database database;

  private GroundFixture(Ground ground, Database database) {
    this.ground = ground;
    this.database = database;
  }

  public static GroundFixture open() {
    return open(InstantSource.system());
  }

  public static GroundFixture open(InstantSource clock) {
    return open(clock, Map.of());
  }

  public static GroundFixture open(InstantSource clock, Map<String, String> environment) {
    Database database = Shared.copy();
    Settings settings = Settings.read(environment, testData(), 8080);
    return new GroundFixture(Ground.open(settings, database, clock), database);
  }

  private static Path testData() {
    try {
      return Files.createDirectories(Path.of("target", "test-data"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A migrated database of its own, for a test that opens everything else itself. */
  public static Database freshDatabase() {
    return Shared.copy();
  }

  /** The address of any database of the shared server. */
  static String url(String name) {
    return Shared.POSTGRES.database(name).url();
  }

  static Connection superuser() throws SQLException {
    return Shared.POSTGRES.superuser("postgres");
  }

  public Ground ground() {
    return ground;
  }

  public Database database() {
    return database;
  }

  public TenantId tenant(String name) {
    return ground.tenants().create(name);
  }

  public UserId user(TenantId tenant, String email, Role role) {
    NewUser draft = new NewUser(email, email, role, Optional.empty());
    return in(tenant, tx -> ground.users().create(tx, draft).orElseThrow());
  }

  public Tokens.Created token(TenantId tenant, UserId user) {
    return in(tenant, tx -> ground.tokens().create(tx, NewToken.of(user, "test")));
  }

  /** Work in a transaction of the tenant. */
  public <T> T in(TenantId tenant, Transactions.Work<T> work) {
    return ground.tenancy().in(tenant, () -> ground.transactions().call(work));
  }

  /** A connection that owns the tables. */
  public Connection owner() throws Exception {
    return DriverManager.getConnection(
        database.url(), database.owner().name(), database.owner().password().reveal());
  }

  /** What is left in the database is listened to. */
  @Override
  public void close() {
    ground.close();
    Shared.hear(database);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lives as long as the JVM. */
  private static final class Shared {
    private static final String TEMPLATE = "concordat";
    private static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      Path folder = Path.of("target", "postgres", Long.toString(ProcessHandle.current().pid()));
      EmbeddedPostgres postgres =
          EmbeddedPostgres.start(folder, Path.of("target", "postgres"), false);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres, folder)));
      try {
        Migrations.run(postgres.database(), List.of(Migrations.CORE));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      return postgres;
    }

    private static void stop(EmbeddedPostgres postgres, Path folder) {
      postgres.close();
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(GroundFixture::delete);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static synchronized Database copy() {
      Database copy = POSTGRES.database("test_" + NUMBER.incrementAndGet());
      try (Connection connection = POSTGRES.superuser("postgres");
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

    static void hear(Database database) {
      try (Connection connection = POSTGRES.superuser(name(database))) {
        Rows.hear(connection);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

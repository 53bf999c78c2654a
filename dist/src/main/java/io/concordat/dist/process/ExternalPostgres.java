package io.concordat.dist.process;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import javax.sql.DataSource;

/** A PostgreSQL that outlives the product: durable, like one that somebody operates. */
public final class ExternalPostgres implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final String key = key();

  private ExternalPostgres(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  public static ExternalPostgres start(Path folder) {
    try {
      return new ExternalPostgres(
          EmbeddedPostgres.builder()
              .setDataDirectory(folder)
              .setCleanDataDirectory(true)
              .setServerConfig("fsync", "on")
              .setServerConfig("max_connections", "200")
              .setServerConfig("track_commit_timestamp", "on")
              // Into a file, where one is asked for: see log_statement of the benchmarks.
              .setServerConfig("logging_collector", "on")
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the product is told about it, with a key ring of its own. */
  public Map<String, String> settings() {
    return Map.of(
        "CONCORDAT_DATABASE_URL",
        "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
        "CONCORDAT_DATABASE_USER",
        "postgres",
        "CONCORDAT_DATABASE_PASSWORD",
        "postgres",
        "CONCORDAT_ENCRYPTION_KEY",
        key);
  }

  public int port() {
    return postgres.getPort();
  }

  /** Past every row-level security: for limits and counts only. */
  public DataSource superuser() {
    return postgres.getPostgresDatabase();
  }

  private static String key() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return "dev:" + Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

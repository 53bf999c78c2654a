package io.concordat.dist.bench;

import io.concordat.dist.process.ExternalPostgres;
import io.concordat.dist.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Statements by PostgreSQL's own log, so that nothing is overlooked. Jobs add to it now and then:
 * the smallest of several counts is the page's.
 */
final class Statements {
  private static final int COUNTS = 9;
  private static final Pattern STATEMENT = Pattern.compile("LOG:  (?:statement|execute [^:]*): ");

  /** What begins and ends a transaction and binds the tenant to it. */
  private static final Pattern FRAME =
      Pattern.compile(
          "(?i)LOG:  (?:statement|execute [^:]*): *(?:begin|commit|rollback|set |select set_config|show ).*");

  private final Path folder;
  private final ExternalPostgres postgres;

  Statements(ExternalPostgres postgres, Path folder) {
    this.postgres = postgres;
    this.folder = folder.resolve("statements").toAbsolutePath();
    settings(
        "ALTER SYSTEM SET log_directory = '" + this.folder + "'",
        "ALTER SYSTEM SET log_filename = 'all.log'",
        "ALTER SYSTEM SET log_line_prefix = ''");
  }

  /**
   * @param statements without what frames a transaction
   */
  record Count(int statements, int all) {}

  Count of(Runnable act) {
    settings("ALTER SYSTEM SET log_statement = 'all'");
    try {
      Count least = new Count(Integer.MAX_VALUE, Integer.MAX_VALUE);
      for (int i = 0; i < COUNTS; i++) {
        Waiting.pause(Duration.ofMillis(120));
        int before = lines().size();
        act.run();
        Waiting.pause(Duration.ofMillis(60));
        List<String> all = lines();
        Count now = count(all.subList(before, all.size()));
        least = now.all() < least.all() ? now : least;
      }
      return least;
    } finally {
      settings("ALTER SYSTEM SET log_statement = 'none'");
    }
  }

  private static Count count(List<String> lines) {
    List<String> said = lines.stream().filter(line -> STATEMENT.matcher(line).find()).toList();
    long frames = said.stream().filter(line -> FRAME.matcher(line).find()).count();
    return new Count((int) (said.size() - frames), said.size());
  }

  private List<String> lines() {
    try (Stream<Path> files = Files.list(folder)) {
      Path log = files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void settings(String... statements) {
    try (Connection connection = postgres.superuser().getConnection();
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
      statement.execute("SELECT pg_reload_conf()");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    Waiting.pause(Duration.ofMillis(300));
  }
}

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
 * Statements by PostgreSQL's own log, so that nothing is overlooked. What looks for work all the
 * time is left out; other jobs add to it now and then: the smallest of several counts is the
 * page's.
 */
final class Statements {
  /** As often as this before a page is said to cost too much. */
  private static final int PATIENCE = 30;

  private static final Pattern STATEMENT =
      Pattern.compile("(?m)^LOG:  (?:statement|execute [^:]*): (.*(?:\\R\\t.*)*)");

  /** What begins and ends a transaction, binds the tenant to it, or tries the connection. */
  private static final Pattern FRAME =
      Pattern.compile("(?is) *(?:|(?:begin|commit|rollback|set |select set_config|show ).*)");

  /** The tables in which pollers and jobs look, and no page. */
  private static final Pattern POLL =
      Pattern.compile("(?s).*\\b(?:route_outbox|route_channels|scheduled_tasks)\\b.*");

  private final Path folder;
  private final ExternalPostgres postgres;
  private final int counts;

  Statements(ExternalPostgres postgres, Path folder, int counts) {
    this.counts = counts;
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

  Count of(Runnable act, int most) {
    settings("ALTER SYSTEM SET log_statement = 'all'");
    try {
      Count least = new Count(Integer.MAX_VALUE, Integer.MAX_VALUE);
      for (int i = 0; i < counts || (i < PATIENCE && least.statements() > most); i++) {
        Waiting.pause(Duration.ofMillis(120));
        int before = log().length();
        act.run();
        Waiting.pause(Duration.ofMillis(60));
        Count now = count(log().substring(before));
        least = now.all() < least.all() ? now : least;
      }
      return least;
    } finally {
      settings("ALTER SYSTEM SET log_statement = 'none'");
    }
  }

  static Count count(String log) {
    List<String> said =
        STATEMENT
            .matcher(log)
            .results()
            .map(found -> found.group(1))
            .filter(one -> !POLL.matcher(one).matches())
            .toList();
    long frames = said.stream().filter(one -> FRAME.matcher(one).matches()).count();
    return new Count((int) (said.size() - frames), said.size());
  }

  private String log() {
    try (Stream<Path> files = Files.list(folder)) {
      return Files.readString(
          files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow());
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

package io.concordat.app.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.Statements;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Safe settings, and a start whatever the last process left behind. */
final class EmbeddedPostgresTest {
  private static final Path PROGRAMS = Path.of("target", "postgres");

  @TempDir Path folder = Path.of("set by JUnit");

  @Test
  void is_durable_private_and_survives_what_is_left_behind() throws Exception {
    int port;
    try (EmbeddedPostgres first = start();
        Connection connection = first.superuser("concordat")) {
      assertEquals(List.of("on"), Statements.column(connection, "show fsync"));
      assertEquals(List.of("on"), Statements.column(connection, "show synchronous_commit"));
      assertEquals(List.of("127.0.0.1"), Statements.column(connection, "show listen_addresses"));
      assertEquals(
          List.of("scram-sha-256"),
          Statements.column(connection, "select distinct auth_method from pg_hba_file_rules"));
      refusesWrongPassword(first);
      connection.createStatement().execute("create table kept (n int)");
      port = Access.of(folder).port();
    }
    Path claim = folder.resolve("data/postmaster.pid");
    assertFalse(Files.exists(claim));

    // Somebody else took our port, and a number in the old claim is alive but not ours.
    String stranger = Long.toString(ProcessHandle.current().pid());
    Files.writeString(claim, stranger + "\n" + folder.resolve("data") + "\n0\n" + port + "\n\n\n");
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        EmbeddedPostgres second = start();
        Connection connection = second.superuser("concordat")) {
      assertTrue(taken.isBound());
      assertNotEquals(port, Access.of(folder).port());
      assertEquals(List.of("0"), Statements.column(connection, "select count(*) from kept"));

      // Left running, as by a killed process: the next start stops it first.
      try (EmbeddedPostgres third = start();
          Connection after = third.superuser("concordat")) {
        assertEquals(List.of("0"), Statements.column(after, "select count(*) from kept"));
        assertFalse(connection.isValid(2));
      }
    }
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(folder, PROGRAMS, true);
  }

  private static void refusesWrongPassword(EmbeddedPostgres postgres) {
    SQLException refused =
        assertThrows(
            SQLException.class,
            () ->
                DriverManager.getConnection(postgres.database().url(), "postgres", "wrong")
                    .close());
    assertEquals("28P01", refused.getSQLState());
  }
}

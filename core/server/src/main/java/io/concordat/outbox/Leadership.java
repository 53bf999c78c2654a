package io.concordat.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of the installation tells the events. It holds an advisory lock on a connection of its
 * own: a killed process loses both at once, and unlike a row lock it holds back nobody's snapshot.
 */
final class Leadership implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Leadership.class);
  private static final long LOCK = 0x6f7574626f78L;

  private final DataSource pool;
  private @Nullable Connection held;

  Leadership(DataSource pool) {
    this.pool = pool;
  }

  enum State {
    /** This node leads since just now: what it remembers may be old. */
    GAINED,
    LEADING,
    FOLLOWING
  }

  synchronized State state() {
    try {
      if (held != null && held.isValid(2)) {
        return State.LEADING;
      }
      close();
      return gain() ? State.GAINED : State.FOLLOWING;
    } catch (SQLException e) {
      close();
      log.warn("cannot ask who tells the events: {}", e.getMessage());
      return State.FOLLOWING;
    }
  }

  private boolean gain() throws SQLException {
    Connection connection = pool.getConnection();
    if (ask(connection, "select pg_try_advisory_lock(?)")) {
      held = connection;
      return true;
    }
    connection.close();
    return false;
  }

  private static boolean ask(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, LOCK);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  @Override
  public synchronized void close() {
    Connection connection = held;
    held = null;
    if (connection == null) {
      return;
    }
    // The pool keeps the session, so the lock has to be given back by name.
    try (connection) {
      ask(connection, "select pg_advisory_unlock(?)");
    } catch (SQLException e) {
      log.debug("the lock went with its connection", e);
    }
  }
}

package io.concordat.tenant;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;

/**
 * Statements without a tenant, on the routing tables; tenant tables show no row here. Whoever asks
 * says why, and a test lists everybody who asks.
 */
public final class AcrossTenants {
  private final DataSource pool;

  public AcrossTenants(DataSource pool) {
    this.pool = pool;
  }

  public Reach because(String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("say why this crosses tenants");
    }
    return new Reach(pool);
  }

  /** Single statements, each committed by itself. */
  public static final class Reach {
    private final DataSource pool;

    private Reach(DataSource pool) {
      this.pool = pool;
    }

    public <T> T call(HandleCallback<T, RuntimeException> work) {
      try (Connection connection = pool.getConnection();
          Handle handle = Handles.on(connection)) {
        return work.withHandle(handle);
      } catch (SQLException e) {
        throw Wrapped.of(e);
      }
    }

    /** The connection itself, for the paths where every microsecond counts; close it. */
    public Connection connection() throws SQLException {
      return pool.getConnection();
    }
  }
}

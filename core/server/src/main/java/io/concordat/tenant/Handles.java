package io.concordat.tenant;

import io.concordat.spi.tenant.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Jdbi on connections that somebody else opened; one configuration for all of them. */
public final class Handles {
  private static final ScopedValue<Connection> LENT = ScopedValue.newInstance();
  private static final Jdbi JDBI =
      Jdbi.create(new LentConnections())
          .registerArrayType(String.class, "text")
          .registerArrayType(UUID.class, "uuid")
          .registerArrayType(Long.class, "bigint")
          .registerArrayType(Integer.class, "int")
          .registerArrayType(Boolean.class, "boolean")
          .registerArrayType(OffsetDateTime.class, "timestamptz");

  private Handles() {}

  /** The handle of core's own transaction. It is never closed by whoever borrows it. */
  public static Handle of(Tx tx) {
    return ((TenantTx) tx).handle();
  }

  /** A handle whose close leaves the connection open. */
  static Handle on(Connection connection) {
    return ScopedValue.where(LENT, connection).call(JDBI::open);
  }

  private static final class LentConnections implements ConnectionFactory {
    @Override
    public Connection openConnection() throws SQLException {
      return LENT.get();
    }

    @Override
    public void closeConnection(Connection connection) {
      // Whoever lent the connection closes it.
    }
  }
}

package io.concordat.ee.calendar.provider;

import io.concordat.spi.tenant.Tx;
import java.sql.Connection;
import java.util.UUID;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Jdbi on the connection that core lends. The handle is never closed: the connection is core's. */
public final class Sql {
  private static final ThreadLocal<Connection> LENT = new ThreadLocal<>();
  private static final Jdbi JDBI = jdbi();

  private Sql() {}

  /** A handle for this transaction only. */
  public static Handle on(Tx tx) {
    LENT.set(tx.connection());
    try {
      return JDBI.open();
    } finally {
      LENT.remove();
    }
  }

  private static Jdbi jdbi() {
    ConnectionFactory lent = LENT::get;
    return Jdbi.create(lent)
        .registerArrayType(UUID.class, "uuid")
        .registerArrayType(String.class, "text")
        .registerArrayType(Long.class, "bigint");
  }
}

package io.concordat.tenant;

import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.BiConsumer;
import javax.sql.DataSource;

/**
 * Transactions of the bound tenant: {@code set_config('app.tenant_id', …)} comes first. One that is
 * being deleted has none: {@link TenantGone}.
 */
public final class TenantTransactions implements Transactions {
  private static final ScopedValue<Boolean> OPEN = ScopedValue.newInstance();

  /** One round trip: the tenant is set, and still there. */
  static final String ENTER =
      """
      select set_config('app.tenant_id', ?, true),
        exists (select from tenants where id = ?::uuid and leaving_at is null)""";

  private final Tenancy tenancy;
  private final DataSource pool;

  public TenantTransactions(Tenancy tenancy, DataSource pool) {
    this.tenancy = tenancy;
    this.pool = pool;
  }

  @Override
  public <T> T call(Work<T> work) {
    return call(work, TenantTransactions::require);
  }

  /** The transaction that makes its tenant. */
  public <T> T callFirst(Work<T> work) {
    return call(work, (tenant, there) -> {});
  }

  static void require(TenantId tenant, boolean there) {
    if (!there) {
      throw new TenantGone(tenant);
    }
  }

  /** A second connection of the same pool, taken while holding one, can starve everybody. */
  static void requireNone() {
    if (OPEN.isBound()) {
      throw new IllegalStateException("this thread has an open transaction already; pass its Tx");
    }
  }

  private <T> T call(Work<T> work, BiConsumer<TenantId, Boolean> check) {
    TenantId tenant = tenancy.current();
    requireNone();
    try {
      Done<T> done = ScopedValue.where(OPEN, true).call(() -> inTransaction(tenant, work, check));
      done.tx().committed();
      return done.result();
    } catch (Exception e) {
      throw Wrapped.of(e);
    }
  }

  private <T> Done<T> inTransaction(
      TenantId tenant, Work<T> work, BiConsumer<TenantId, Boolean> check) throws Exception {
    try (Connection connection = pool.getConnection()) {
      TenantTx tx = new TenantTx(tenant, connection);
      try {
        check.accept(tenant, enter(tenant, connection));
        T result = work.run(tx);
        connection.commit();
        return new Done<>(tx, result);
      } catch (Throwable thrown) {
        undo(connection, thrown);
        throw thrown;
      } finally {
        leave(tx);
      }
    }
  }

  /** Whether the tenant is there. */
  private static boolean enter(TenantId tenant, Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement statement = connection.prepareStatement(ENTER)) {
      statement.setString(1, tenant.toString());
      statement.setString(2, tenant.toString());
      try (ResultSet rows = statement.executeQuery()) {
        return isThere(rows);
      }
    }
  }

  static boolean isThere(ResultSet entered) throws SQLException {
    return entered.next() && entered.getBoolean(2);
  }

  private static void undo(Connection connection, Throwable thrown) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      thrown.addSuppressed(e);
    }
  }

  private static void leave(TenantTx tx) throws SQLException {
    if (!tx.connection().isClosed()) {
      tx.connection().setAutoCommit(true);
    }
    tx.close();
  }

  private record Done<T>(TenantTx tx, T result) {}
}

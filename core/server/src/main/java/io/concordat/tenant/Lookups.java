package io.concordat.tenant;

import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Single queries of the bound tenant, for paths where every microsecond counts: the tenant is set
 * and the query answered in one round trip, which is one transaction. The driver sends both before
 * one {@code Sync}, and PostgreSQL ends what it began without {@code BEGIN} there; so nothing of
 * the tenant stays in the connection.
 */
public final class Lookups {
  private final Tenancy tenancy;
  private final DataSource pool;

  public Lookups(Tenancy tenancy, DataSource pool) {
    this.tenancy = tenancy;
    this.pool = pool;
  }

  /** What a row means. */
  @FunctionalInterface
  public interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /**
   * The first row, if there is one.
   *
   * @param values for the question marks of the query, in their order
   */
  public <T> Optional<T> first(String query, List<?> values, Reading<T> reading) {
    TenantId tenant = tenancy.current();
    TenantTransactions.requireNone();
    String both = TenantTransactions.ENTER + "; " + query;
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(both)) {
      bind(statement, tenant, values);
      statement.execute();
      TenantTransactions.require(tenant, TenantTransactions.isThere(statement.getResultSet()));
      statement.getMoreResults();
      ResultSet rows = statement.getResultSet();
      return rows.next() ? Optional.of(reading.of(rows)) : Optional.empty();
    } catch (SQLException e) {
      throw Wrapped.of(e);
    }
  }

  private static void bind(PreparedStatement statement, TenantId tenant, List<?> values)
      throws SQLException {
    statement.setString(1, tenant.toString());
    statement.setString(2, tenant.toString());
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 3, values.get(i));
    }
  }
}

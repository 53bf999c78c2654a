package io.concordat.tenant;

import io.concordat.spi.tenant.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes a tenant: nobody works for it any more, its key is destroyed, then its rows go table by
 * table, as the catalogue names them. After a crash the same again finishes it.
 */
public final class Erasure {
  private static final Logger log = LoggerFactory.getLogger(Erasure.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String JOBS = "delete from scheduled_tasks where task_instance like ?";

  private static final String ALL =
      """
      select c.oid::regclass::text from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
      where c.relkind in ('r', 'p') and not c.relispartition
        and c.relnamespace = 'public'::regnamespace
      order by 1""";

  private static final String REFERENCES =
      """
      select distinct conrelid::regclass || ' ' || confrelid::regclass from pg_constraint
      where contype = 'f' and conrelid <> confrelid""";

  private final AcrossTenants.Reach reach;
  private final InFlight inFlight;
  private final InstantSource clock;

  public Erasure(AcrossTenants across, InstantSource clock) {
    this.reach = across.because("a tenant is deleted from outside of it");
    this.inFlight = new InFlight(across);
    this.clock = clock;
  }

  /** From now on every transaction of the tenant is refused, on every node. */
  public void begin(TenantId tenant) {
    reach.call(
        handle ->
            handle
                .createUpdate(
                    "update tenants set leaving_at = :at where id = :id and leaving_at is null")
                .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("id", tenant.value())
                .execute());
  }

  /** The rows that were deleted, by table. Before this, {@link #begin}. */
  public Map<String, Long> erase(TenantId tenant) {
    Map<String, Long> deleted = new TreeMap<>();
    try {
      // First of all: whatever comes of the rest, no stored secret can be read again.
      delete(tenant, "tenant_keys", deleted);
      if (!inFlight.ended(PATIENCE)) {
        throw new IllegalStateException(
            "a transaction does not end; the keys are destroyed, run this again for the rest");
      }
      for (String table : tables()) {
        delete(tenant, table, deleted);
      }
      deleteLast(tenant, deleted);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    deleted.values().removeIf(rows -> rows == 0);
    return deleted;
  }

  private void delete(TenantId tenant, String table, Map<String, Long> deleted)
      throws SQLException {
    try (Connection connection = reach.connection()) {
      connection.setAutoCommit(false);
      try {
        execute(connection, "select set_config('app.tenant_id', ?, true)", tenant.toString());
        long rows =
            execute(
                connection,
                "delete from %s where tenant_id = ?::uuid".formatted(table),
                tenant.toString());
        connection.commit();
        log.debug("{} rows of {} are gone", rows, table);
        deleted.merge(table, rows, Long::sum);
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  private void deleteLast(TenantId tenant, Map<String, Long> deleted) throws SQLException {
    try (Connection connection = reach.connection()) {
      deleted.put("scheduled_tasks", execute(connection, JOBS, tenant + ":%"));
      String last = "delete from tenants where id = ?::uuid";
      deleted.put("tenants", execute(connection, last, tenant.toString()));
    }
  }

  private static long execute(Connection connection, String sql, String value) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      return statement.execute() ? 0 : statement.getUpdateCount();
    }
  }

  /** Every table with a tenant's column, those before that refer to others. */
  private List<String> tables() throws SQLException {
    List<String> left = strings(ALL);
    List<String> references = strings(REFERENCES);
    List<String> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      List<String> free =
          left.stream()
              .filter(t -> left.stream().noneMatch(by -> references.contains(by + " " + t)))
              .toList();
      if (free.isEmpty()) {
        throw new SQLException("tables refer to each other in a circle: " + left);
      }
      ordered.addAll(free);
      left.removeAll(free);
    }
    return ordered;
  }

  private List<String> strings(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = reach.connection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}

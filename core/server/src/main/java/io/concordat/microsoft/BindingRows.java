package io.concordat.microsoft;

import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.Handles;
import io.concordat.tenant.Lookups;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Update;

/** SQL of {@code microsoft_profile_consumer_bindings}. */
final class BindingRows {
  private static final String SELECT =
      "select b.consumer, b.version as binding_version, "
          + ProfileRows.COLUMNS
          + """
           from microsoft_profile_consumer_bindings b
          join microsoft_profiles p on p.tenant_id = b.tenant_id and p.id = b.profile_id
          where b.tenant_id = :tenant""";

  private static final String LOOK = SELECT.replace(":tenant", "?") + " and b.consumer = ?";

  private BindingRows() {}

  /** In a round trip of its own. */
  static Optional<Binding> look(Lookups lookups, TenantId tenant, String consumer) {
    return lookups.first(LOOK, List.of(tenant.value(), consumer), BindingRows::binding);
  }

  static List<Binding> all(Tx tx) {
    return Handles.of(tx)
        .createQuery(SELECT)
        .bind("tenant", tx.tenant().value())
        .map((rows, context) -> binding(rows))
        .list();
  }

  /** Whom a profile serves. */
  static List<String> of(Tx tx, UUID profile) {
    return Handles.of(tx)
        .createQuery(
            """
            select consumer from microsoft_profile_consumer_bindings
            where tenant_id = :tenant and profile_id = :profile order by consumer""")
        .bind("tenant", tx.tenant().value())
        .bind("profile", profile)
        .mapTo(String.class)
        .list();
  }

  static Optional<Binding> find(Tx tx, String consumer) {
    return read(tx, consumer, "");
  }

  static Optional<Binding> lock(Tx tx, String consumer) {
    return read(tx, consumer, " for update of b");
  }

  private static Optional<Binding> read(Tx tx, String consumer, String lock) {
    return Handles.of(tx)
        .createQuery(SELECT + " and b.consumer = :consumer" + lock)
        .bind("tenant", tx.tenant().value())
        .bind("consumer", consumer)
        .map((rows, context) -> binding(rows))
        .findOne();
  }

  /** False when the consumer is bound already. */
  static boolean insert(Tx tx, String consumer, UUID profile, Instant at) {
    return write(
        tx,
        """
        insert into microsoft_profile_consumer_bindings
          (tenant_id, consumer, profile_id, version, updated_at)
        values (:tenant, :consumer, :profile, 1, :at)
        on conflict (tenant_id, consumer) do nothing""",
        consumer,
        profile,
        at);
  }

  static void update(Tx tx, String consumer, UUID profile, Instant at) {
    write(
        tx,
        """
        update microsoft_profile_consumer_bindings
        set profile_id = :profile, version = version + 1, updated_at = :at
        where tenant_id = :tenant and consumer = :consumer""",
        consumer,
        profile,
        at);
  }

  private static boolean write(Tx tx, String sql, String consumer, UUID profile, Instant at) {
    return of(tx, sql, consumer)
            .bind("profile", profile)
            .bind("at", at.atOffset(ZoneOffset.UTC))
            .execute()
        == 1;
  }

  static void delete(Tx tx, String consumer) {
    of(
            tx,
            """
            delete from microsoft_profile_consumer_bindings
            where tenant_id = :tenant and consumer = :consumer""",
            consumer)
        .execute();
  }

  private static Update of(Tx tx, String sql, String consumer) {
    return Handles.of(tx)
        .createUpdate(sql)
        .bind("tenant", tx.tenant().value())
        .bind("consumer", consumer);
  }

  private static Binding binding(ResultSet rows) throws SQLException {
    return new Binding(
        rows.getString("consumer"), ProfileRows.profile(rows), rows.getLong("binding_version"));
  }
}

package io.concordat.secret;

import io.concordat.app.GroundFixture;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.Handles;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A table of sealed secrets, as a plugin would have one: each clear text begins with its id. */
final class Vault {
  static final String COLUMN = "vault.secret";

  private Vault() {}

  static void table(GroundFixture fixture, String table, String... columns) throws Exception {
    try (Connection owner = fixture.owner();
        Statement statement = owner.createStatement()) {
      statement.execute(
          "create table %s (tenant_id uuid not null references tenants (id), id uuid not null, %s, primary key (tenant_id, id))"
              .formatted(table, String.join(" bytea, ", columns) + " bytea"));
      statement.execute("select concordat_protect('" + table + "')");
      for (String column : columns) {
        statement.execute("select concordat_sealed('%s', '%s', 'id')".formatted(table, column));
      }
      statement.execute(
          "grant select, insert, update, delete on %s to %s"
              .formatted(table, fixture.database().app().name()));
    }
  }

  static void put(Tx tx, UUID id, byte[] sealed) {
    Handles.of(tx)
        .createUpdate(
            """
            insert into vault values (:tenant, :id, :sealed)
            on conflict (tenant_id, id) do update set secret = :sealed""")
        .bind("tenant", tx.tenant().value())
        .bind("id", id)
        .bind("sealed", sealed)
        .execute();
  }

  static byte[] sealed(Tx tx, UUID id) {
    return Handles.of(tx)
        .createQuery("select secret from vault where tenant_id = :tenant and id = :id")
        .bind("tenant", tx.tenant().value())
        .bind("id", id)
        .mapTo(byte[].class)
        .one();
  }

  static Map<UUID, byte[]> all(Tx tx) {
    return Handles.of(tx)
        .createQuery("select id, secret from vault where tenant_id = :tenant")
        .bind("tenant", tx.tenant().value())
        .map((rows, context) -> Map.entry(rows.getObject(1, UUID.class), rows.getBytes(2)))
        .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /** Many at once, by one look at the key. */
  static void fill(Tx tx, TenantSecrets secrets, List<UUID> ids) throws Exception {
    TenantKeys.DataKey key = secrets.keys().sealing(tx);
    try (var batch =
        Handles.of(tx).prepareBatch("insert into vault values (:tenant, :id, :sealed)")) {
      for (UUID id : ids) {
        batch
            .bind("tenant", tx.tenant().value())
            .bind("id", id)
            .bind("sealed", TenantSecrets.sealed(tx, key, id.toString(), COLUMN, clear(id)))
            .add();
      }
      batch.execute();
    }
  }

  static Secret clear(UUID id) {
    return Secret.of(id + " " + UUID.randomUUID());
  }
}

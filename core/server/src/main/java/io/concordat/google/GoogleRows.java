package io.concordat.google;

import io.concordat.google.GoogleSetup.Account;
import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.Handles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.Update;

/** SQL of {@code google_apps} and {@code google_consumer_apps}. */
final class GoogleRows {
  private GoogleRows() {}

  @SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
  record App(String clientId, byte[] clientSecret) {}

  /**
   * @param separate whether it is the consumer's own
   */
  record Serving(App app, boolean separate) {}

  static Optional<GoogleSetup> find(Tx tx) {
    return read(tx, "");
  }

  /** Nobody changes it before this transaction ends. */
  static Optional<GoogleSetup> lock(Tx tx) {
    return read(tx, " for update");
  }

  private static Optional<GoogleSetup> read(Tx tx, String lock) {
    return Handles.of(tx)
        .createQuery(
            """
            select client_id, project_id, service_account_email, service_account_key_id, version,
              updated_at
            from google_apps where tenant_id = :tenant"""
                + lock)
        .bind("tenant", tx.tenant().value())
        .map((rows, context) -> setup(tx, rows))
        .findOne();
  }

  private static GoogleSetup setup(Tx tx, ResultSet rows) throws SQLException {
    String keyId = rows.getString("service_account_key_id");
    return new GoogleSetup(
        rows.getString("client_id"),
        Optional.ofNullable(rows.getString("project_id")),
        separate(tx),
        Optional.ofNullable(rows.getString("service_account_email"))
            .map(email -> new Account(email, keyId)),
        rows.getLong("version"),
        rows.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  private static Map<String, String> separate(Tx tx) {
    var separate = new TreeMap<String, String>();
    Handles.of(tx)
        .createQuery(
            "select consumer, client_id from google_consumer_apps where tenant_id = :tenant")
        .bind("tenant", tx.tenant().value())
        .map((rows, context) -> separate.put(rows.getString(1), rows.getString(2)))
        .list();
    return separate;
  }

  static Optional<App> shared(Tx tx) {
    return Handles.of(tx)
        .createQuery("select client_id, client_secret from google_apps where tenant_id = :tenant")
        .bind("tenant", tx.tenant().value())
        .map((rows, context) -> new App(rows.getString(1), rows.getBytes(2)))
        .findOne();
  }

  /** The consumer's own app, else the one of all. */
  static Optional<Serving> serving(Tx tx, String consumer) {
    return Handles.of(tx)
        .createQuery(
            """
            select client_id, client_secret, true as separate from google_consumer_apps
            where tenant_id = :tenant and consumer = :consumer
            union all
            select client_id, client_secret, false from google_apps where tenant_id = :tenant
            order by separate desc limit 1""")
        .bind("tenant", tx.tenant().value())
        .bind("consumer", consumer)
        .map(
            (rows, context) ->
                new Serving(new App(rows.getString(1), rows.getBytes(2)), rows.getBoolean(3)))
        .findOne();
  }

  /** Makes the tenant's app, or changes it. */
  static void put(Tx tx, App app, Instant at) {
    of(
            tx,
            """
            insert into google_apps (tenant_id, client_id, client_secret, version, updated_at)
            values (:tenant, :client, :secret, 1, :at)
            on conflict (tenant_id) do update set client_id = excluded.client_id,
              client_secret = excluded.client_secret, version = google_apps.version + 1,
              updated_at = excluded.updated_at""")
        .bind("client", app.clientId())
        .bind("secret", app.clientSecret())
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
  }

  static void project(Tx tx, Optional<String> project) {
    of(tx, "update google_apps set project_id = :project where tenant_id = :tenant")
        .bind("project", project.orElse(null))
        .execute();
  }

  static void serviceAccount(Tx tx, Account account, byte[] key) {
    of(
            tx,
            """
            update google_apps set service_account_email = :email, service_account_key_id = :id,
              service_account_key = :key
            where tenant_id = :tenant""")
        .bind("email", account.email())
        .bind("id", account.keyId())
        .bind("key", key)
        .execute();
  }

  static void noServiceAccount(Tx tx) {
    of(
            tx,
            """
            update google_apps set service_account_email = null, service_account_key_id = null,
              service_account_key = null
            where tenant_id = :tenant""")
        .execute();
  }

  static void separate(Tx tx, String consumer, App app) {
    of(
            tx,
            """
            insert into google_consumer_apps (tenant_id, consumer, client_id, client_secret)
            values (:tenant, :consumer, :client, :secret)
            on conflict (tenant_id, consumer) do update set client_id = excluded.client_id,
              client_secret = excluded.client_secret""")
        .bind("consumer", consumer)
        .bind("client", app.clientId())
        .bind("secret", app.clientSecret())
        .execute();
  }

  static void share(Tx tx, String consumer) {
    of(tx, "delete from google_consumer_apps where tenant_id = :tenant and consumer = :consumer")
        .bind("consumer", consumer)
        .execute();
  }

  private static Update of(Tx tx, String sql) {
    return Handles.of(tx).createUpdate(sql).bind("tenant", tx.tenant().value());
  }
}

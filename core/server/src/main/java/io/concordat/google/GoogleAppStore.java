package io.concordat.google;

import io.concordat.spi.google.GoogleApps;
import io.concordat.spi.secret.Secrets;
import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.Handles;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;

/** One Google OAuth app a tenant; its secret is sealed. */
public final class GoogleAppStore implements GoogleApps {
  private static final String COLUMN = "google_apps.client_secret";

  private final Secrets secrets;
  private final InstantSource clock;

  public GoogleAppStore(Secrets secrets, InstantSource clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  @SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
  private record Row(String clientId, byte[] clientSecret) {}

  @Override
  public Optional<GoogleApp> find(Tx tx, String consumer) {
    return row(tx)
        .map(
            row ->
                new GoogleApp(
                    row.clientId(), secrets.open(tx, owner(tx), COLUMN, row.clientSecret())));
  }

  /** For pages and replies, which never see the secret. */
  public Optional<String> clientId(Tx tx) {
    return row(tx).map(Row::clientId);
  }

  public void put(Tx tx, GoogleApp app) {
    Handles.of(tx)
        .createUpdate(
            """
            insert into google_apps (tenant_id, client_id, client_secret, updated_at)
            values (:tenant, :client, :secret, :at)
            on conflict (tenant_id) do update set client_id = excluded.client_id,
              client_secret = excluded.client_secret, updated_at = excluded.updated_at""")
        .bind("tenant", tx.tenant().value())
        .bind("client", app.clientId())
        .bind("secret", secrets.seal(tx, owner(tx), COLUMN, app.clientSecret()))
        .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
        .execute();
  }

  public boolean delete(Tx tx) {
    return Handles.of(tx)
            .createUpdate("delete from google_apps where tenant_id = :tenant")
            .bind("tenant", tx.tenant().value())
            .execute()
        == 1;
  }

  private static Optional<Row> row(Tx tx) {
    return Handles.of(tx)
        .createQuery("select client_id, client_secret from google_apps where tenant_id = :tenant")
        .bind("tenant", tx.tenant().value())
        .map((rows, context) -> new Row(rows.getString(1), rows.getBytes(2)))
        .findOne();
  }

  private static String owner(Tx tx) {
    return tx.tenant().toString();
  }
}

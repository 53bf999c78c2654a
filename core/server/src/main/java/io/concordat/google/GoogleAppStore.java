package io.concordat.google;

import io.concordat.google.GoogleChange.Edit;
import io.concordat.google.GoogleChange.Separate;
import io.concordat.spi.event.Event;
import io.concordat.spi.event.Outbox;
import io.concordat.spi.google.GoogleApps;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.secret.Secrets;
import io.concordat.spi.tenant.Tx;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant entered for Google: one OAuth app for all consumers, separate ones for some, a
 * service account. Its secrets are sealed.
 */
public final class GoogleAppStore implements GoogleApps {
  private static final String SHARED = "google_apps.client_secret";
  private static final String SEPARATE = "google_consumer_apps.client_secret";
  private static final String KEY = "google_apps.service_account_key";

  private final Secrets secrets;
  private final Outbox outbox;
  private final InstantSource clock;

  public GoogleAppStore(Secrets secrets, Outbox outbox, InstantSource clock) {
    this.secrets = secrets;
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public Optional<GoogleApp> find(Tx tx, String consumer) {
    return GoogleRows.serving(tx, consumer)
        .map(
            row ->
                row.separate()
                    ? opened(tx, consumer, SEPARATE, row.app())
                    : opened(tx, owner(tx), SHARED, row.app()));
  }

  /** The one of all consumers that have none of their own. */
  public Optional<GoogleApp> shared(Tx tx) {
    return GoogleRows.shared(tx).map(row -> opened(tx, owner(tx), SHARED, row));
  }

  private GoogleApp opened(Tx tx, String owner, String column, GoogleRows.App row) {
    return new GoogleApp(row.clientId(), secrets.open(tx, owner, column, row.clientSecret()));
  }

  public Optional<GoogleSetup> setup(Tx tx) {
    return GoogleRows.find(tx);
  }

  /** The same, and nobody changes it before this transaction ends. */
  public Optional<GoogleSetup> lock(Tx tx) {
    return GoogleRows.lock(tx);
  }

  /** An app for all consumers. */
  public void put(Tx tx, GoogleApp app) {
    put(tx, GoogleRows.lock(tx), GoogleChange.of(app), "core");
  }

  /**
   * @param locked what is stored so far
   */
  public Stored put(Tx tx, Optional<GoogleSetup> locked, GoogleChange change, String cause) {
    Optional<String> missing = missing(locked, change);
    if (missing.isPresent()) {
      return new Stored.SecretNeeded(missing.get());
    }
    GoogleRows.App shared =
        change
            .clientSecret()
            .map(secret -> sealed(tx, change.clientId(), owner(tx), SHARED, secret))
            .orElseGet(() -> GoogleRows.shared(tx).orElseThrow());
    GoogleRows.put(tx, shared, clock.instant());
    project(tx, change.projectId());
    serviceAccount(tx, change.serviceAccount());
    change.separate().forEach((consumer, app) -> separate(tx, consumer, app));
    outbox.append(tx, new Event(APP_CHANGED, tx.tenant().value(), cause, Map.of()));
    return new Stored.Done(GoogleRows.find(tx).orElseThrow());
  }

  /** A secret that is neither sent nor stored for its client id. */
  private static Optional<String> missing(Optional<GoogleSetup> stored, GoogleChange change) {
    boolean same = stored.map(GoogleSetup::clientId).filter(change.clientId()::equals).isPresent();
    if (change.clientSecret().isEmpty() && !same) {
      return Optional.of("clientSecret");
    }
    Map<String, String> known = stored.map(GoogleSetup::separate).orElse(Map.of());
    return change.separate().entrySet().stream()
        .filter(
            one -> one.getValue().filter(app -> lacks(app, known.get(one.getKey()))).isPresent())
        .map(one -> "separate." + one.getKey() + ".clientSecret")
        .findFirst();
  }

  private static boolean lacks(Separate app, @Nullable String storedClient) {
    return app.clientSecret().isEmpty() && !app.clientId().equals(storedClient);
  }

  private GoogleRows.App sealed(Tx tx, String client, String owner, String column, Secret secret) {
    return new GoogleRows.App(client, secrets.seal(tx, owner, column, secret));
  }

  private static void project(Tx tx, Edit<String> edit) {
    switch (edit) {
      case Edit.Keep<String> keep -> {}
      case Edit.Remove<String> remove -> GoogleRows.project(tx, Optional.empty());
      case Edit.Set<String>(var id) -> GoogleRows.project(tx, Optional.of(id));
    }
  }

  private void serviceAccount(Tx tx, Edit<ServiceAccountKey> edit) {
    switch (edit) {
      case Edit.Keep<ServiceAccountKey> keep -> {}
      case Edit.Remove<ServiceAccountKey> remove -> GoogleRows.noServiceAccount(tx);
      case Edit.Set<ServiceAccountKey>(var key) ->
          GoogleRows.serviceAccount(
              tx, key.account(), secrets.seal(tx, owner(tx), KEY, key.file()));
    }
  }

  private void separate(Tx tx, String consumer, Optional<Separate> wanted) {
    if (wanted.isEmpty()) {
      GoogleRows.share(tx, consumer);
      return;
    }
    Separate app = wanted.get();
    app.clientSecret()
        .map(secret -> sealed(tx, app.clientId(), consumer, SEPARATE, secret))
        .ifPresent(row -> GoogleRows.separate(tx, consumer, row));
  }

  private static String owner(Tx tx) {
    return tx.tenant().toString();
  }
}

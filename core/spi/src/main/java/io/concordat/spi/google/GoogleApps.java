package io.concordat.spi.google;

import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.Tx;
import java.util.Optional;

/** The one lookup of the tenant's own Google OAuth app. Nothing falls back to another app. */
public interface GoogleApps {
  /**
   * The app is another one, or its secret is, or it is gone. The subject is the tenant. What counts
   * is what {@link #find} says when the event is heard.
   */
  String APP_CHANGED = "GOOGLE_APP_CHANGED";

  /**
   * The consumer's separate app if there is one, else the one that all share.
   *
   * @param consumer a {@link io.concordat.spi.GoogleConsumer#name}
   */
  Optional<GoogleApp> find(Tx tx, String consumer);

  record GoogleApp(String clientId, Secret clientSecret) {}
}

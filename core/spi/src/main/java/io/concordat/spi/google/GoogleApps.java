package io.concordat.spi.google;

import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.Tx;
import java.util.Optional;

/** The one lookup of the tenant's own Google OAuth app. Nothing falls back to another app. */
public interface GoogleApps {
  Optional<GoogleApp> find(Tx tx);

  record GoogleApp(String clientId, Secret clientSecret) {}
}

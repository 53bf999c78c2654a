package io.concordat.ee.calendar.remote;

import io.concordat.spi.secret.Credential;
import io.concordat.spi.secret.Secret;
import java.net.URI;
import java.util.Optional;

/** A vendor's OAuth endpoints. Everything unexpected is a {@link RemoteFault}. */
public interface TokenEndpoint {
  /** Where the user's browser is sent. */
  URI authorizationUrl(
      App app, String redirectUri, String state, String codeChallenge, Optional<String> loginHint);

  Exchanged exchange(App app, Secret code, Secret codeVerifier, String redirectUri);

  /** Faults: {@link Fault.ReconnectRequired}, {@link Fault.AppBroken}, and the passing ones. */
  Tokens refresh(App app, Secret refreshToken);

  /** Ends the whole grant; one that is dead already is fine. */
  void revoke(Secret token);

  /**
   * The OAuth app that serves the tenant.
   *
   * @param directory at Microsoft the directory whose users sign in; Google has none
   */
  record App(String clientId, Credential credential, Optional<String> directory) {
    public App(String clientId, Secret clientSecret, Optional<String> directory) {
      this(clientId, new Credential.ClientSecret(clientSecret), directory);
    }
  }

  /** What became of a code. */
  sealed interface Exchanged {
    record Granted(Tokens tokens) implements Exchanged {}

    record Denied(Denial why) implements Exchanged {}
  }

  /** Why there are no tokens, though both sides work. */
  enum Denial {
    /** The code is wrong, used, too old, or not for this verifier. */
    BAD_CODE,
    REDIRECT_MISMATCH,
    /** No refresh token came with it: consent must be asked for again. */
    NO_REFRESH_TOKEN,
    /** The user unticked what sync needs. */
    SCOPE_MISSING
  }
}

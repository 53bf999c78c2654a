package io.concordat.spi.oauth;

import io.concordat.spi.identity.Caller;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.util.Optional;
import java.util.UUID;

/** Single-use OAuth states. They live ten minutes and are stored as a hash. */
public interface OAuthStates {
  /** Stores a state and returns what goes into the authorization URL. */
  Issued issue(Tx tx, Draft draft);

  /**
   * Takes a state, exactly once, whatever the tenant: {@code DELETE … RETURNING}. Unknown, expired,
   * replayed and foreign states are told apart by the log only. A state that was issued in a
   * browser session comes back in that session; any other browser is refused and does not use it
   * up.
   *
   * @param purpose must be what the state was issued for
   * @param caller who is signed in, if anybody: a state of another tenant is refused
   */
  Optional<Taken> take(String purpose, String state, Optional<Caller> caller);

  /**
   * @param purpose for example {@code google_calendar}
   * @param subject what is being connected, for example a provider's id
   * @param session the browser session that it must come back in; empty when an API token asked
   */
  record Draft(
      String purpose, UserId user, String redirectUri, String subject, Optional<UUID> session) {
    /** For whoever brings it back. */
    public Draft(String purpose, UserId user, String redirectUri, String subject) {
      this(purpose, user, redirectUri, subject, Optional.empty());
    }

    /** In the caller's name, and in the caller's browser session if there is one. */
    public static Draft of(String purpose, Caller caller, String redirectUri, String subject) {
      return new Draft(purpose, caller.user(), redirectUri, subject, caller.session());
    }
  }

  /**
   * @param state 256 random bits, base64url
   * @param codeChallenge PKCE, S256 of a verifier that stays here, encrypted
   */
  record Issued(String state, String codeChallenge) {}

  record Taken(
      TenantId tenant, UserId user, String redirectUri, String subject, Secret codeVerifier) {}
}

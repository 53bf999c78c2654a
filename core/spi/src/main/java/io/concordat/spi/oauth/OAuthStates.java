package io.concordat.spi.oauth;

import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.util.Optional;

/** Single-use OAuth states. They live ten minutes and are stored as a hash. */
public interface OAuthStates {
  /** Stores a state and returns what goes into the authorization URL. */
  Issued issue(Tx tx, Draft draft);

  /**
   * Takes a state, exactly once, whatever the tenant: {@code DELETE … RETURNING}. Unknown, expired,
   * replayed and foreign states are told apart by the log only.
   *
   * @param purpose must be what the state was issued for
   * @param caller the signed-in tenant, if any: a state of another tenant is refused
   */
  Optional<Taken> take(String purpose, String state, Optional<TenantId> caller);

  /**
   * @param purpose for example {@code google_calendar}
   * @param subject what is being connected, for example a provider's id
   */
  record Draft(String purpose, UserId user, String redirectUri, String subject) {}

  /**
   * @param state 256 random bits, base64url
   * @param codeChallenge PKCE, S256 of a verifier that stays here, encrypted
   */
  record Issued(String state, String codeChallenge) {}

  record Taken(
      TenantId tenant, UserId user, String redirectUri, String subject, Secret codeVerifier) {}
}

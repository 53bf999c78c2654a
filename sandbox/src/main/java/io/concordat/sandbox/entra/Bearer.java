package io.concordat.sandbox.entra;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What an access token stands for: an app, for an account or for itself, until it ends.
 *
 * @param scopes delegated scopes, or application permissions when there is no account
 */
public record Bearer(
    String clientId,
    String directoryId,
    Optional<Account> account,
    Set<String> scopes,
    Instant expires) {
  public Bearer {
    scopes = Set.copyOf(scopes);
  }
}

package io.concordat.identity;

import io.concordat.spi.tenant.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A token to be.
 *
 * @param scopes permissions that it keeps of its user's role; empty: all of them
 */
public record NewToken(
    UserId user, String name, Optional<List<String>> scopes, Optional<Instant> expiresAt) {
  public NewToken {
    scopes = scopes.map(List::copyOf);
    for (String scope : scopes.orElse(List.of())) {
      if (!Permissions.ALL.contains(scope)) {
        throw new IllegalArgumentException("there is no permission called " + scope);
      }
    }
  }

  public static NewToken of(UserId user, String name) {
    return new NewToken(user, name, Optional.empty(), Optional.empty());
  }
}

package io.concordat.identity;

import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import java.util.Optional;

/**
 * What decides whether somebody may sign in with a password.
 *
 * @param hash of the password, if there is one
 */
record Account(
    TenantId tenant, UserId user, String email, Role role, boolean active, Optional<String> hash) {
  /** Why nobody can sign in to it at all; empty when the right password is enough. */
  Optional<String> closed() {
    if (!role.internal()) {
      return Optional.of("client_portal");
    }
    if (!active) {
      return Optional.of("inactive");
    }
    return hash.isEmpty() ? Optional.of("no_password") : Optional.empty();
  }

  @Override
  public String toString() {
    return "Account[" + tenant + ", " + user + "]";
  }
}

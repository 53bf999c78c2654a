package io.concordat.spi.identity;

import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who calls, as core's authentication proved it; never taken from a field of the request.
 *
 * @param permissions what the role allows and the token's scopes do not take away
 * @param session the browser session that the call came in; empty for an API token
 */
public record Caller(
    TenantId tenant, UserId user, Set<String> permissions, Optional<UUID> session) {
  public Caller {
    permissions = Set.copyOf(permissions);
  }

  /** By an API token. */
  public Caller(TenantId tenant, UserId user, Set<String> permissions) {
    this(tenant, user, permissions, Optional.empty());
  }

  public boolean may(String permission) {
    return permissions.contains(permission);
  }
}

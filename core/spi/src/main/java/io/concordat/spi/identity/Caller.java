package io.concordat.spi.identity;

import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import java.util.Set;

/**
 * Who calls, as core's authentication proved it; never taken from a field of the request.
 *
 * @param permissions what the role allows and the token's scopes do not take away
 */
public record Caller(TenantId tenant, UserId user, Set<String> permissions) {
  public Caller {
    permissions = Set.copyOf(permissions);
  }

  public boolean may(String permission) {
    return permissions.contains(permission);
  }
}

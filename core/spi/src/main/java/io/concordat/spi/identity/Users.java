package io.concordat.spi.identity;

import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The tenant's users, as far as plugins need them. */
public interface Users {
  Optional<User> find(Tx tx, UserId id);

  /** Those of them that there are, active or not. */
  Map<UserId, User> among(Tx tx, Collection<UserId> ids);

  /** Internal, active users by e-mail address, compared without case; keys in lower case. */
  Map<String, UserId> byEmail(Tx tx, Collection<String> emails);

  record User(UserId id, String email, String name, boolean active) {}
}

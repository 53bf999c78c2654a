package io.concordat.identity;

import io.concordat.spi.identity.Users;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The tenant's users. */
public final class UserDirectory implements Users {
  private final InstantSource clock;
  private final Recent recent;

  public UserDirectory(InstantSource clock, Recent recent) {
    this.clock = clock;
    this.recent = recent;
  }

  @Override
  public Optional<User> find(Tx tx, UserId id) {
    return UserRows.find(tx, id).map(UserRows.Row::user);
  }

  public Optional<Role> role(Tx tx, UserId id) {
    return UserRows.find(tx, id).map(UserRows.Row::role);
  }

  @Override
  public Map<String, UserId> byEmail(Tx tx, Collection<String> emails) {
    Map<String, UserId> found = new HashMap<>();
    for (UserRows.Row row :
        UserRows.byEmail(tx, emails.stream().map(UserDirectory::key).toList())) {
      if (row.role().internal()) {
        found.put(row.user().email(), row.user().id());
      }
    }
    return Map.copyOf(found);
  }

  /** One line of the list. */
  public record Line(User user, Role role) {}

  /** The users in the order of their addresses, after this one; empty: from the beginning. */
  public List<Line> page(Tx tx, String afterEmail, int limit) {
    return UserRows.page(tx, afterEmail, limit).stream()
        .map(row -> new Line(row.user(), row.role()))
        .toList();
  }

  /** Empty when the tenant has a user of that address already. */
  public Optional<UserId> create(Tx tx, NewUser draft) {
    User user = new User(new UserId(UUID.randomUUID()), draft.email(), draft.name(), true);
    Optional<String> hash = draft.password().map(Passwords::hash);
    return UserRows.insert(tx, user, draft.role(), hash, clock.instant())
        ? Optional.of(user.id())
        : Optional.empty();
  }

  /** False when there is no such user. */
  public boolean setActive(Tx tx, UserId id, boolean active) {
    tx.afterCommit(() -> recent.forget(tx.tenant(), id));
    return UserRows.setActive(tx, id, active);
  }

  static String key(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }
}

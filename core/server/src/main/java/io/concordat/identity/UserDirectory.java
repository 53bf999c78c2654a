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
import java.util.stream.Collectors;

/** The tenant's users. */
public final class UserDirectory implements Users {
  private final InstantSource clock;
  private final Recent recent;
  private final InstallationKey key;
  private final Passwords passwords;
  private final Sessions sessions;

  UserDirectory(
      InstantSource clock,
      Recent recent,
      InstallationKey key,
      Passwords passwords,
      Sessions sessions) {
    this.clock = clock;
    this.recent = recent;
    this.key = key;
    this.passwords = passwords;
    this.sessions = sessions;
  }

  @Override
  public Optional<User> find(Tx tx, UserId id) {
    return UserRows.find(tx, id).map(UserRows.Row::user);
  }

  @Override
  public Map<UserId, User> among(Tx tx, Collection<UserId> ids) {
    return UserRows.among(tx, ids).stream()
        .map(UserRows.Row::user)
        .collect(Collectors.toUnmodifiableMap(User::id, user -> user));
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
  public record Line(User user, Role role, long version) {}

  /** For the browser to keep in which this user has just signed in. */
  public String mark(User user) {
    return new Browsers(key).mark(key(user.email()));
  }

  /** What an administrator makes of a user; absent parts stay. */
  public record Change(Optional<String> name, Optional<Role> role, Optional<Boolean> active) {
    public Change {
      name = name.map(NewUser::checkedName);
    }
  }

  public Optional<Line> line(Tx tx, UserId id) {
    return UserRows.find(tx, id).map(UserDirectory::line);
  }

  /** Nobody else changes a user of this tenant until the transaction ends. */
  public void lock(Tx tx) {
    UserRows.lockAll(tx);
  }

  /**
   * Who becomes inactive or another role is not known any more by what was given out before: the
   * sessions end, and for an inactive user the tokens are revoked.
   *
   * @return empty when the tenant would be left without an active administrator
   */
  public Optional<Line> change(Tx tx, Line before, Change change) {
    User user =
        new User(
            before.user().id(),
            before.user().email(),
            change.name().orElse(before.user().name()),
            change.active().orElse(before.user().active()));
    Role role = change.role().orElse(before.role());
    if (user.equals(before.user()) && role == before.role()) {
      return Optional.of(before);
    }
    if (rules(before.user(), before.role())
        && !rules(user, role)
        && !UserRows.otherAdministrators(tx, user.id())) {
      return Optional.empty();
    }
    UserRows.update(tx, user, role);
    if (role != before.role() || user.active() != before.user().active()) {
      end(tx, user);
    }
    return Optional.of(new Line(user, role, before.version() + 1));
  }

  private static boolean rules(User user, Role role) {
    return user.active() && role == Role.ADMIN;
  }

  private void end(Tx tx, User user) {
    sessions.closeAll(tx, user.id());
    ResetRows.forget(tx, user.id());
    if (!user.active()) {
      TokenRows.revokeAll(tx, user.id(), clock.instant());
    }
    tx.afterCommit(() -> recent.forget(tx.tenant(), user.id()));
  }

  private static Line line(UserRows.Row row) {
    return new Line(row.user(), row.role(), row.version());
  }

  /** Whether a password lets this user in; whoever has none signs in another way. */
  public boolean hasPassword(Tx tx, UserId id) {
    return UserRows.account(tx, id).flatMap(Account::hash).isPresent();
  }

  /** The users in the order of their addresses, after this one; empty: from the beginning. */
  public List<Line> page(Tx tx, String afterEmail, int limit) {
    return UserRows.page(tx, afterEmail, limit).stream().map(UserDirectory::line).toList();
  }

  /** Whoever has one of these addresses, inactive and client-portal users too. */
  public List<Line> named(Tx tx, Collection<String> emails) {
    return UserRows.named(tx, emails.stream().map(UserDirectory::key).toList()).stream()
        .map(UserDirectory::line)
        .toList();
  }

  /** Empty when the tenant has a user of that address already. */
  public Optional<UserId> create(Tx tx, NewUser draft) {
    User user = new User(new UserId(UUID.randomUUID()), draft.email(), draft.name(), true);
    Optional<String> hash = draft.password().map(it -> passwords.hash(draft.email(), it));
    byte[] name = key.name(draft.email());
    return UserRows.insert(tx, user, draft.role(), hash, name, clock.instant())
        ? Optional.of(user.id())
        : Optional.empty();
  }

  /** False when there is no such user, or nobody would be left to administer. */
  public boolean setActive(Tx tx, UserId id, boolean active) {
    Change change = new Change(Optional.empty(), Optional.empty(), Optional.of(active));
    return line(tx, id).flatMap(before -> change(tx, before, change)).isPresent();
  }

  static String key(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }
}

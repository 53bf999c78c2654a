package io.concordat.sso;

import io.concordat.identity.Sessions;
import io.concordat.identity.UserDirectory;
import io.concordat.identity.UserDirectory.Line;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Which user is who at Microsoft. */
public final class Identities {
  private final UserDirectory users;
  private final Sessions sessions;
  private final InstantSource clock;

  public Identities(UserDirectory users, Sessions sessions, InstantSource clock) {
    this.users = users;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** What became of a link that an administrator wants. */
  public sealed interface Linked {
    record Done(Identity identity) implements Linked {}

    record UnknownUser() implements Linked {}

    /** A client-portal user: they do not sign in here. */
    record NotInternal() implements Linked {}

    /** Another user of the tenant is this person. */
    record Taken() implements Linked {}
  }

  /** Of no organisation, so of nobody's staff. */
  public static boolean isPersonal(UUID directory) {
    return directory.equals(IdToken.PERSONAL);
  }

  public Optional<Identity> of(Tx tx, UserId user) {
    return IdentityRows.of(tx, user);
  }

  /** Those of the users who are somebody at Microsoft. */
  public Set<UserId> linked(Tx tx, Collection<UserId> users) {
    return IdentityRows.linked(tx, users);
  }

  Optional<Identity> find(Tx tx, Person person) {
    return IdentityRows.find(tx, person.directoryId(), person.objectId());
  }

  /** Replaces what was there; whoever was signed in by it is signed out. */
  public Linked link(Tx tx, UserId user, UUID directory, UUID object) {
    Optional<Line> line = users.line(tx, user);
    if (line.isEmpty()) {
      return new Linked.UnknownUser();
    }
    if (!line.get().role().internal()) {
      return new Linked.NotInternal();
    }
    Optional<Identity> old = IdentityRows.of(tx, user);
    boolean same =
        old.filter(it -> it.directoryId().equals(directory) && it.objectId().equals(object))
            .isPresent();
    return same ? new Linked.Done(old.orElseThrow()) : replaced(tx, user, old, directory, object);
  }

  private Linked replaced(Tx tx, UserId user, Optional<Identity> old, UUID directory, UUID object) {
    if (IdentityRows.find(tx, directory, object).isPresent()) {
      return new Linked.Taken();
    }
    old.ifPresent(it -> unlink(tx, user));
    long version = old.map(Identity::version).orElse(0L) + 1;
    Identity identity = identity(user, directory, object, Identity.By.ADMINISTRATOR, version);
    return IdentityRows.insert(tx, identity) ? new Linked.Done(identity) : new Linked.Taken();
  }

  /** The first time, by a proven address; false when the user is somebody else already. */
  boolean linkByAddress(Tx tx, UserId user, Person person) {
    return IdentityRows.insert(
        tx, identity(user, person.directoryId(), person.objectId(), Identity.By.ADDRESS, 1));
  }

  private Identity identity(
      UserId user, UUID directory, UUID object, Identity.By by, long version) {
    return new Identity(user, directory, object, by, version, clock.instant());
  }

  /** False when there was nothing to unlink; else the user is signed out everywhere. */
  public boolean unlink(Tx tx, UserId user) {
    boolean unlinked = IdentityRows.delete(tx, user);
    if (unlinked) {
      sessions.closeAll(tx, user);
    }
    return unlinked;
  }
}

package io.concordat.identity;

import io.concordat.spi.identity.Users.User;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tenant's people as an administrator looks through them, by name. */
public final class Roster {
  private Roster() {}

  /**
   * What is looked for; what is empty does not matter.
   *
   * @param text in the name or the address
   */
  public record Search(
      String text, Optional<Role> role, Optional<Boolean> active, int offset, int limit) {
    public Search {
      text = text.strip();
    }
  }

  /**
   * @param signedInAt by whichever way, the last time
   */
  public record Entry(User user, Role role, long version, Optional<Instant> signedInAt) {}

  public static List<Entry> find(Tx tx, Search search) {
    return RosterRows.find(tx, search);
  }

  public static Optional<Entry> find(Tx tx, UserId id) {
    return RosterRows.find(tx, id);
  }

  /** Whether nobody but this user is an active administrator. */
  public static boolean lastAdministrator(Tx tx, UserId id) {
    return !UserRows.otherAdministrators(tx, id);
  }
}

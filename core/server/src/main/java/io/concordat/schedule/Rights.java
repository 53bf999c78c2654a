package io.concordat.schedule;

import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.UserId;
import java.util.Optional;
import java.util.Set;

/** Who may do what to an entry. */
public final class Rights {
  public static final String READ = "user_schedule:read";
  public static final String UPDATE = "user_schedule:update";
  public static final String ALL = "user_schedule:all";

  private Rights() {}

  /** Why not. */
  public enum Denial {
    /** Somebody else's entry: {@link #ALL} is needed. */
    NOT_YOURS,
    /** Other people's schedules: {@link #ALL} is needed. */
    OTHERS,
    /** Assigning a private entry would show it; only its owners do that. */
    PRIVATE
  }

  public static Optional<Denial> toCreate(Caller caller, Set<UserId> assignees) {
    return caller.may(ALL) || assignees.equals(Set.of(caller.user()))
        ? Optional.empty()
        : Optional.of(Denial.OTHERS);
  }

  public static Optional<Denial> toWrite(Caller caller, StoredEntry stored) {
    return caller.may(ALL) || Privacy.owns(stored, caller.user())
        ? Optional.empty()
        : Optional.of(Denial.NOT_YOURS);
  }

  /** Whoever may write the entry may always take people off it. */
  public static Optional<Denial> toAssign(
      Caller caller, StoredEntry stored, Set<UserId> assignees) {
    Set<UserId> before = stored.entry().assignees();
    if (before.containsAll(assignees)) {
      return Optional.empty();
    }
    if (Privacy.hides(stored, caller.user())) {
      return Optional.of(Denial.PRIVATE);
    }
    boolean onlySelf =
        assignees.stream().allMatch(user -> before.contains(user) || user.equals(caller.user()));
    return caller.may(ALL) || onlySelf ? Optional.empty() : Optional.of(Denial.OTHERS);
  }
}

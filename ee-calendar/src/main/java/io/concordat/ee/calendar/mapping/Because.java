package io.concordat.ee.calendar.mapping;

import io.concordat.spi.tenant.UserId;
import java.util.Locale;
import java.util.Optional;

/**
 * Why something is carried.
 *
 * @param by who wanted it, if it was a person and is known
 */
public record Because(Cause cause, Optional<UserId> by) {
  /** The vendor showed a change. */
  public static final Because VENDOR = new Because(Cause.VENDOR_CHANGE, Optional.empty());

  /** What leads to changes. */
  public enum Cause {
    VENDOR_CHANGE,
    USER_EDIT,
    /** The entry changed because another connected calendar did. */
    OTHER_CALENDAR,
    /** Both sides had changed, and neither had to give way. */
    MERGE,
    /** A person decided a conflict. */
    RESOLUTION,
    /** Both sides of a conflict came to say the same. */
    AGREEMENT,
    /** A person let out a write that mails guests. */
    RELEASE,
    /** A person let through what a fuse had stopped. */
    FUSE_RELEASE,
    /** A person wants everything gone that was written there. */
    CLEANUP;

    public String stored() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Cause of(String stored) {
      return valueOf(stored.toUpperCase(Locale.ROOT));
    }
  }

  public static Because of(Cause cause, UserId by) {
    return new Because(cause, Optional.of(by));
  }

  public static Because of(Cause cause) {
    return new Because(cause, Optional.empty());
  }

  /** Whether a person's decision stands behind it, which a later edit does not take away. */
  public boolean decided() {
    return switch (cause) {
      case RESOLUTION, RELEASE, MERGE -> true;
      case VENDOR_CHANGE, USER_EDIT, OTHER_CALENDAR, AGREEMENT, FUSE_RELEASE, CLEANUP -> false;
    };
  }
}

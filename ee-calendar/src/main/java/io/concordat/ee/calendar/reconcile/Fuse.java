package io.concordat.ee.calendar.reconcile;

import java.util.Locale;
import java.util.Optional;

/**
 * What stops a run before it does damage, until a person says that it is meant. While one of a kind
 * is open everything of its kind waits, and nothing else does.
 */
public enum Fuse {
  /** Entries here that would go because their events did. */
  MASS_DELETE_HERE,
  /** Events at the vendor that would go because their entries did. */
  MASS_DELETE_THERE,
  /** Copies that would be made at the vendor. */
  MASS_CREATE,
  /** Writes of which the vendor mails the guests. */
  MASS_MAIL,
  /** A complete listing that misses much of what was there: nothing of it is believed. */
  SHORT_LISTING,
  /** Entries that are written again and again although nobody edits them. */
  LOOP;

  /** In rows, JSON and events. */
  public String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Fuse of(String stored) {
    return valueOf(stored.toUpperCase(Locale.ROOT));
  }

  /** Whether the fuse holds, and with what it was compared. */
  public sealed interface Verdict {
    record Holds() implements Verdict {}

    /**
     * @param limit the most that passes unasked
     */
    record Blown(int limit) implements Verdict {}

    /** The limit that was passed. */
    default Optional<Integer> blown() {
      return switch (this) {
        case Holds() -> Optional.empty();
        case Blown(var limit) -> Optional.of(limit);
      };
    }
  }
}

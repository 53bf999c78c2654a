package io.concordat.ee.calendar.cleanup;

import io.concordat.spi.tenant.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A clean-up of one calendar, as stored.
 *
 * @param found what was there when it was looked at
 * @param requests that it takes at most
 * @param by who wanted it last
 * @param going what was about to be deleted at the vendor, with the mappings
 * @param removed events that were deleted
 * @param left events that are still to be deleted
 * @param stays how many stay, by why
 * @param samples of what was found; afterwards of what stays
 * @param trouble what is in its way
 */
public record Cleanup(
    UUID id,
    UUID provider,
    State state,
    Found found,
    int requests,
    Choices choices,
    UserId by,
    Map<String, Optional<UUID>> going,
    int removed,
    int left,
    Map<Stays, Integer> stays,
    List<Sample> samples,
    Trouble trouble,
    Times times) {
  /** After this nobody remembers what they saw. */
  private static final Duration FRESH = Duration.ofHours(1);

  public Cleanup {
    going = Map.copyOf(going);
    stays = Map.copyOf(stays);
    samples = List.copyOf(samples);
  }

  /** Whether it may be started on the strength of what was seen. */
  public boolean fresh(Instant now) {
    return times.ready().filter(at -> !at.plus(FRESH).isBefore(now)).isPresent();
  }

  /** How far it is. */
  public enum State {
    LOOKING,
    READY,
    RUNNING,
    STOPPING,
    COMPLETED,
    STOPPED,
    FAILED;

    public String stored() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String stored) {
      return valueOf(stored.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * How many there were.
   *
   * @param events that bear our mark and are no copies
   * @param plain that go without any choice
   * @param edited guests and unknown: those that need a choice; one event may need several
   */
  public record Found(int events, int plain, int edited, int guests, int unknown, int copies) {
    static final Found NOTHING = new Found(0, 0, 0, 0, 0, 0);
  }

  /**
   * One event, for people.
   *
   * @param title empty if it is private: this is kept for a while, and nobody needs it there
   * @param why it stays; empty: it goes
   */
  public record Sample(String title, String start, boolean isPrivate, Optional<Stays> why) {}

  /**
   * What is in its way.
   *
   * @param failures in a row
   */
  public record Trouble(Optional<String> code, int failures, Optional<Instant> nextAttemptAt) {
    static final Trouble NONE = new Trouble(Optional.empty(), 0, Optional.empty());
  }

  /** When what happened. */
  public record Times(
      Instant requested,
      Optional<Instant> ready,
      Optional<Instant> started,
      Optional<Instant> finished) {}
}

package io.concordat.sandbox.graph;

import java.time.Duration;
import java.util.Optional;

/**
 * Switches for what the vendor's pages leave open, each set to the harder case.
 *
 * @param calendarDelta whether v1.0 answers delta below {@code /me/calendars/{id}}
 * @param repeatAnswers201 a repeated transactionId answers the first event instead of 409
 * @param deltaRepeats pages of a round begin with the last item of the page before
 * @param deltaEmptyPages every page of a round comes after an empty one
 * @param deltaLife how long a delta link is good for, empty for ever
 * @param expiry how a dead delta link is refused
 * @param endlessDays the longest window whose delta can hold an endless series; beyond it is 504
 * @param maxAttendees guests of an event
 * @param allDayFloats all-day events answer midnight in every zone instead of shifted instants
 */
public record Options(
    boolean calendarDelta,
    boolean repeatAnswers201,
    boolean deltaRepeats,
    boolean deltaEmptyPages,
    Optional<Duration> deltaLife,
    Expiry expiry,
    int endlessDays,
    int maxAttendees,
    boolean allDayFloats) {
  public static final Options DEFAULT =
      new Options(true, false, false, false, Optional.empty(), Expiry.GONE, 1100, 500, false);

  /** 410 with Location, 410 syncStateNotFound, or 400 SyncStateInvalid. */
  public enum Expiry {
    GONE,
    SYNC_STATE_NOT_FOUND,
    SYNC_STATE_INVALID
  }
}

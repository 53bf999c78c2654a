package io.concordat.ee.calendar.remote;

import io.concordat.ee.calendar.event.Refusal;
import java.time.Instant;
import java.util.Optional;

/** What became of the wish to be notified. */
public sealed interface Watched {
  /**
   * Notices come from now on, perhaps since a moment ago.
   *
   * @param expires as granted, which may be sooner than asked; empty: it does not expire
   */
  record Granted(String channelId, String resourceId, Optional<Instant> expires)
      implements Watched {}

  /** The vendor does not deliver there: poll. */
  record Refused(Refusal reason) implements Watched {}
}

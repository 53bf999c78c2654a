package io.concordat.ee.calendar.remote;

import java.time.Instant;
import java.util.Optional;

/** What became of the wish for a longer life of a channel. */
public sealed interface Renewed {
  /**
   * The same channel goes on.
   *
   * @param expires as granted, which may be sooner than asked; empty: it does not expire
   */
  record Granted(Optional<Instant> expires) implements Renewed {}

  /** There is no such channel any more: notices since who knows when are lost. Open a new one. */
  record Gone() implements Renewed {}

  /** This vendor renews none: a new one is opened before the old one ends. */
  record Never() implements Renewed {}
}

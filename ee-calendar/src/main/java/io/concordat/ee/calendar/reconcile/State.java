package io.concordat.ee.calendar.reconcile;

import io.concordat.spi.schedule.EntryContent;
import java.util.Optional;

/**
 * The three trees of one mapping, and the write that may have been cut off.
 *
 * @param base what both sides last agreed on
 */
public record State(Optional<EntryContent> base, Intent intent, Local local, Remote remote) {
  /** Without a write left open. */
  public static State of(Optional<EntryContent> base, Local local, Remote remote) {
    return new State(base, new Intent.None(), local, remote);
  }
}

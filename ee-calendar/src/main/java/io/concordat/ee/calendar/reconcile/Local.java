package io.concordat.ee.calendar.reconcile;

import io.concordat.spi.schedule.EntryContent;

/** The schedule's side of a mapping. */
public sealed interface Local {
  /** A live entry that is assigned to the provider's user. */
  record Present(EntryContent content) implements Local {}

  /** A tombstone, or a live entry that is no longer assigned to the provider's user. */
  record Gone() implements Local {}

  /** There has never been an entry: an event seen for the first time. */
  record Never() implements Local {}
}

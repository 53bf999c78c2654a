package io.concordat.ee.calendar.reconcile;

import io.concordat.spi.schedule.EntryContent;

/** The vendor's side of a mapping, as far as we have evidence. */
public sealed interface Remote {
  /**
   * Its content as last seen. While it differs from the base (a conflict, or an edit held by the
   * direction) this is what the mapping keeps as theirs, also when no listing repeats it.
   */
  record Present(EntryContent content) implements Remote {}

  /** Deleted, with evidence: a cancelled status. */
  record Deleted() implements Remote {}

  /** A direct read answered that there is no such item (404): deleted, if it ever was there. */
  record Missing() implements Remote {}

  /** Nothing heard since the base. Silence is no change; absence from a listing is silence. */
  record Unseen() implements Remote {}
}

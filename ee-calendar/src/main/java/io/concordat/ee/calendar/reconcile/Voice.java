package io.concordat.ee.calendar.reconcile;

/**
 * What a copy may say about its meeting. Of all copies that a tenant's calendars hold of one
 * meeting, one speaks for the vendor: the organizer's, else the first guest's. So an update that
 * reaches the calendars at different times is neither taken twice nor mistaken for an edit.
 */
public enum Voice {
  /** The owner's own event, or the organizer's: read and written. */
  OWN,
  /** A guest's copy that speaks for the meeting: read, never rewritten. */
  GUEST,
  /** A guest's copy whose meeting another calendar speaks for: neither read nor rewritten. */
  FOLLOWER
}

package io.concordat.ee.calendar.reconcile;

/** Which way changes go. Nothing is ever written on the read-only side. */
public enum Direction {
  BIDIRECTIONAL,
  /**
   * Only to the vendor. An edit or delete made there is neither pulled nor overwritten: it stays
   * ({@link Decision.Held}), our later changes of other fields go out as patches beside it, and a
   * change of the same field is a conflict.
   */
  TO_EXTERNAL,
  /**
   * Only from the vendor. An edit or delete made here stays here ({@link Decision.Held}); their
   * later changes of other fields come in beside it, and a change of the same field is a conflict.
   * A locally deleted entry does not come back when theirs is edited.
   */
  FROM_EXTERNAL
}

package io.concordat.ee.calendar.reconcile;

/** How a person resolves a conflict. */
public enum Choice {
  OURS,
  THEIRS
}

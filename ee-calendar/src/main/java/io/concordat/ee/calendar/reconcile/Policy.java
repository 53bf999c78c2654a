package io.concordat.ee.calendar.reconcile;

/** What happens when both sides changed different fields. The same field is always asked. */
public enum Policy {
  ASK,
  MERGE_DISJOINT
}

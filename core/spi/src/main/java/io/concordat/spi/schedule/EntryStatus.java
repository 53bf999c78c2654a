package io.concordat.spi.schedule;

/** Whether it is settled. Deleted entries have a tombstone instead of a status. */
public enum EntryStatus {
  CONFIRMED,
  TENTATIVE
}

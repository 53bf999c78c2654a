package io.concordat.ee.calendar.event;

import io.concordat.spi.schedule.RecurrenceId;

/** What can be edited by itself. Slots of a series are fields of their own. */
public sealed interface Field {
  /** Of a single entry, or of a series as a whole. */
  enum Master implements Field {
    TITLE,
    NOTES,
    LOCATION,
    WHEN,
    PRIVATE,
    STATUS,
    RECURRENCE
  }

  /** One slot of a series: as generated, changed or cancelled. */
  record Slot(RecurrenceId id) implements Field {}
}

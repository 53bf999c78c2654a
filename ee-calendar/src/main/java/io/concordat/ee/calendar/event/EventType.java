package io.concordat.ee.calendar.event;

/** The vendors' kinds of events, as far as it matters. */
public enum EventType {
  ORDINARY,
  OUT_OF_OFFICE,
  FROM_MAIL,
  FOCUS_TIME,
  WORKING_LOCATION,
  BIRTHDAY
}

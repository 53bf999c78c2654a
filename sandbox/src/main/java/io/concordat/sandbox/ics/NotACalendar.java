package io.concordat.sandbox.ics;

/** The bytes are no iCalendar file. */
public final class NotACalendar extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotACalendar(String message) {
    super(message, null, false, false);
  }
}

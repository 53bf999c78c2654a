package io.concordat.ee.calendar.remote;

/** A vendor. */
public interface RemoteCalendars {
  /**
   * @param calendarId as the vendor knows it, or one of its aliases
   */
  RemoteCalendar open(String calendarId, TokenSource tokens);
}

package io.concordat.ee.calendar.remote;

import java.util.List;

/** A vendor. */
public interface RemoteCalendars {
  /**
   * @param calendarId as the vendor knows it, or one of its aliases
   */
  RemoteCalendar open(String calendarId, TokenSource tokens);

  /** What the account can read, its own calendar first. May throw {@link RemoteFault}. */
  List<Offered> offered(TokenSource tokens);
}

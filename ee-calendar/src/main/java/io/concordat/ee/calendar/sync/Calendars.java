package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.remote.RemoteCalendar;

/** Opens the calendar a connected provider stands for; the root knows which vendor that is. */
@FunctionalInterface
public interface Calendars {
  RemoteCalendar open(Provider provider);
}

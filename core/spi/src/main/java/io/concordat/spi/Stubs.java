package io.concordat.spi;

import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.teams.TeamsIntegration;

/**
 * Who serves a port that no plugin offers. The stubs jar brings the only one, found by {@link
 * java.util.ServiceLoader}; without it the start fails and names the ports.
 */
public interface Stubs {
  CalendarSync calendarSync();

  TeamsIntegration teamsIntegration();
}

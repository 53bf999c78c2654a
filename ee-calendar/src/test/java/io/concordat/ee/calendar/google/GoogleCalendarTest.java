package io.concordat.ee.calendar.google;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteCalendarContract;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract over HTTP, and what only Google has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoogleCalendarTest implements RemoteCalendarContract {
  private final Twin twin = new Twin();
  private RemoteCalendar calendar = twin.calendar("primary");

  @BeforeEach
  void empty() {
    twin.reset();
    calendar = twin.calendar("primary");
  }

  @AfterEach
  void nobodyWasMailed() {
    assertEquals(0, twin.get("mails").path("count").asInt());
  }

  @AfterAll
  void stop() {
    twin.close();
  }

  @Override
  public RemoteCalendar calendar() {
    return calendar;
  }

  @Override
  public URI callback() {
    return URI.create("http://127.0.0.1:9/hook");
  }

  @Test
  void aliasesAreResolved() {
    assertEquals(Twin.EMAIL, calendar.describe().id());
  }
}

package io.concordat.ee.calendar.remote;

import io.concordat.ee.calendar.event.Contents;
import java.net.URI;
import org.junit.jupiter.api.Tag;

/** The fake keeps the contract, so that tests on it mean something. */
@Tag("zones")
class FakeCalendarTest implements RemoteCalendarContract {
  private final FakeCalendar calendar = new FakeCalendar("cal", Contents.BERLIN);

  @Override
  public RemoteCalendar calendar() {
    return calendar;
  }

  @Override
  public URI callback() {
    return URI.create("http://127.0.0.1/hook");
  }
}

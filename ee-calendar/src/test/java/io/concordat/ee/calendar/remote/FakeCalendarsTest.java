package io.concordat.ee.calendar.remote;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.spi.secret.Secret;

/** The fake keeps the contract too. */
class FakeCalendarsTest implements RemoteCalendarsContract {
  private final FakeCalendars calendars = new FakeCalendars(Contents.BERLIN);

  @Override
  public RemoteCalendars calendars() {
    return calendars;
  }

  @Override
  public TokenSource tokens() {
    return new TokenSource() {
      @Override
      public Secret accessToken() {
        return Secret.of("t");
      }

      @Override
      public Secret refreshAfter401(Secret refused) {
        return refused;
      }
    };
  }

  @Override
  public String add(String name, boolean writable) {
    return calendars.add(name, writable);
  }
}

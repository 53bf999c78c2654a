package io.concordat.ee.calendar;

import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteCalendars;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.TokenEndpoint;
import io.concordat.ee.calendar.remote.TokenSource;
import io.concordat.ee.calendar.remote.Tokens;
import io.concordat.spi.secret.Secret;
import java.net.URI;
import java.util.Optional;

/** Stands where the second vendor's adapter comes; nothing reaches it while no profile is bound. */
final class NotYet implements RemoteCalendars, TokenEndpoint {
  private static RemoteFault fault() {
    return new RemoteFault(new Fault.Rejected(), "this vendor is not served yet");
  }

  @Override
  public RemoteCalendar open(String calendarId, TokenSource tokens) {
    throw fault();
  }

  @Override
  public URI authorizationUrl(
      App app, String redirectUri, String state, String codeChallenge, Optional<String> loginHint) {
    throw fault();
  }

  @Override
  public Exchanged exchange(App app, Secret code, Secret codeVerifier, String redirectUri) {
    throw fault();
  }

  @Override
  public Tokens refresh(App app, Secret refreshToken) {
    throw fault();
  }

  @Override
  public void revoke(Secret token) {
    throw fault();
  }
}

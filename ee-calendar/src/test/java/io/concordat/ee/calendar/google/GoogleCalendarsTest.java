package io.concordat.ee.calendar.google;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.concordat.ee.calendar.remote.RemoteCalendars;
import io.concordat.ee.calendar.remote.RemoteCalendarsContract;
import io.concordat.ee.calendar.remote.TokenSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an account at Google offers, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoogleCalendarsTest implements RemoteCalendarsContract {
  private final Twin twin = new Twin();

  @BeforeEach
  void empty() {
    twin.reset();
  }

  @AfterAll
  void stop() {
    twin.close();
  }

  @Override
  public RemoteCalendars calendars() {
    return twin.calendars();
  }

  @Override
  public TokenSource tokens() {
    return twin.tokens();
  }

  @Override
  public String add(String name, boolean writable) {
    return add(name, writable ? "owner" : "reader");
  }

  private String add(String name, String role) {
    String id = UUID.randomUUID() + "@group.calendar.google.com";
    twin.post(
        "calendars",
        """
        {"account":"%s","id":"%s","summary":"%s","timeZone":"Europe/Berlin","role":"%s"}"""
            .formatted(Twin.EMAIL, id, name, role));
    return id;
  }

  @Test
  void whatShowsFreeAndBusyOnlyIsNotOffered() {
    add("Boss", "freeBusyReader");
    assertEquals(1, calendars().offered(tokens()).size());
  }
}

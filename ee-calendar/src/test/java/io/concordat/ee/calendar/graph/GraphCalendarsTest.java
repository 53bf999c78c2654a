package io.concordat.ee.calendar.graph;

import io.concordat.ee.calendar.remote.RemoteCalendars;
import io.concordat.ee.calendar.remote.RemoteCalendarsContract;
import io.concordat.ee.calendar.remote.TokenSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** What a mailbox at Microsoft offers, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GraphCalendarsTest implements RemoteCalendarsContract {
  private final GraphTwin twin = new GraphTwin();

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
    return twin.offering();
  }

  @Override
  public TokenSource tokens() {
    return twin.tokens();
  }

  @Override
  public String add(String name, boolean writable) {
    return twin.post(
            "calendars",
            "{'account':'%s','summary':'%s','canEdit':%s}"
                .formatted(GraphTwin.EMAIL, name, writable))
        .path("calendarId")
        .asText();
  }
}

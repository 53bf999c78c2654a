package io.concordat.ee.calendar.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every vendor behind {@link RemoteCalendars} offers to choose from. */
public interface RemoteCalendarsContract {
  /** Beyond every vendor's page. */
  int MANY = 260;

  RemoteCalendars calendars();

  TokenSource tokens();

  /** Gives the account another calendar; its id. */
  String add(String name, boolean writable);

  private List<Offered> offered() {
    return calendars().offered(tokens());
  }

  @Test
  default void theOwnCalendarIsThere() {
    var own = offered().getFirst();
    assertEquals(1, offered().size());
    assertTrue(own.primary() && own.writable(), own::toString);
    assertEquals(Optional.of(Contents.BERLIN), own.zone());
    assertFalse(own.name().isEmpty());
  }

  @Test
  default void othersComeAfterItWithTheirNames() {
    var on = add("On call", true);
    var public_ = add("Holidays", false);
    var offered = offered();
    assertTrue(offered.getFirst().primary());
    assertEquals(1, offered.stream().filter(Offered::primary).count());
    assertEquals("On call", one(offered, on).name());
    assertTrue(one(offered, on).writable());
    assertFalse(one(offered, public_).writable());
  }

  private static Offered one(List<Offered> offered, String id) {
    return offered.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  default void whatIsOfferedCanBeOpened() {
    add("Read", false);
    for (var one : offered()) {
      var described = calendars().open(one.id(), tokens()).describe();
      assertEquals(one.id(), described.id());
      assertEquals(one.writable(), described.writable());
    }
  }

  @Test
  default void allPagesAreRead() {
    for (int i = 0; i < MANY; i++) {
      add("Room " + i, true);
    }
    assertEquals(MANY + 1, offered().stream().map(Offered::id).collect(Collectors.toSet()).size());
  }
}

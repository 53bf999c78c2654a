package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.Firm.Desktop;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.mapping.DirtyRows;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.sync.EntryChanges;
import io.concordat.ee.calendar.sync.Wake;
import io.concordat.spi.event.Event;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What writes itself again and again. */
class LoopTest extends FuseStage {
  private static final House house = House.open();

  LoopTest() {
    super(house);
  }

  @AfterAll
  static void close() {
    house.close();
  }

  /** Both calendars put everything in their own way, so that each takes the other's for an edit. */
  @Test
  void what_writes_itself_is_frozen() {
    var one = google(tess);
    var other = google(theo);
    firm.rest();
    for (Desktop desktop : List.of(one, other)) {
      desktop.calendar().manners =
          content -> Contents.single(content.title() + (desktop.equals(one) ? "." : "!"));
    }
    var id = house.create(firm.tenant, Contents.single("round"), tess.user, theo.user);
    for (int i = 0; i < 12; i++) {
      pingPong(one, other);
    }
    assertTrue(firm.world.writes <= 10, firm.world.writes + " writes");
    asks(one, "loop", 1);
    int writes = firm.world.writes;
    pingPong(one, other);
    assertEquals(writes, firm.world.writes);
    release(one);
    assertTrue(firm.world.writes > writes, "let through");
    for (int i = 0; i < 12; i++) {
      pingPong(one, other);
    }
    asks(one, "loop", 1);
    one.calendar().manners = content -> content;
    other.calendar().manners = content -> content;
    house.update(firm.tenant, id, Contents.single("by hand"));
    heard(id);
    firm.rest();
    assertEquals("by hand", one.calendar().live().getFirst().content.title());
    assertEquals("by hand", other.calendar().live().getFirst().content.title());
    silent(one);
    silent(other);
  }

  private void pingPong(Desktop one, Desktop other) {
    List.of(one, one, other, other).forEach(firm::sync);
  }

  private void heard(ScheduleEntryId id) {
    var core = house.lent();
    var wake = new Wake(core.channels(), new ProviderRows(), core.jobs(), core.clock());
    var changes = new EntryChanges(core.transactions(), new DirtyRows(), wake);
    var edit = new Event("SCHEDULE_ENTRY_UPDATED", id.value(), "api", Map.of());
    core.tenancy().run(firm.tenant, () -> changes.heard(firm.tenant, List.of(edit)));
  }

  @Test
  void who_edits_often_is_not_taken_for_a_loop() {
    var one = google(tess);
    var other = google(theo);
    firm.rest();
    var id = house.create(firm.tenant, Contents.single("busy"), tess.user, theo.user);
    firm.rest();
    for (int i = 0; i < 8; i++) {
      house.update(firm.tenant, id, Contents.single("here " + i));
      heard(id);
      firm.rest();
    }
    var row = one.calendar().live().getFirst();
    for (int i = 0; i < 8; i++) {
      one.calendar().edit(row, Contents.single("there " + i));
      firm.rest();
    }
    assertEquals("there 7", other.calendar().live().getFirst().content.title());
    silent(one);
    silent(other);
  }
}

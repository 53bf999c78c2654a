package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.ee.calendar.why.Badges;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.schedule.EntryBadges.Badge;
import io.concordat.spi.schedule.EntryBadges.State;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the schedule shows of an entry's copies. */
class BadgesTest {
  private static final House house = House.open();

  @AfterAll
  static void close() {
    house.close();
  }

  private static Map<ScheduleEntryId, Badge> seen(Tech tech, Caller by, ScheduleEntryId id) {
    return house.in(tech.tenant, tx -> new Badges().of(tx, by, Set.of(id)));
  }

  private static Badge badge(State state) {
    return new Badge(state, Optional.empty());
  }

  @Test
  void an_entry_is_on_its_way_until_it_is_carried() {
    var tess = Tech.alone(house);
    ScheduleEntryId id = tess.create(Contents.single("one"));
    assertEquals(Map.of(), seen(tess, tess.caller, id));
    tess.connected();
    house.settle();
    assertEquals(Map.of(id, badge(State.SYNCED)), seen(tess, tess.caller, id));
    tess.update(id, Contents.single("two"));
    assertEquals(Map.of(id, badge(State.PENDING)), seen(tess, tess.caller, id));
    house.settle();
    assertEquals(Map.of(id, badge(State.SYNCED)), seen(tess, tess.caller, id));
  }

  @Test
  void a_conflict_shows_to_its_owner_and_to_those_who_reach_everybodys() {
    var tess = Tech.alone(house);
    ScheduleEntryId id = tess.create(Contents.single("base"));
    tess.connected();
    house.settle();
    tess.retitle(tess.remoteId("base"), "theirs");
    tess.update(id, Contents.single("ours"));
    house.settle();
    tess.sync();
    assertEquals(State.CONFLICT, state(seen(tess, tess.caller, id), id));
    var colleague = new Tech(house, tess.tenant);
    var technician = new Caller(tess.tenant, colleague.user, Set.of("calendar:connect"));
    assertEquals(Map.of(), seen(tess, technician, id));
    var everybody = new Caller(tess.tenant, colleague.user, Set.of("user_schedule:all"));
    assertEquals(State.CONFLICT, state(seen(tess, everybody, id), id));
    var stranger = Tech.alone(house);
    assertEquals(Map.of(), seen(stranger, stranger.caller, id));
  }

  private static State state(Map<ScheduleEntryId, Badge> badges, ScheduleEntryId id) {
    return Optional.ofNullable(badges.get(id)).orElseThrow().state();
  }
}

package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A series takes many requests at Graph, and any of them may be the last for a while. */
class CutOffSeriesTest {
  private static final House house = House.open();

  @AfterAll
  static void close() {
    house.close();
  }

  /** Graph takes the changed days away with the old rule; they are written again one by one. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void a_rule_whose_days_are_cut_off_half_way_keeps_them(int skip) {
    var tess = Tech.alone(house, house.microsoft);
    EntryContent weekly = renamedDay("FREQ=WEEKLY;COUNT=8");
    ScheduleEntryId id = tess.create(weekly);
    tess.connected();
    house.microsoft.control(
        "faults",
        "{\"match\":\".*/me/events.*\",\"skip\":%d,\"times\":1,\"status\":429,\"retryAfter\":30}"
            .formatted(skip));
    tess.update(id, renamedDay("FREQ=WEEKLY;COUNT=6"));
    house.settle();
    house.microsoft.forget("faults");
    for (int i = 0; i < 3; i++) {
      house.advance(Duration.ofMinutes(2));
      tess.sync();
      house.settle();
    }
    tess.fullSync();
    assertEquals(renamedDay("FREQ=WEEKLY;COUNT=6"), tess.read(id).content());
    assertTrue(tess.conflicts().isEmpty(), "only one person did anything");
    assertEquals(Optional.empty(), tess.writesWhenIdle());
  }

  private static EntryContent renamedDay(String rule) {
    var at = Contents.timed("2026-12-14T09:00", Contents.BERLIN, 60);
    var day = Map.of(Contents.slot("2026-12-14T09:00"), Contents.changed("Inventory", at));
    return Contents.series(
        "Round", Contents.timed("2026-12-07T09:00", Contents.BERLIN, 60), rule, day);
  }
}

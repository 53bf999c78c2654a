package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MappedSlotsTest {
  private static final House house = House.open();

  @AfterAll
  static void close() {
    house.close();
  }

  /** Of such a day a listing may tell nothing but that id. */
  @Test
  void a_series_is_found_by_the_id_of_a_day_that_was_changed() {
    var tess = Tech.alone(house);
    ScheduleEntryId series = tess.create(round());
    tess.create(Contents.weekly("Other round", Map.of()));
    tess.connected();
    String day = tess.remoteId("Short round");
    assertEquals(List.of(series), bySlot(tess, day));
    assertEquals(List.of(), bySlot(tess, "another"));
  }

  /** Graph's delta names both, and nothing of either but the id. */
  @Test
  void a_series_may_go_together_with_its_changed_day() {
    var tess = Tech.alone(house, house.microsoft);
    tess.create(round());
    tess.connected();
    house.microsoft.delete(tess.email, tess.remoteId("Round"));
    tess.sync();
    assertEquals("connected", tess.status());
    assertEquals(Set.of(), tess.titles());
  }

  private static EntryContent round() {
    var later = Contents.timed("2026-12-14T15:00", Contents.BERLIN, 60);
    return Contents.series(
        "Round",
        Contents.timed("2026-12-07T09:00", Contents.BERLIN, 60),
        "FREQ=WEEKLY;COUNT=8",
        Map.of(Contents.slot("2026-12-14T09:00"), Contents.changed("Short round", later)));
  }

  private static List<ScheduleEntryId> bySlot(Tech tess, String id) {
    UUID provider = UUID.fromString(tess.provider);
    return house.in(tess.tenant, tx -> new MappingRows().bySlot(tx, provider, List.of(id))).stream()
        .map(Mapping::entry)
        .toList();
  }
}

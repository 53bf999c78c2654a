package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MappedSlotsTest {
  /** Of such a day a listing may tell nothing but that id. */
  @Test
  void a_series_is_found_by_the_id_of_a_day_that_was_changed() {
    try (House house = House.open()) {
      var tess = Tech.alone(house);
      var later = Contents.timed("2026-03-09T15:00", Contents.BERLIN, 60);
      ScheduleEntryId series =
          tess.create(
              Contents.weekly(
                  "Round",
                  Map.of(
                      Contents.slot("2026-03-09T09:00"), Contents.changed("Short round", later))));
      tess.create(Contents.weekly("Other round", Map.of()));
      tess.connected();
      String day = tess.remoteId("Short round");
      assertEquals(List.of(series), bySlot(house, tess, day));
      assertEquals(List.of(), bySlot(house, tess, "another"));
    }
  }

  private static List<ScheduleEntryId> bySlot(House house, Tech tess, String id) {
    UUID provider = UUID.fromString(tess.provider);
    return house.in(tess.tenant, tx -> new MappingRows().bySlot(tx, provider, List.of(id))).stream()
        .map(Mapping::entry)
        .toList();
  }
}

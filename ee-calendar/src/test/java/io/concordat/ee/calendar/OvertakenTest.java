package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class OvertakenTest {
  private static final House house = House.open();

  @AfterAll
  static void close() {
    house.close();
  }

  /** Somebody's client saves the event again and again while we try. */
  @Test
  void what_is_overtaken_every_time_is_tried_again_soon() {
    var tess = Tech.alone(house);
    ScheduleEntryId id = tess.create(Contents.single("base"));
    tess.connected();
    house.google.control(
        "faults", "{\"status\":412,\"times\":3,\"match\":\"PATCH /calendar/v3/.*\"}");
    tess.update(id, Contents.single("ours"));
    house.settle();
    assertEquals(Set.of("base"), tess.remoteTitles());
    house.advance(Duration.ofMinutes(6));
    house.settle();
    assertEquals(Set.of("ours"), tess.remoteTitles());
  }

  /** Google keeps a day by the time it had: a series that moves leaves it behind. */
  @Test
  void a_series_is_not_moved_over_a_day_that_was_called_off_there() {
    var tess = Tech.alone(house);
    ScheduleEntryId id = tess.create(weekly("2026-12-07T09:00"));
    tess.connected();
    house.google.control("faults", "{\"kind\":\"notifications\",\"mode\":\"drop\",\"times\":9}");
    try {
      String day = tess.remoteId("Round") + "_20261214T080000Z";
      house.google.patch(tess.email, day, "{\"status\":\"cancelled\"}");
      tess.update(id, weekly("2026-12-07T10:00"));
      house.settle();
    } finally {
      house.google.forget("faults");
    }
    assertEquals(1, tess.conflicts().size());
    tess.resolve("theirs");
    assertEquals(
        Set.of(Contents.slot("2026-12-14T09:00")), tess.read(id).content().exceptions().keySet());
  }

  private static EntryContent weekly(String start) {
    return Contents.series(
        "Round", Contents.timed(start, Contents.BERLIN, 60), "FREQ=WEEKLY;COUNT=8");
  }
}

package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.schedule.Schedule.Command;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Many events at once: sets, not loops. Prints figures; floors are the benchmark's. */
class ImportSpeedTest {
  private static final House house = House.open();
  private static final boolean LONG = Boolean.getBoolean("concordat.long");

  @AfterAll
  static void close() {
    house.close();
  }

  @Test
  void a_large_calendar_comes_in_whole_with_few_requests() {
    int events = LONG ? 10_000 : 5_001;
    for (int round = 0; round < (LONG ? 4 : 1); round++) {
      var tess = Tech.alone(house);
      house.google.control(
          "seed", "{\"account\":\"%s\",\"count\":%d}".formatted(tess.email, events));
      tess.provider = house.provider(tess.caller, "");
      house.authorize(tess.caller, tess.provider, tess.email);
      house.google.quiet();
      long began = System.nanoTime();
      house.settle();
      long millis = (System.nanoTime() - began) / 1_000_000;
      long lists = listed(tess);
      System.out.println(events + " events in " + millis + " ms, " + lists + " list requests");
      assertEquals(
          String.valueOf(events), tess.value("select count(*) from calendar_event_mappings"));
      assertTrue(lists <= (events + 2_499) / 2_500 + 1, lists + " requests");
      assertEquals(0, house.google.requests("write"));
    }
  }

  private static long listed(Tech tess) {
    return house
        .google
        .control("requests?limit=1000")
        .path("items")
        .valueStream()
        .filter(request -> request.path("path").asText().endsWith("/events"))
        .filter(request -> request.path("account").asText().equals(tess.email))
        .count();
  }

  @Test
  void many_changes_go_out_one_write_each() {
    var tess = Tech.alone(house).connected();
    var commands = new ArrayList<Command>();
    for (int i = 0; i < 250; i++) {
      commands.add(
          new Command.Create(
              new ScheduleEntryId(UUID.randomUUID()),
              Contents.single("entry " + i),
              Set.of(tess.user),
              ""));
    }
    house.google.quiet();
    house.in(tess.tenant, tx -> house.schedule().apply(tx, "api", List.copyOf(commands)));
    long began = System.nanoTime();
    house.settle();
    System.out.println(
        "250 creations pushed in " + (System.nanoTime() - began) / 1_000_000 + " ms");
    assertEquals(250, house.google.requests("write"));
    assertEquals(250, tess.remote().size());
  }
}

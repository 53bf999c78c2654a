package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.activity.ActivityRows;
import io.concordat.ee.calendar.activity.Deed;
import io.concordat.ee.calendar.activity.Occasion;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What was told is forgotten after its time, whether its calendar runs or not. */
class ForgottenActivityTest {
  private static final House house = House.open();

  @AfterAll
  static void close() {
    house.close();
  }

  private static List<JsonNode> told(Tech tess) {
    String path = "/api/v1/calendar/providers/" + tess.provider + "/activity";
    return house.call(tess.caller, "GET", path, "").body().path("items").valueStream().toList();
  }

  @Test
  void it_is_forgotten_after_its_time() {
    var tess = Tech.alone(house).connected();
    told(tess, "long ago", Duration.ofDays(91));
    told(tess, "lately", Duration.ofDays(89));
    tess.insert("now");
    assertEquals(2, told(tess).size());
    tess.sync();
    assertEquals(
        List.of("now", "no_start"),
        told(tess).stream()
            .map(one -> one.path("title").asText() + one.path("reason").asText(""))
            .toList());
    tess.call("DELETE", "", "");
    assertEquals("0", tess.value("select count(*) from calendar_activity"));
  }

  @Test
  void what_does_not_run_forgets_as_well() {
    var tess = Tech.alone(house).connected();
    tess.change("{\"paused\":true}");
    for (int day = 0; day < 2; day++) {
      told(tess, "long ago", Duration.ofDays(91));
      house.advance(Duration.ofDays(1));
      house.settle();
      assertEquals(List.of(), told(tess));
    }
  }

  private static void told(Tech tess, String event, Duration ago) {
    Instant at = house.lent().clock().instant().minus(ago);
    Occasion occasion = Occasion.call(UUID.fromString(tess.provider));
    house.in(
        tess.tenant,
        tx -> {
          new ActivityRows().record(tx, occasion, List.of(Deed.aside(event, "no_start")), at);
          return true;
        });
  }
}

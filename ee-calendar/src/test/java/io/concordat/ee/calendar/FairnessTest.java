package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.sandbox.clock.TwinClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One tenant is refused all the time; the other must not notice. In virtual time. */
class FairnessTest {
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(40);
  private static final int STEPS = 60;

  /** A request of one person: when, and what for. */
  private record Asked(Duration after, String what) {}

  @Test
  void a_tenant_that_is_kept_waiting_changes_no_request_of_another() {
    List<Asked> alone = day(false);
    List<Asked> beside = day(true);
    assertTrue(alone.size() >= STEPS / 2, () -> alone.size() + " requests");
    assertEquals(alone, beside);
  }

  private static List<Asked> day(boolean crowded) {
    TwinClock clock = TwinClock.fixed(START);
    try (House house = House.on(clock)) {
      var calm = Tech.alone(house).connected();
      List<Tech> kept = crowded ? kept(house) : List.of();
      // Notices travel in real time.
      house.google.control(
          "faults", "{\"kind\":\"notifications\",\"mode\":\"drop\",\"times\":1000000}");
      house.settle();
      house.google.quiet();
      Instant began = clock.instant();
      for (int step = 0; step < STEPS; step++) {
        int now = step;
        kept.forEach(tech -> tech.create(Contents.single("kept waiting " + now)));
        edit(calm, step);
        house.settle();
        clock.advance(STEP);
      }
      kept.forEach(tech -> assertKept(house, tech, began));
      return asked(house, calm, began).stream()
          .sorted(Comparator.comparing(Asked::after).thenComparing(Asked::what))
          .toList();
    }
  }

  /** Three people of another tenant with an app of its own, whom Google refuses everything. */
  private static List<Tech> kept(House house) {
    var first = Tech.alone(house).connected();
    house.googleApp(first.tenant, "another-app", house.google.anotherClient("another-app"));
    var kept = new ArrayList<Tech>();
    for (int i = 0; i < 3; i++) {
      kept.add(new Tech(house, first.tenant).connected());
    }
    for (Tech tech : kept) {
      house.google.control(
          "faults",
          "{\"match\":\".*%s.*\",\"times\":100000,\"status\":429,\"retryAfter\":%d}"
              .formatted(Pattern.quote(tech.email).replace("\\", "\\\\"), PAUSE.toSeconds()));
    }
    return kept;
  }

  private static void edit(Tech calm, int step) {
    if (step % 2 == 0) {
      calm.create(Contents.single("calm " + step));
    }
    if (step % 7 == 3) {
      calm.insert("from there " + step);
      calm.call("POST", "/sync", "");
    }
  }

  private static void assertKept(House house, Tech tech, Instant began) {
    List<Asked> tries = asked(house, tech, began);
    assertTrue(tries.size() > 3, () -> tries.toString());
    for (int i = 1; i < tries.size(); i++) {
      Duration apart = tries.get(i).after().minus(tries.get(i - 1).after());
      assertTrue(apart.compareTo(PAUSE) >= 0, () -> "too soon: " + tries);
    }
  }

  /** In the order of the log; ids are nobody's business here. */
  private static List<Asked> asked(House house, Tech tech, Instant began) {
    var asked = new ArrayList<Asked>();
    for (JsonNode row : house.google.control("requests?limit=5000").path("items")) {
      String path = row.path("path").asText();
      if (path.contains(tech.email)) {
        Duration after = Duration.between(began, Instant.parse(row.path("time").asText()));
        asked.add(new Asked(after, row.path("method").asText()));
      }
    }
    return asked;
  }
}

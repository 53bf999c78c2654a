package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What nobody tells of is read in time. */
class PollingTest {
  private final House house =
      House.open(
          Map.of(
              "CONCORDAT_CALENDAR_POLL_INTERVAL", "PT10M",
              "CONCORDAT_CALENDAR_SWEEP_INTERVAL", "PT2H"));

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aCalendarWithNoticesThatFallSilentIsReadAtTheSweep() {
    Tech tess = Tech.alone(house).connected();
    Tech otto = Tech.alone(house, house.microsoft).connected();
    for (Tech tech : List.of(tess, otto)) {
      assertEquals("push", tech.shown().path("delivery").asText(), tech.office.vendor());
      tech.office.control(
          "faults", "{\"kind\":\"notifications\",\"mode\":\"drop\",\"times\":1000}");
      tech.insert("silent");
    }
    later(Duration.ofMinutes(89));
    assertEquals(Set.of(), tess.titles());
    assertEquals(Set.of(), otto.titles());
    later(Duration.ofMinutes(31));
    assertEquals(Set.of("silent"), tess.titles());
    assertEquals(Set.of("silent"), otto.titles());
  }

  @Test
  void aSubscriptionThatFellSilentWithoutAWordIsRenewedWhenASweepFindsSomething() {
    Tech otto = Tech.alone(house, house.microsoft).connected();
    later(Duration.ofMinutes(30));
    otto.office.control(
        "subscriptions/lifecycle",
        "{\"event\":\"reauthorizationRequired\",\"pause\":true,\"notify\":false}");
    otto.insert("not told of");
    later(Duration.ofMinutes(30));
    assertEquals(Set.of(), otto.titles());
    later(Duration.ofHours(2));
    assertEquals(Set.of("not told of"), otto.titles());
    JsonNode silent = watch(otto).path("gaps").path(0);
    assertEquals("silent", silent.path("cause").asText());
    assertTrue(silent.path("closedAt").isTextual(), silent::toString);
    assertEquals("renew", watch(otto).path("lastAttempt").path("act").asText());
    otto.office.account(otto.email);
    otto.insert("told of again");
    house.await("the notice", () -> otto.titles().contains("told of again"));
  }

  @Test
  void aSweepThatFindsNothingUntoldDoubtsNoChannel() {
    Tech tess = Tech.alone(house).connected();
    Tech otto = Tech.alone(house, house.microsoft).connected();
    for (Tech tech : List.of(tess, otto)) {
      tech.insert("told of");
      house.await("the notice", () -> tech.titles().contains("told of"));
    }
    later(Duration.ofHours(3));
    for (Tech tech : List.of(tess, otto)) {
      assertEquals(0, watch(tech).path("gaps").size());
    }
  }

  private static JsonNode watch(Tech tech) {
    return tech.call("GET", "/health", "").body().path("watch");
  }

  /** On both sides: who grants a channel counts its life by its own clock. */
  private void later(Duration step) {
    house.advance(step);
    house.google.clock().advance(step);
    house.microsoft.clock().advance(step);
    house.settle();
  }
}

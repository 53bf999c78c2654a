package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.meter.Survey.Series;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What became of every channel, every attempt and every gap can be read afterwards. */
class LedgerTest {
  private final House house = House.open();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_channel_is_in_the_ledger_from_the_wish_to_the_end() {
    var tess = Tech.alone(house).connected();
    assertEquals(List.of("live"), all(watch(tess), "channels", "status"));
    assertEquals("open ok", said(watch(tess).path("lastAttempt")));
    later(Duration.ofDays(6));
    JsonNode later = watch(tess);
    assertEquals(List.of("live", "ended"), all(later, "channels", "status"));
    assertTrue(later.path("channels").path(1).path("endedAt").isTextual());
    assertEquals(Set.of("open ok", "stop ok"), Set.copyOf(tried(later)));
    assertEquals(List.of(), all(later, "gaps", "cause"));
  }

  @Test
  void each_failed_renewal_is_written_down_and_the_old_channel_is_kept() {
    var otto = Tech.alone(house, house.microsoft).connected();
    String channel = watch(otto).path("channels").path(0).path("id").asText();
    refuseChannels(503);
    later(Duration.ofHours(26));
    JsonNode failing = watch(otto);
    JsonNode last = failing.path("lastAttempt");
    assertEquals("renew vendor_unavailable", said(last));
    assertEquals(channel, last.path("channelId").asText());
    assertTrue(last.path("nextAt").asText().compareTo(last.path("at").asText()) > 0);
    assertEquals("live", failing.path("channels").path(0).path("status").asText());
    assertEquals("push", otto.shown().path("delivery").asText());
    assertEquals("connected", otto.status());
    assertEquals(1, troubles(otto, "renewal_failing"));
    assertEquals(0, troubles(otto, "gap"));
    house.microsoft.forget("faults");
    later(Duration.ofHours(2));
    assertEquals("renew ok", said(watch(otto).path("lastAttempt")));
    assertEquals(0, troubles(otto, "renewal_failing"));
  }

  @Test
  void a_gap_is_closed_by_the_run_that_read_what_was_missed() {
    var otto = Tech.alone(house, house.microsoft).connected();
    refuseChannels(503);
    later(Duration.ofDays(8));
    JsonNode open = watch(otto).path("gaps").path(0);
    assertEquals("expired", open.path("cause").asText());
    assertTrue(open.path("to").isNull() && open.path("closedAt").isNull(), open::toString);
    assertEquals("poll", otto.shown().path("delivery").asText());
    assertEquals(1, troubles(otto, "gap"));
    // The vendor would not have told of it.
    house.microsoft.control(
        "faults", "{\"kind\":\"notifications\",\"mode\":\"drop\",\"times\":1000}");
    // The token of eight days ago has ended.
    otto.office.account(otto.email);
    otto.insert("made in the gap");
    house.microsoft.forget("faults");
    later(Duration.ofHours(2));
    JsonNode closed = watch(otto).path("gaps").path(0);
    assertEquals(open.path("from"), closed.path("from"));
    assertTrue(closed.path("closedAt").asText().compareTo(closed.path("to").asText()) >= 0);
    String run = closed.path("closedBy").asText();
    assertEquals("completed", otto.call("GET", "/runs/" + run, "").body().path("state").asText());
    assertEquals(Set.of("made in the gap"), otto.titles());
    assertEquals("push", otto.shown().path("delivery").asText());
    assertEquals(0, troubles(otto, "gap"));
  }

  @Test
  void what_was_asked_for_without_an_answer_is_found_and_stopped() {
    house.google.control(
        "faults",
        "{\"match\":\"POST .*watch.*\",\"times\":1,\"kind\":\"reset\",\"when\":\"after\"}");
    var tess = Tech.alone(house).connected();
    assertEquals(List.of("orphaned"), all(watch(tess), "channels", "status"));
    assertEquals(1, troubles(tess, "orphaned"));
    later(Duration.ofMinutes(2));
    assertEquals(List.of("live", "ended"), all(watch(tess), "channels", "status"));
    assertTrue(tried(watch(tess)).contains("stop ok"), tried(watch(tess))::toString);
    assertEquals(0, troubles(tess, "orphaned"));
  }

  @Test
  void fifty_restarts_ask_for_no_second_channel() {
    var tess = Tech.alone(house).connected();
    var otto = Tech.alone(house, house.microsoft).connected();
    house.google.quiet();
    house.microsoft.quiet();
    for (int i = 0; i < 50; i++) {
      house.restart();
      house.settle();
    }
    for (Tech tech : List.of(tess, otto)) {
      assertEquals(List.of("live"), all(watch(tech), "channels", "status"));
      assertEquals(0, tech.office.requests("channel"), tech.office.vendor());
    }
  }

  /** On both sides: who grants a channel counts its life by its own clock. */
  private void later(Duration step) {
    house.advance(step);
    house.google.clock().advance(step);
    house.microsoft.clock().advance(step);
    house.settle();
  }

  private void refuseChannels(int status) {
    house.microsoft.control(
        "faults",
        "{\"match\":\"(POST|PATCH) .*/subscriptions.*\",\"times\":1000,\"status\":" + status + "}");
  }

  private static JsonNode watch(Tech tech) {
    return tech.call("GET", "/health", "").body().path("watch");
  }

  private static List<String> all(JsonNode watch, String list, String field) {
    return watch.path(list).valueStream().map(row -> row.path(field).asText()).toList();
  }

  private static List<String> tried(JsonNode watch) {
    return watch.path("attempts").valueStream().map(LedgerTest::said).toList();
  }

  private static String said(JsonNode attempt) {
    return attempt.path("act").asText() + " " + attempt.path("outcome").asText();
  }

  /** As the meters show it. */
  private long troubles(Tech tech, String kind) {
    var series =
        new Series("calendar.troubles", Map.of("vendor", tech.office.vendor(), "kind", kind));
    Map<Series, Long> found =
        house.in(tech.tenant, tx -> house.offer().surveys().getFirst().of(tx));
    return found.getOrDefault(series, 0L);
  }
}

package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Lost cursors, bad items, and notices. */
class ResyncTest {
  private static final House house = House.open();

  @AfterAll
  static void close() {
    house.close();
  }

  private static void expireCursors() {
    house.google.control("faults", "{\"kind\":\"expireSyncTokens\"}");
  }

  private static void dropNotices() {
    house.google.control("faults", "{\"kind\":\"notifications\",\"mode\":\"drop\",\"times\":1000}");
  }

  @Test
  void a_lost_cursor_is_made_good_in_the_same_run() {
    var tess = Tech.alone(house);
    tess.insert("stays");
    String gone = tess.insert("goes in the gap");
    String changed = tess.insert("changes in the gap");
    tess.connected();
    dropNotices();
    house.google.delete(tess.email, gone);
    tess.retitle(changed, "changed");
    expireCursors();
    tess.sync();
    house.google.forget("faults");
    assertEquals(Set.of("stays", "changed"), tess.titles());
    assertEquals("connected", tess.status());
    assertEquals(Optional.empty(), tess.writesWhenIdle());
  }

  @Test
  void what_a_listing_does_not_show_is_read_before_it_is_deleted() {
    var tess = Tech.alone(house);
    tess.insert("shown");
    tess.connected();
    tess.execute(
        "update calendar_event_mappings set remote_id = 'nosuchevent',"
            + " remote_parts = jsonb_set(remote_parts, '{id}', '\"nosuchevent\"')");
    house.google.quiet();
    tess.fullSync();
    assertTrue(
        house
            .google
            .control("requests")
            .path("items")
            .valueStream()
            .anyMatch(request -> request.path("path").asText().endsWith("/nosuchevent")));
    assertEquals(Set.of("shown"), tess.titles());
    assertEquals(1, tess.entries().size());
  }

  @Test
  void one_bad_item_does_not_stop_the_others() {
    var tess = Tech.alone(house);
    for (int i = 0; i < 5; i++) {
      tess.insert("good " + i);
    }
    house.google.control(
        "events",
        """
        {"account":"%s","raw":true,"event":{"id":"bad00001","status":"confirmed","summary":"bad",
         "end":{"dateTime":"2026-11-23T09:15:00Z"}}}"""
            .formatted(tess.email));
    tess.connected();
    assertEquals(5, tess.entries().size());
    assertEquals("degraded", tess.status());
    var health = tess.call("GET", "/health", "").body();
    assertEquals("bad00001", health.path("quarantine").path(0).path("remoteId").asText());
    assertEquals("no_start", health.path("quarantine").path(0).path("reason").asText());
    house.google.patch(
        tess.email,
        "bad00001",
        """
        {"summary":"good again","start":{"dateTime":"2026-11-23T09:00:00Z"}}""");
    tess.sync();
    assertEquals(6, tess.entries().size());
    assertEquals("connected", tess.status());
  }

  @Test
  void what_the_vendor_cannot_hold_is_refused_with_a_reason() {
    var tess = Tech.alone(house).connected();
    tess.create(
        Contents.series(
            "Every hour",
            Contents.timed("2026-03-02T09:00", Contents.BERLIN, 10),
            "FREQ=HOURLY;COUNT=5"));
    tess.create(Contents.single("fine"));
    house.settle();
    assertEquals(Set.of("fine"), tess.remoteTitles());
    var refused = tess.call("GET", "/mappings?status=error", "").body().path("items").path(0);
    assertEquals("sub_daily", refused.path("reason").asText());
    assertEquals("degraded", tess.status());
    assertEquals(Optional.empty(), tess.writesWhenIdle());
  }

  @Test
  void notices_are_refused_alike_and_late_ones_are_accepted_quietly() {
    var tess = Tech.alone(house).connected();
    String channel = tess.value("select id from calendar_subscriptions where status = 'live'");
    assertEquals(404, house.notice(Map.of("x-goog-channel-id", channel)));
    assertEquals(
        404, house.notice(Map.of("x-goog-channel-id", channel, "x-goog-channel-token", "wrong")));
    assertEquals(
        404, house.notice(Map.of("x-goog-channel-id", channel, "x-goog-channel-token", "")));
    assertEquals(
        404, house.notice(Map.of("x-goog-channel-id", "nobody", "x-goog-channel-token", "x")));
    assertEquals(404, house.notice(Map.of()));
    String secret = tess.value("select wake_secret from calendar_providers");
    assertEquals(
        404,
        house.notice(
            Map.of("x-goog-channel-id", "wake-" + tess.provider, "x-goog-channel-token", secret)));
    house.google.quiet();
    house.settle();
    assertEquals(0, house.google.requests("read"));
  }

  @Test
  void each_channel_has_a_secret_of_its_own_that_nobody_guesses() {
    var secrets = new HashSet<String>();
    for (int i = 0; i < 3; i++) {
      var tess = Tech.alone(house).connected();
      String channel = tess.value("select id from calendar_subscriptions where status = 'live'");
      house.await("Google's greeting", () -> house.token(channel).isPresent());
      String secret = house.token(channel).orElseThrow().replace(channel + ".", "");
      assertTrue(secret.length() >= 43, "256 random bits");
      assertTrue(secrets.add(secret), "another one for each");
    }
  }

  @Test
  void channels_are_replaced_before_they_end() {
    var tess = Tech.alone(house).connected();
    String first = tess.value("select id from calendar_subscriptions where status = 'live'");
    house.advance(Duration.ofDays(6));
    house.settle();
    String second = tess.value("select id from calendar_subscriptions where status = 'live'");
    assertTrue(!first.equals(second), "another channel");
    assertEquals(
        "1", tess.value("select count(*) from calendar_subscriptions where status <> 'ended'"));
    assertEquals(2, tess.told("CALENDAR_SUBSCRIPTION_RENEWED"));
    assertEquals("push", tess.shown().path("delivery").asText());
  }

  @Test
  void without_a_channel_it_polls_and_says_so() {
    house.google.control("faults", "{\"match\":\"POST .*watch.*\",\"times\":1,\"status\":500}");
    var tess = Tech.alone(house).connected();
    assertEquals("poll", tess.shown().path("delivery").asText());
    assertEquals(1, tess.told("CALENDAR_SUBSCRIPTION_RENEWAL_FAILED"));
    house.advance(Duration.ofMinutes(2));
    house.settle();
    assertEquals("push", tess.shown().path("delivery").asText());
  }
}

package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.web.HttpShell;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Why an entry is not in a calendar, and an event not on the schedule; and another try. */
class WhyTest {
  private static final House house = House.open();
  private static final HttpShell shell = house.http();

  @AfterAll
  static void close() {
    shell.close();
    house.close();
  }

  private static JsonNode why(Tech tess, ScheduleEntryId id, String language) {
    String token = house.token(tess.tenant, tess.user);
    Got got = Got.get(shell, token, "/api/v1/schedule/entries/" + id + "/sync", language);
    assertEquals(200, got.status(), got.html());
    try {
      return new ObjectMapper().readTree(got.html());
    } catch (JsonProcessingException e) {
      throw new AssertionError(got.html(), e);
    }
  }

  private static JsonNode only(Tech tess, ScheduleEntryId id) {
    JsonNode items = why(tess, id, "en").path("items");
    assertEquals(1, items.size(), items.toString());
    return items.path(0);
  }

  private static String state(Tech tess, ScheduleEntryId id) {
    JsonNode one = only(tess, id);
    assertFalse(one.path("text").asText().contains("why."), one.toString());
    assertFalse(one.path("text").asText().contains("{"), one.toString());
    return (one.path("state").asText() + " " + one.path("reason").asText("")).strip();
  }

  @Test
  void each_state_of_an_entry_has_its_words() {
    var tess = Tech.alone(house);
    ScheduleEntryId id = tess.create(Contents.single("one"));
    assertEquals("not_connected", state(tess, id));
    tess.connected();
    house.settle();
    assertEquals("synced", state(tess, id));
    assertEquals(tess.provider, only(tess, id).path("providerId").asText());
    tess.change("{\"paused\":true}");
    tess.update(id, Contents.single("two"));
    assertEquals("blocked paused", state(tess, id));
    assertEquals("/profile/calendar", only(tess, id).path("link").asText());
    assertTrue(
        why(tess, id, "de").path("items").path(0).path("text").asText().contains("angehalten"));
    tess.change("{\"paused\":false}");
    assertEquals("pending", state(tess, id));
    house.settle();
    assertEquals("synced", state(tess, id));
    tess.execute(
        "update calendar_providers set connection = 'reconnect_required', error_at = now()");
    tess.update(id, Contents.single("three"));
    assertEquals("blocked reconnect_required", state(tess, id));
    tess.execute(
        "update calendar_providers set connection = 'connected', failures = 2,"
            + " error_code = 'vendor_unavailable', next_attempt_at = '2200-01-01'");
    assertEquals("blocked vendor_unavailable", state(tess, id));
    assertEquals("2200-01-01T00:00:00Z", only(tess, id).path("nextAttemptAt").asText());
    for (String reason : List.of("would_notify_attendees", "deletion_waits")) {
      tess.execute(
          "update calendar_event_mappings set sync_status = 'pending', reason = '" + reason + "'");
      String stands = reason.startsWith("would") ? "held " : "stopped ";
      assertEquals(stands + reason, state(tess, id));
    }
    tess.execute(
        "update calendar_event_mappings set sync_status = 'conflict',"
            + " reason = null, conflict_at = '2026-01-01'");
    assertEquals("conflict", state(tess, id));
    assertEquals("/conflicts", only(tess, id).path("link").asText());
    assertEquals("2026-01-01T00:00:00Z", only(tess, id).path("since").asText());
  }

  @Test
  void what_is_left_out_or_stopped_says_why() {
    var tess = Tech.alone(house).connected(",\"direction\":\"from_external\"");
    ScheduleEntryId id = tess.create(Contents.single("one"));
    house.settle();
    assertEquals("left_out not_carried_by_direction", state(tess, id));
    tess.change("{\"direction\":\"bidirectional\"}");
    tess.execute(
        "insert into calendar_fuses (tenant_id, provider_id, kind, amount, allowed, known, since)"
            + " select tenant_id, id, 'mass_create', 1, 1, 1, now() from calendar_providers");
    tess.execute(
        "insert into calendar_fuse_items (tenant_id, provider_id, kind, entry_id)"
            + " select tenant_id, id, 'mass_create', '"
            + id
            + "' from calendar_providers");
    assertEquals("stopped fuse_mass_create", state(tess, id));
  }

  @Test
  void nobody_hears_of_calendars_that_are_not_theirs() {
    var tess = Tech.alone(house).connected();
    var theo = new Tech(house, tess.tenant).connected();
    ScheduleEntryId id = house.create(tess.tenant, Contents.single("both"), tess.user, theo.user);
    house.settle();
    JsonNode mine = only(tess, id);
    assertEquals(tess.provider, mine.path("providerId").asText());
    String admin = house.adminToken(tess.tenant);
    String path = "/api/v1/schedule/entries/" + id + "/sync";
    assertTrue(Got.get(shell, admin, path, "en").html().contains(theo.provider));
    var stranger = Tech.alone(house);
    String other = house.token(stranger.tenant, stranger.user);
    assertEquals(404, Got.get(shell, other, path, "en").status());
  }

  private static JsonNode event(Tech tess, String id) {
    return tess.call("GET", "/events/" + id + "/sync", "").body();
  }

  private static String known(Tech tess, String id) {
    JsonNode event = event(tess, id);
    return (event.path("state").asText() + " " + event.path("reason").asText("")).strip();
  }

  @Test
  void an_event_says_where_it_is_or_why_not() {
    var tess = Tech.alone(house);
    String id = tess.insert("visit");
    bad(tess);
    tess.connected();
    assertEquals("synced", known(tess, id));
    assertEquals(tess.entry().id().toString(), event(tess, id).path("entryId").asText());
    assertEquals("quarantined no_start", known(tess, "bad00001"));
    assertEquals("unknown_event unknown_or_no_work", known(tess, "nobody"));
    tess.change("{\"importRule\":\"none\"}");
    assertEquals("left_out import_rule", known(tess, "nobody"));
    tess.change("{\"importRule\":\"all\",\"direction\":\"to_external\"}");
    assertEquals("left_out not_carried_by_direction", known(tess, "nobody"));
  }

  private static void bad(Tech tess) {
    house.google.control(
        "events",
        """
        {"account":"%s","raw":true,"event":{"id":"bad00001","status":"confirmed","summary":"bad",
         "end":{"dateTime":"2026-11-23T09:15:00Z"}}}"""
            .formatted(tess.email));
  }

  private static String notices(Tech tess) {
    return tess.value("select count(*) from notifications where settled_at is null");
  }

  @Test
  void what_was_put_aside_is_read_again_when_asked_or_changed() {
    var tess = Tech.alone(house);
    bad(tess);
    tess.connected();
    house.settle();
    assertEquals("1", notices(tess));
    assertEquals(202, tess.call("POST", "/events/bad00001/retry", "").status());
    house.settle();
    assertEquals("quarantined no_start", known(tess, "bad00001"));
    assertEquals("connected", tess.value("select connection from calendar_providers"));
    house.google.control(
        "faults", "{\"kind\":\"notifications\",\"mode\":\"drop\",\"times\":10000}");
    house.google.patch(
        tess.email,
        "bad00001",
        "{\"summary\":\"good again\",\"start\":{\"dateTime\":\"2026-11-23T09:00:00Z\"}}");
    tess.call("POST", "/events/bad00001/retry", "");
    house.settle();
    house.google.forget("faults");
    assertEquals("good again", tess.entry().content().title());
    assertEquals("synced", known(tess, "bad00001"));
    assertEquals("0", notices(tess));
    assertEquals(409, tess.call("POST", "/events/bad00001/retry", "").status());
  }

  /** Nothing else happened in that run: it is told all the same. */
  @Test
  void the_notice_goes_with_the_event() {
    var tess = Tech.alone(house).connected();
    bad(tess);
    tess.sync();
    house.settle();
    assertEquals("1", notices(tess));
    house.google.delete(tess.email, "bad00001");
    tess.sync();
    house.settle();
    assertEquals("0", notices(tess));
  }

  @Test
  void what_was_refused_is_written_again_when_asked() {
    var tess = Tech.alone(house).connected();
    ScheduleEntryId id =
        tess.create(
            Contents.series(
                "Every hour",
                Contents.timed("2026-03-02T09:00", Contents.BERLIN, 10),
                "FREQ=HOURLY;COUNT=5"));
    house.settle();
    assertEquals("refused sub_daily", state(tess, id));
    String mapping = tess.value("select id from calendar_event_mappings");
    assertEquals(202, tess.call("POST", "/mappings/" + mapping + "/retry", "").status());
    assertEquals("pending", state(tess, id));
    house.settle();
    assertEquals("refused sub_daily", state(tess, id));
    assertEquals("2", tess.value("select count(*) from calendar_activity where action = 'refuse'"));
    tess.update(id, Contents.single("once"));
    house.settle();
    assertEquals("synced", state(tess, id));
    assertEquals(409, tess.call("POST", "/mappings/" + mapping + "/retry", "").status());
    assertEquals(404, tess.call("POST", "/mappings/" + tess.user + "/retry", "").status());
  }
}

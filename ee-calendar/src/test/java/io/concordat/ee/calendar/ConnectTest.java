package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.calendar.CalendarSync.CallbackReply;
import io.concordat.spi.calendar.CalendarSync.CallbackReply.Outcome;
import io.concordat.spi.identity.Caller;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Consent, its refusals, and tokens. */
class ConnectTest {
  private final House house = House.open();

  @AfterEach
  void close() {
    house.close();
  }

  private Tech waiting() {
    var tess = Tech.alone(house);
    tess.provider = house.provider(tess.caller, "");
    return tess;
  }

  private Map<String, String> approved(Tech tess) {
    return house.google.consent(
        house.authorizationUrl(tess.caller, tess.provider), tess.email, "approve");
  }

  /** Refused and told, with no token request and no row. */
  private void refused(Tech tess, String code, Caller caller, Map<String, String> query) {
    house.google.quiet();
    house.refusals.clear();
    CallbackReply reply = house.callback(caller, query);
    assertEquals(Optional.of(code), ((Outcome) reply).error());
    assertEquals(0, house.google.requests("oauth"));
    assertEquals(List.of("google_callback " + code), house.refusals);
    assertEquals("0", tess.value("select count(*) from google_calendar_provider_config"));
    assertEquals("configuring", tess.status());
  }

  @Test
  void refuses_what_it_did_not_ask_for() {
    var tess = waiting();
    var other = Tech.alone(house);
    Map<String, String> good = approved(tess);
    refused(tess, "access_denied", tess.caller, Map.of("error", "access_denied"));
    refused(tess, "missing_parameters", tess.caller, Map.of("code", "x"));
    refused(tess, "missing_parameters", tess.caller, Map.of("state", "x"));
    refused(tess, "invalid_state", tess.caller, Map.of("state", "x", "code", "y"));
    refused(tess, "invalid_state", other.caller, good);
  }

  @Test
  void a_state_of_a_browser_session_is_good_in_that_session_only() {
    var tess = waiting();
    Caller here = inSession(tess);
    Map<String, String> good =
        house.google.consent(house.authorizationUrl(here, tess.provider), tess.email, "approve");
    refused(tess, "invalid_state", tess.caller, good);
    refused(tess, "invalid_state", inSession(tess), good);
    assertEquals(Optional.empty(), ((Outcome) house.callback(here, good)).error());
    assertTrue(house.shown(tess.caller, tess.provider).path("oauthComplete").asBoolean());
  }

  private static Caller inSession(Tech tess) {
    Caller caller = tess.caller;
    return new Caller(
        caller.tenant(), caller.user(), caller.permissions(), Optional.of(UUID.randomUUID()));
  }

  @Test
  void refuses_expired_and_replayed_states() {
    var tess = waiting();
    Map<String, String> late = approved(tess);
    house.advance(Duration.ofMinutes(11));
    refused(tess, "invalid_state", tess.caller, late);
    Map<String, String> denied =
        house.google.consent(
            house.authorizationUrl(tess.caller, tess.provider), tess.email, "deny");
    assertEquals("access_denied", denied.get("error"));
    refused(tess, "access_denied", tess.caller, denied);
    var replayed = new HashMap<>(denied);
    replayed.remove("error");
    replayed.put("code", "x");
    refused(tess, "invalid_state", tess.caller, replayed);
  }

  @Test
  void a_second_provider_on_the_same_calendar_is_refused() {
    var tess = Tech.alone(house).connected();
    String second = house.provider(tess.caller, ",\"calendarId\":\"" + tess.email + "\"");
    var reply = (Outcome) house.authorize(tess.caller, second, tess.email);
    assertEquals(Optional.of("calendar_in_use"), reply.error());
    assertFalse(house.shown(tess.caller, second).path("oauthComplete").asBoolean());
  }

  @Test
  void unticked_scopes_are_refused() {
    var tess = waiting();
    Map<String, String> query =
        house.google.consent(
            house.authorizationUrl(tess.caller, tess.provider),
            tess.email,
            "decision=approve",
            List.of("openid"));
    var reply = (Outcome) house.callback(tess.caller, query);
    assertEquals(Optional.of("token_exchange_failed"), reply.error());
    assertEquals("0", tess.value("select count(*) from google_calendar_provider_config"));
  }

  @Test
  void stays_connected_over_a_restart_with_stale_tokens() {
    var tess = Tech.alone(house);
    String id = tess.insert("before");
    tess.connected();
    house.restart();
    house.advance(Duration.ofHours(2));
    house.google.control("accounts/expire", "{\"email\":\"%s\"}".formatted(tess.email));
    house.google.account(tess.email);
    tess.retitle(id, "after");
    house.google.quiet();
    tess.sync();
    assertEquals(Set.of("after"), tess.titles());
    assertEquals("connected", tess.status());
    assertEquals(1, house.google.requests("oauth"), "one refresh");
  }

  @Test
  void many_workers_refresh_once() throws Exception {
    var tess = Tech.alone(house).connected();
    house.advance(Duration.ofHours(2));
    house.google.quiet();
    try (var threads = Executors.newFixedThreadPool(8)) {
      Callable<String> read =
          () -> {
            house.settle();
            return "";
          };
      tess.call("POST", "/sync", "");
      for (var done : threads.invokeAll(List.of(read, read, read, read, read, read, read, read))) {
        done.get();
      }
    }
    house.settle();
    assertEquals(1, house.google.requests("oauth"));
    assertEquals("connected", tess.status());
  }

  @Test
  void a_revoked_grant_asks_to_connect_again_and_keeps_everything() {
    var tess = Tech.alone(house);
    tess.insert("kept");
    tess.connected();
    house.google.control("accounts/revoke", "{\"email\":\"%s\"}".formatted(tess.email));
    house.advance(Duration.ofHours(2));
    tess.sync();
    assertEquals("reconnect_required", tess.status());
    assertEquals(1, tess.told("CALENDAR_PROVIDER_RECONNECT_REQUIRED"));
    assertTrue(tess.told("CALENDAR_SYNC_FAILED") >= 1);
    house.google.quiet();
    tess.create(Contents.single("meanwhile"));
    house.settle();
    assertEquals(0, house.google.control("requests/summary").path("total").asInt());
    house.google.account(tess.email);
    house.authorize(tess.caller, tess.provider, tess.email);
    house.settle();
    assertEquals("connected", tess.status());
    assertEquals(Set.of("kept", "meanwhile"), tess.titles());
    assertEquals(Set.of("kept", "meanwhile"), tess.remoteTitles());
    assertEquals(2, tess.remote().size());
  }

  @Test
  void a_vendor_that_is_down_never_means_reconnect() {
    var tess = Tech.alone(house);
    tess.insert("x");
    tess.connected();
    house.google.control("faults", "{\"match\":\"GET .*events.*\",\"times\":50,\"status\":503}");
    try {
      tess.call("POST", "/sync", "");
      house.settle();
      assertEquals("delayed", tess.status());
      assertEquals("vendor_unavailable", tess.shown().path("error").path("code").asText());
    } finally {
      house.google.forget("faults");
    }
    house.advance(Duration.ofMinutes(16));
    house.settle();
    assertEquals("connected", tess.status());
  }

  @Test
  void waits_as_long_as_the_vendor_asks() {
    var tess = Tech.alone(house).connected();
    house.google.control(
        "faults",
        "{\"match\":\"GET .*events.*\",\"times\":1,\"status\":429,"
            + "\"reason\":\"rateLimitExceeded\",\"retryAfter\":120}");
    tess.call("POST", "/sync", "");
    house.settle();
    assertEquals("rate_limited", tess.status());
    house.google.quiet();
    tess.create(Contents.single("waits"));
    house.advance(Duration.ofSeconds(100));
    tess.call("POST", "/sync", "");
    house.settle();
    assertEquals(0, house.google.control("requests/summary").path("total").asInt());
    house.advance(Duration.ofSeconds(30));
    house.settle();
    assertEquals("connected", tess.status());
    assertEquals(Set.of("waits"), tess.remoteTitles());
  }

  @Test
  void a_refusal_without_a_time_rests_the_persons_other_calendars_too() {
    var tess = Tech.alone(house).connected();
    house.google.account("tess.private@example.com");
    String second = house.connect(tess.caller, house.google, "tess.private@example.com", "");
    var mate = new Tech(house, tess.tenant).connected();
    house.google.control(
        "faults",
        "{\"match\":\"GET .*events.*\",\"times\":1,\"status\":403,"
            + "\"reason\":\"rateLimitExceeded\"}");
    tess.sync();
    house.google.quiet();
    house.sync(tess.caller, second, false);
    assertEquals(0, house.google.control("requests/summary").path("total").asInt());
    assertEquals("rate_limited", house.shown(tess.caller, second).path("status").asText());
    mate.sync();
    assertEquals("connected", mate.status());
    house.advance(Duration.ofSeconds(20));
    house.settle();
    assertEquals("connected", tess.status());
    assertEquals("connected", house.shown(tess.caller, second).path("status").asText());
  }

  @Test
  void no_secret_is_told_anywhere() {
    var tess = Tech.alone(house).connected();
    String shown = tess.shown() + tess.call("GET", "/health", "").body().toString();
    String events = tess.value("select string_agg(data::text, '') from outbox");
    for (String canary : new String[] {house.google.secret(), "ya29", "1//"}) {
      assertFalse(shown.contains(canary));
      assertFalse(events.contains(canary));
    }
  }
}

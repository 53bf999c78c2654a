package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.House.Answer;
import io.concordat.ee.calendar.house.Microsoft;
import io.concordat.ee.calendar.house.Office;
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
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Consent at Microsoft, its refusals, tokens that rotate, and the binding behind them. */
class OutlookConnectTest {
  private static final String GRANTS = "select count(*) from microsoft_calendar_provider_config";

  private final House house = House.open();
  private final Microsoft microsoft = house.microsoft;

  @AfterEach
  void close() {
    house.close();
  }

  private Tech alone() {
    return Tech.alone(house, microsoft);
  }

  private Tech waiting() {
    var tess = alone();
    tess.provider = house.provider(tess.caller, microsoft, "");
    return tess;
  }

  private Map<String, String> approved(Tech tess) {
    return microsoft.consent(
        house.authorizationUrl(tess.caller, tess.provider), tess.email, "approve");
  }

  /** Refused and told, with no token request and no row. */
  private void refused(
      Tech tess, String code, Office at, Caller caller, Map<String, String> query) {
    microsoft.quiet();
    house.google.quiet();
    house.refusals.clear();
    CallbackReply reply = house.callback(caller, at, query);
    assertEquals(Optional.of(code), ((Outcome) reply).error());
    assertEquals(0, microsoft.requests("oauth") + house.google.requests("oauth"));
    assertEquals(List.of(at.vendor() + "_callback " + code), house.refusals);
    assertEquals("0", tess.value(GRANTS));
    assertEquals("configuring", tess.status());
  }

  private void refused(Tech tess, String code, Map<String, String> query) {
    refused(tess, code, microsoft, tess.caller, query);
  }

  @Test
  void refuses_what_it_did_not_ask_for() {
    var tess = waiting();
    var other = alone();
    refused(tess, "access_denied", Map.of("error", "access_denied"));
    refused(tess, "access_denied", Map.of("error", "consent_required", "state", "x"));
    refused(tess, "configuration_error", Map.of("error", "unauthorized_client"));
    refused(tess, "token_exchange_failed", Map.of("error", "temporarily_unavailable"));
    refused(tess, "missing_parameters", Map.of("code", "x"));
    refused(tess, "missing_parameters", Map.of("state", "x"));
    refused(tess, "invalid_state", Map.of("state", "x", "code", "y"));
    refused(tess, "invalid_state", microsoft, other.caller, approved(tess));
  }

  @Test
  void a_state_of_one_vendor_is_none_at_the_other() {
    var tess = waiting();
    refused(tess, "invalid_state", house.google, tess.caller, approved(tess));
    var theo = Tech.alone(house);
    theo.provider = house.provider(theo.caller, "");
    Map<String, String> googles =
        house.google.consent(
            house.authorizationUrl(theo.caller, theo.provider), theo.email, "approve");
    refused(theo, "invalid_state", microsoft, theo.caller, googles);
  }

  @Test
  void refuses_expired_and_replayed_states() {
    var tess = waiting();
    Map<String, String> late = approved(tess);
    house.advance(Duration.ofMinutes(11));
    refused(tess, "invalid_state", late);
    Map<String, String> denied =
        microsoft.consent(house.authorizationUrl(tess.caller, tess.provider), tess.email, "deny");
    refused(tess, "access_denied", denied);
    var replayed = new HashMap<>(denied);
    replayed.remove("error");
    replayed.put("code", "x");
    refused(tess, "invalid_state", replayed);
  }

  @Test
  void without_a_binding_it_says_what_to_do_and_falls_back_to_nothing() {
    var tess = waiting();
    Map<String, String> query = approved(tess);
    house.unbind(tess.tenant);
    refused(tess, "configuration_error", query);
    Answer answer = tess.call("POST", "/connect", "");
    assertEquals(409, answer.status());
    assertEquals("configuration_error", answer.body().path("code").asText());
    String detail = answer.body().path("detail").asText();
    assertTrue(detail.startsWith("binding_not_configured: "), detail);
    assertTrue(detail.contains("PUT /api/v1/microsoft/bindings/calendar"), detail);
  }

  @Test
  void a_code_that_microsoft_refuses_leaves_nothing() {
    var tess = waiting();
    var spoilt = new HashMap<>(approved(tess));
    spoilt.put("code", "not-a-code");
    var reply = (Outcome) house.callback(tess.caller, microsoft, spoilt);
    assertEquals(Optional.of("token_exchange_failed"), reply.error());
    assertEquals("0", tess.value(GRANTS));
    assertEquals("configuring", tess.status());
  }

  @Test
  void both_words_for_the_own_calendar_mean_one() {
    var tess = alone().connected(",\"calendarId\":\"primary\"");
    assertEquals("connected", tess.status());
    String second = house.provider(tess.caller, microsoft, ",\"calendarId\":\"calendar\"");
    var reply = (Outcome) house.authorize(tess.caller, microsoft, second, tess.email);
    assertEquals(Optional.of("calendar_in_use"), reply.error());
    assertFalse(house.shown(tess.caller, second).path("oauthComplete").asBoolean());
  }

  @Test
  void stays_connected_over_a_restart_with_stale_tokens() {
    var tess = alone();
    String id = tess.insert("before");
    tess.connected();
    house.restart();
    house.advance(Duration.ofHours(2));
    microsoft.control("accounts/expire", "{\"email\":\"%s\"}".formatted(tess.email));
    microsoft.account(tess.email);
    tess.retitle(id, "after");
    microsoft.quiet();
    tess.sync();
    assertEquals(Set.of("after"), tess.titles());
    assertEquals("connected", tess.status());
    assertEquals(1, microsoft.tokenRequests(), "one refresh");
  }

  @Test
  void eight_workers_with_rotating_tokens_refresh_once() throws Exception {
    var tess = alone().connected();
    for (int round = 1; round <= 3; round++) {
      house.advance(Duration.ofHours(2));
      microsoft.quiet();
      tess.create(Contents.single("round " + round));
      tess.call("POST", "/sync", "");
      try (var threads = Executors.newFixedThreadPool(8)) {
        Callable<String> read =
            () -> {
              house.settle();
              return "";
            };
        for (var done :
            threads.invokeAll(List.of(read, read, read, read, read, read, read, read))) {
          done.get();
        }
      }
      house.settle();
      assertEquals(1, microsoft.tokenRequests());
      assertEquals("connected", tess.status());
    }
    assertEquals(Set.of("round 1", "round 2", "round 3"), tess.remoteTitles());
    assertEquals(0, tess.told("CALENDAR_SYNC_FAILED"));
  }

  @Test
  void a_revoked_grant_asks_to_connect_again_and_parks_what_waits() {
    var tess = alone();
    tess.insert("kept");
    tess.connected();
    microsoft.control("accounts/revoke", "{\"email\":\"%s\"}".formatted(tess.email));
    house.advance(Duration.ofHours(2));
    tess.create(Contents.single("meanwhile"));
    house.settle();
    assertEquals("reconnect_required", tess.status());
    assertEquals(1, tess.told("CALENDAR_PROVIDER_RECONNECT_REQUIRED"));
    microsoft.quiet();
    tess.create(Contents.single("later"));
    house.settle();
    assertEquals(0, microsoft.control("requests/summary").path("total").asInt());
    microsoft.account(tess.email);
    house.authorize(tess.caller, microsoft, tess.provider, tess.email);
    house.settle();
    assertEquals("connected", tess.status());
    var all = Set.of("kept", "meanwhile", "later");
    assertEquals(all, tess.titles());
    assertEquals(all, tess.remoteTitles());
    assertEquals(3, tess.remote().size());
  }

  @Test
  void a_vendor_that_is_down_never_means_reconnect() {
    var tess = alone().connected();
    house.advance(Duration.ofHours(2));
    microsoft.control("faults", "{\"match\":\".*\",\"times\":1000,\"status\":503}");
    try {
      tess.call("POST", "/sync", "");
      house.settle();
      assertEquals("delayed", tess.status());
      assertEquals("vendor_unavailable", tess.shown().path("error").path("code").asText());
    } finally {
      microsoft.forget("faults");
    }
    house.advance(Duration.ofMinutes(16));
    house.settle();
    assertEquals("connected", tess.status());
  }

  @Test
  void a_wrong_secret_is_the_administrators_and_heals() {
    var tess = alone().connected();
    microsoft.control("faults", "{\"match\":\".*token\",\"times\":1,\"aadsts\":7000215}");
    house.advance(Duration.ofHours(2));
    tess.call("POST", "/sync", "");
    house.settle();
    assertEquals("error", tess.status());
    var error = tess.shown().path("error");
    assertEquals("microsoft_profile_rejected", error.path("code").asText());
    assertTrue(error.path("message").asText().startsWith("Microsoft "));
    house.advance(Duration.ofMinutes(16));
    house.settle();
    assertEquals("connected", tess.status());
  }

  @Test
  void another_profile_asks_to_connect_again() {
    var tess = alone().connected();
    house.bind(
        tess.tenant,
        house.profile(tess.tenant, "second", microsoft.anotherClient(), microsoft.lastSecret()));
    microsoft.quiet();
    house.settle();
    assertEquals("reconnect_required", tess.status());
    assertEquals(1, tess.told("CALENDAR_PROVIDER_RECONNECT_REQUIRED"));
    tess.create(Contents.single("waits"));
    house.advance(Duration.ofHours(2));
    house.settle();
    assertEquals(0, microsoft.control("requests/summary").path("total").asInt());
    house.authorize(tess.caller, microsoft, tess.provider, tess.email);
    house.settle();
    assertEquals("connected", tess.status());
    assertEquals(Set.of("waits"), tess.remoteTitles());
  }

  @Test
  void no_binding_any_more_asks_to_connect_again_and_googles_go_on() {
    var tess = alone().connected();
    var theo = new Tech(house, tess.tenant).connected();
    house.unbind(tess.tenant);
    house.settle();
    assertEquals("reconnect_required", tess.status());
    assertEquals("connected", theo.status());
  }

  @Test
  void no_secret_is_told_anywhere() {
    var tess = alone().connected();
    String shown = tess.shown() + tess.call("GET", "/health", "").body().toString();
    String events = tess.value("select string_agg(data::text, '') from outbox");
    assertFalse(shown.contains(microsoft.secret()) || events.contains(microsoft.secret()));
    assertFalse(shown.contains("eyJ") || events.contains("eyJ"));
  }
}

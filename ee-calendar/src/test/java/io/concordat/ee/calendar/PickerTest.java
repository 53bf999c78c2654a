package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.House.Answer;
import io.concordat.ee.calendar.house.Office;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.calendar.CalendarSync.CallbackReply.Outcome;
import io.concordat.spi.identity.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A connected account's calendars are shown, and one of them is chosen. */
class PickerTest {
  private static final House house = House.open();

  @AfterAll
  static void close() {
    house.close();
  }

  /** Connected, with the calendar still to be chosen. */
  private static Tech asking(Tech tess) {
    tess.provider = house.provider(tess.caller, tess.office, ",\"calendarId\":null");
    var outcome = (Outcome) house.authorize(tess.caller, tess.office, tess.provider, tess.email);
    assertEquals(Optional.empty(), outcome.error());
    house.settle();
    return tess;
  }

  private static String another(Tech tess, String name, boolean writable) {
    String role = writable ? "owner" : "reader";
    return tess.office
        .control(
            "calendars",
            """
            {"account":"%s","summary":"%s","role":"%s","canEdit":%s}"""
                .formatted(tess.email, name, role, writable))
        .path("calendarId")
        .asText();
  }

  private static List<JsonNode> offered(Tech tess) {
    Answer answer = tess.call("GET", "/calendars", "");
    assertEquals(200, answer.status(), answer.toString());
    return answer.body().path("items").valueStream().toList();
  }

  private static Answer choose(Tech tess, String calendar, String more) {
    Answer answer = tess.change("{\"calendarId\":\"%s\"%s}".formatted(calendar, more));
    house.settle();
    return answer;
  }

  private static void problem(int status, String code, Answer answer) {
    assertEquals(status, answer.status(), answer.toString());
    assertEquals(code, answer.body().path("code").asText());
    assertFalse(answer.body().path("detail").asText().isEmpty());
  }

  @Test
  void nothing_is_read_until_a_calendar_is_chosen() {
    for (Office office : List.of(house.google, house.microsoft)) {
      var tess = Tech.alone(house, office);
      tess.insert("in my own");
      String second = another(tess, "On call", true);
      asking(tess);
      JsonNode shown = tess.shown();
      assertEquals("configuring", shown.path("status").asText());
      assertTrue(shown.path("oauthComplete").asBoolean());
      assertTrue(shown.path("calendarId").isNull());
      assertEquals(Set.of(), tess.titles());
      problem(409, "not_runnable", tess.call("POST", "/sync", ""));

      List<JsonNode> offered = offered(tess);
      assertTrue(offered.getFirst().path("primary").asBoolean());
      assertEquals(second, offered.get(1).path("id").asText());
      assertEquals("On call", offered.get(1).path("name").asText());
      assertEquals("Europe/Berlin", offered.getFirst().path("timeZone").asText());

      Answer chosen = choose(tess, offered.getFirst().path("id").asText(), "");
      assertEquals(200, chosen.status(), chosen.toString());
      assertEquals("connected", tess.status());
      assertEquals(Set.of("in my own"), tess.titles());
      assertEquals(1, tess.told("CALENDAR_PROVIDER_CONNECTED"));
      assertTrue(offered(tess).getFirst().path("selected").asBoolean());
      assertTrue(tess.shown().path("lastSyncDuration").asText().startsWith("PT"));
      problem(400, "calendar_fixed", choose(tess, second, ""));
      assertEquals("connected", tess.status());
    }
  }

  @Test
  void a_calendar_has_one_provider() {
    var tess = asking(Tech.alone(house));
    String own = offered(tess).getFirst().path("id").asText();
    choose(tess, own, "");
    String first = tess.provider;
    asking(tess);
    JsonNode taken = offered(tess).getFirst();
    assertTrue(taken.path("taken").asBoolean());
    assertEquals(first, taken.path("takenBy").asText());
    problem(409, "calendar_in_use", choose(tess, own, ""));
    assertEquals("configuring", tess.status());

    var colleague = new Tech(house, tess.tenant);
    var modest = new Caller(tess.tenant, colleague.user, Set.of("calendar:connect"));
    colleague.provider = house.provider(modest, house.google, ",\"calendarId\":null");
    house.authorize(modest, house.google, colleague.provider, tess.email);
    String path = "/api/v1/calendar/providers/" + colleague.provider + "/calendars";
    JsonNode shown = house.call(modest, "GET", path, "").body().path("items").path(0);
    assertTrue(shown.path("taken").asBoolean());
    assertFalse(shown.has("takenBy"));
  }

  @Test
  void a_calendar_that_cannot_be_written_is_read_only() {
    var tess = Tech.alone(house);
    String holidays = another(tess, "Holidays", false);
    asking(tess);
    problem(409, "calendar_read_only", choose(tess, holidays, ""));
    assertEquals("configuring", tess.status());
    assertEquals(200, choose(tess, holidays, ",\"direction\":\"from_external\"").status());
    assertEquals("connected", tess.status());
    assertEquals(holidays, tess.shown().path("calendarId").asText());
  }

  @Test
  void what_is_wrong_is_said_in_our_own_words() {
    var tess = Tech.alone(house);
    tess.provider = house.provider(tess.caller, ",\"calendarId\":null");
    problem(409, "not_connected", tess.call("GET", "/calendars", ""));
    asking(tess);
    problem(400, "unknown_calendar", choose(tess, "nobody@example.com", ""));
    house.google.control("faults", "{\"match\":\"GET .*calendarList.*\",\"status\":503}");
    problem(503, "vendor_unavailable", tess.call("GET", "/calendars", ""));
    house.google.control("faults", "{\"match\":\"GET .*calendarList.*\",\"status\":429}");
    problem(503, "rate_limited", tess.call("GET", "/calendars", ""));
    house.google.forget("faults");
    problem(503, "rate_limited", tess.call("GET", "/calendars", ""));
    house.advance(Duration.ofSeconds(30));

    tess.change("{\"paused\":true}");
    house.google.quiet();
    problem(409, "not_runnable", tess.call("GET", "/calendars", ""));
    assertEquals(0, house.google.control("requests/summary").path("total").asInt());
    tess.change("{\"paused\":false}");

    house.google.control("accounts/revoke", "{\"email\":\"%s\"}".formatted(tess.email));
    problem(409, "reconnect_required", tess.call("GET", "/calendars", ""));
    tess.execute("delete from google_apps");
    problem(409, "configuration_error", tess.call("GET", "/calendars", ""));
  }

  @Test
  void a_consent_of_another_app_chooses_nothing() {
    var tess = asking(Tech.alone(house, house.microsoft));
    String own = offered(tess).getFirst().path("id").asText();
    String other = house.microsoft.anotherClient();
    house.bind(
        tess.tenant, house.profile(tess.tenant, "other", other, house.microsoft.lastSecret()));
    problem(409, "reconnect_required", tess.call("GET", "/calendars", ""));
    problem(409, "reconnect_required", choose(tess, own, ""));
    assertEquals("configuring", tess.status());
  }
}

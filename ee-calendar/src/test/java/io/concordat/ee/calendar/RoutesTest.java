package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.House.Answer;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.identity.Caller;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What people send, and whose things they reach. */
class RoutesTest {
  private static final House house = House.open();
  private static final String BASE = "/api/v1/calendar/providers";
  private final Tech tess = Tech.alone(house);

  @AfterAll
  static void close() {
    house.close();
  }

  private void problem(String code, String field, String body) {
    Answer answer = house.call(tess.caller, "POST", BASE, body);
    assertEquals(400, answer.status(), body);
    assertEquals(code, answer.body().path("code").asText(), body);
    assertEquals(field, answer.body().path("field").asText(), body);
    assertFalse(answer.body().path("detail").asText().isEmpty());
    assertEquals("0", tess.value("select count(*) from calendar_providers"));
  }

  @Test
  void bad_bodies_are_told_what_to_do() {
    problem("malformed_json", "", "{");
    problem("malformed_json", "", "[]");
    problem("missing_field", "vendor", "{}");
    problem("invalid_value", "vendor", "{\"vendor\":\"apple\"}");
    problem("wrong_type", "vendor", "{\"vendor\":7}");
    problem("unknown_field", "token", "{\"vendor\":\"google\",\"token\":\"x\"}");
    problem("invalid_value", "direction", "{\"vendor\":\"google\",\"direction\":\"up\"}");
    problem("invalid_value", "name", "{\"vendor\":\"google\",\"name\":\" \"}");
    problem("invalid_value", "importRule", "{\"vendor\":\"google\",\"importRule\":\"tagged\"}");
    problem(
        "invalid_value",
        "importRule.tag",
        "{\"vendor\":\"google\",\"importRule\":{\"mode\":\"tagged\"}}");
    problem(
        "unknown_field",
        "importRule.x",
        "{\"vendor\":\"google\",\"importRule\":{\"mode\":\"all\",\"x\":1}}");
    problem(
        "unknown_user",
        "userId",
        "{\"vendor\":\"google\",\"userId\":\"%s\"}".formatted(UUID.randomUUID()));
  }

  @Test
  void changes_need_the_version_that_was_read() {
    tess.provider = house.provider(tess.caller, ",\"name\":\"Mine\"");
    String path = BASE + "/" + tess.provider;
    Answer shown = house.call(tess.caller, "GET", path, "");
    assertEquals("\"1\"", shown.headers().get("ETag"));
    assertEquals("configuring", shown.body().path("status").asText());
    assertEquals(428, house.call(tess.caller, "PATCH", path, "{}").status());
    assertEquals(
        412, house.call(tess.caller, "PATCH", path, "{}", Map.of("if-match", "\"7\"")).status());
    Answer changed =
        house.call(tess.caller, "PATCH", path, "{\"name\":\"Ours\"}", Map.of("if-match", "\"1\""));
    assertEquals("Ours", changed.body().path("name").asText());
    assertEquals("\"2\"", changed.headers().get("ETag"));
    assertEquals(409, tess.call("POST", "/sync", "").status());
  }

  @Test
  void others_see_nothing_and_are_told_nothing() {
    tess.connected();
    var stranger = Tech.alone(house);
    var colleague = new Tech(house, tess.tenant);
    var modest = new Caller(colleague.tenant, colleague.user, Set.of("calendar:connect"));
    String run = tess.sync().path("id").asText();
    for (Caller caller : new Caller[] {stranger.caller, modest}) {
      String path = BASE + "/" + tess.provider;
      for (String route :
          new String[] {
            "GET ",
            "PATCH ",
            "DELETE ",
            "POST /connect",
            "POST /sync",
            "GET /runs",
            "GET /runs/" + run,
            "GET /mappings",
            "POST /mappings/" + UUID.randomUUID() + "/release",
            "GET /health"
          }) {
        String[] parts = route.split(" ", 2);
        Answer answer = house.call(caller, parts[0], path + parts[1], "", Map.of("if-match", "*"));
        assertEquals(404, answer.status(), route);
        assertEquals("not_found", answer.body().path("code").asText());
      }
      assertEquals(0, house.call(caller, "GET", BASE, "").body().path("items").size());
    }
    assertEquals("connected", tess.status());
    assertEquals(
        403,
        house
            .call(
                modest,
                "POST",
                BASE,
                "{\"vendor\":\"google\",\"userId\":\"%s\"}".formatted(tess.user))
            .status());
    for (var tenant : List.of(tess.tenant, stranger.tenant)) {
      assertEquals(
          "10", house.value(tenant, "select count(*) from audit_log where outcome = 'not_found'"));
    }
  }

  @Test
  void lists_go_page_by_page() {
    for (int i = 0; i < 5; i++) {
      house.provider(tess.caller, ",\"name\":\"p" + i + "\"");
    }
    var names = new StringBuilder();
    String cursor = "";
    do {
      var page = house.call(tess.caller, "GET", BASE + "?limit=2" + cursor, "").body();
      page.path("items").forEach(item -> names.append(item.path("name").asText()));
      cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asText();
    } while (!cursor.isEmpty());
    assertEquals("p0p1p2p3p4", names.toString());
    assertEquals(400, house.call(tess.caller, "GET", BASE + "?cursor=x", "").status());
    assertEquals(400, house.call(tess.caller, "GET", BASE + "?limit=0", "").status());
  }

  @Test
  void without_an_app_nothing_is_asked() {
    tess.provider = house.provider(tess.caller, "");
    tess.execute("delete from google_apps");
    Answer answer = tess.call("POST", "/connect", "");
    assertEquals(409, answer.status());
    assertEquals("configuration_error", answer.body().path("code").asText());
  }
}

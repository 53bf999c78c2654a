package io.concordat.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.identity.Role;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What an edition without plugins answers. */
class CommunityTest {
  private static final String CALENDAR =
      "{\"success\":false,\"error\":\"Calendar sync is only available in Enterprise Edition.\"}";
  private static final String TEAMS =
      "{\"success\":false,\"error\":\"Microsoft Teams integration is only available in Enterprise"
          + " Edition.\"}";

  private static final WebFixture web = new WebFixture(FakePorts.community());

  @AfterAll
  static void close() {
    web.close();
  }

  private static void says(String sentence, String method, String path, String body) {
    var got = web.http().send(method, path, body, "Content-Type", "text/nonsense").expect(501);
    assertEquals(sentence, got.body());
    assertEquals("application/json", got.header("Content-Type"));
  }

  @Test
  void theStableRoutesAreNotOfferedWhateverIsAsked() {
    for (String path : Answers.STABLE) {
      for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH")) {
        says(CALENDAR, method, path + "?state=x&code=y", "");
        says(CALENDAR, method, path, "{not json");
      }
      says(CALENDAR, "POST", path, "x".repeat(2_000_000));
    }
  }

  @Test
  void thePluginPrefixesAreNotOfferedWithoutTokenOrBody() {
    for (String path :
        List.of("/api/v1/calendar", "/api/v1/calendar/", "/api/v1/calendar/providers/1/sync")) {
      says(CALENDAR, "GET", path, "");
      says(CALENDAR, "POST", path, "{not json");
    }
    for (String path :
        List.of("/api/v1/teams/x", "/api/teams/x/y", "/api/teams", "/api/v1/teams")) {
      says(TEAMS, "GET", path, "");
      says(TEAMS, "DELETE", path, "");
    }
  }

  @Test
  void whatOnlyLooksLikeThemIsUnknown() {
    web.http().get("/api/v1/calendars").expect(404);
    web.http().get("/api/teamsters").expect(404);
    assertEquals("not_found", web.http().get("/api/v1/google/app").expect(404).code());
  }

  @Test
  void noConsumerIsThereButSignIn() {
    Http admin = web.person(web.ground.tenant("ce"), "ce", Role.ADMIN).http();
    var listed = admin.get("/api/v1/microsoft/bindings").expect(200).json().path("items");
    assertEquals(List.of("msp_sso"), listed.findValuesAsText("consumer"));
    for (String hidden : List.of("email", "calendar", "teams", "nonsense")) {
      String path = "/api/v1/microsoft/bindings/" + hidden;
      String unknown = admin.get(path).expect(404).code();
      assertEquals(unknown, admin.send("PUT", path, "{not json").expect(404).code());
      assertEquals(unknown, admin.delete(path).expect(404).code());
    }
    admin.send("PUT", "/api/v1/google/app", "{not json").expect(404);
    admin.post("/api/v1/google/app/test", "").expect(404);
    admin.post("/api/v1/google/app/disconnect", "{}").expect(404);
  }

  @Test
  void healthNamesTheEdition() {
    var health = web.http().get("/health").expect(200).json();
    assertEquals("CE", health.path("edition").asText());
    assertEquals("stub", health.path("servedBy").path("CalendarSync").asText());
    assertEquals("UP", health.path("status").asText());
    assertTrue(web.http().get("/prometheus").expect(200).body().startsWith("up 1"));
    web.http().get("/api/v1/calendar/conflicts").expect(501);
    web.http().get("/api/v1/me").expect(401);
    String meters = web.ground.ground().meters().scrape();
    assertTrue(!meters.contains("concordat_http_seconds_count{status=\"4xx\"} 0\n"), meters);
    assertTrue(meters.contains("concordat_http_seconds_count{status=\"5xx\"} 0\n"), meters);
  }
}

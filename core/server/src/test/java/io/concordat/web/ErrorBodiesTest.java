package io.concordat.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.identity.Role;
import io.concordat.spi.calendar.CalendarSync.WebhookReply;
import io.concordat.spi.http.Route;
import io.concordat.web.Http.Got;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ErrorBodiesTest {
  private static final WebFixture web =
      new WebFixture(
          FakePorts.enterprise(
              new FakePorts.Sync(
                  callback -> {
                    throw new IllegalStateException("canary of a callback");
                  },
                  notice -> new WebhookReply.Refused(401)),
              List.of(
                  new Route(
                      "GET",
                      "/api/v1/calendar/broken",
                      "user_schedule:read",
                      request -> {
                        throw new IllegalStateException("canary of a route");
                      }))));
  private static final WebFixture.Person tech =
      web.person(web.ground.tenant("t"), "tech", Role.TECHNICIAN);

  @AfterAll
  static void close() {
    web.close();
  }

  private static void problem(Got got, int status, String code) {
    got.expect(status);
    assertEquals("application/problem+json", got.header("Content-Type"));
    assertEquals(code, got.code());
    assertEquals(status, got.json().path("status").asInt());
    assertFalse(got.json().path("detail").asText().isEmpty());
    assertFalse(got.body().contains("Exception"), got.body());
    assertFalse(got.body().contains("canary"), got.body());
    assertFalse(got.body().contains("io."), got.body());
  }

  @Test
  void whatTheServerItselfFindsIsAProblemToo() {
    problem(tech.http().get("/nowhere"), 404, "not_found");
    problem(tech.http().get("/api/nowhere", "Accept", "text/html"), 404, "not_found");
    Got method = tech.http().send("PUT", "/api/v1/schedule/entries", "{}");
    problem(method, 405, "method_not_allowed");
    assertTrue(method.header("Allow").contains("POST"), method.header("Allow"));
    problem(
        tech.http().post("/api/v1/schedule/entries", "x", "Content-Type", "text/plain"),
        415,
        "unsupported_media_type");
    problem(
        tech.http().post("/api/v1/schedule/entries", "x".repeat(1_100_000)),
        413,
        "payload_too_large");
    problem(tech.http().get("/api/v1/calendar/broken"), 500, "internal_error");
    problem(tech.http().get("/api/v1/calendar/nothing"), 404, "not_found");
    problem(tech.http().post("/api/v1/calendar/broken", "{}"), 405, "method_not_allowed");
  }

  @Test
  void withoutAValidTokenNobodyComesIn() {
    for (String path : List.of("/api/v1/schedule/entries", "/api/v1/calendar/broken")) {
      Got none = web.http().get(path);
      problem(none, 401, "unauthenticated");
      assertTrue(none.header("WWW-Authenticate").startsWith("Bearer"));
      Got wrong = web.http().as("cct_wrong").get(path);
      problem(wrong, 401, "unauthenticated");
      assertTrue(wrong.header("WWW-Authenticate").contains("invalid_token"));
      problem(web.http().get(path, "Authorization", "Basic abc"), 401, "unauthenticated");
    }
  }

  @Test
  void theStableRoutesKeepTheirShape() {
    Got broken = web.http().get("/api/auth/google/calendar/callback?code=x");
    broken.expect(500);
    assertFalse(broken.json().path("success").asBoolean(true));
    assertFalse(broken.body().contains("canary"));
    Got refused = web.http().post("/api/calendar/webhooks/google", "{}").expect(401);
    assertEquals("{\"success\":false,\"error\":\"Refused.\"}", refused.body());
    assertTrue(web.http().get("/api/calendar/webhooks/google").expect(405).json().has("success"));
  }
}

package io.concordat.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults, quota windows, batches, the log of requests, reset. */
class TroubleTest {
  private Kit kit;

  @BeforeEach
  void start() {
    kit = new Kit();
  }

  @AfterEach
  void stop() {
    kit.close();
  }

  private void fault(String json) {
    kit.control("POST", "faults", json);
  }

  @Test
  void statusesComeAsOftenAsOrdered() {
    fault(
        "{\"match\":\"GET .*/events\",\"status\":503,\"retryAfter\":\"2\",\"times\":2,\"skip\":1}");
    kit.get(Kit.EVENTS).expect(200);
    Kit.Answer down = kit.get(Kit.EVENTS).expect(503);
    assertEquals("2", down.header("retry-after"));
    assertEquals("backendError", down.reason());
    kit.insert(Kit.meeting("Writes are not hit"));
    kit.get(Kit.EVENTS).expect(503);
    kit.get(Kit.EVENTS).expect(200);
    fault("{\"match\":\".*\",\"status\":429}");
    assertEquals("rateLimitExceeded", kit.get(Kit.EVENTS).expect(429).reason());
    fault("{\"match\":\"POST /token\",\"status\":500}");
    kit.form("/token", java.util.Map.of("grant_type", "refresh_token")).expect(500);
  }

  @Test
  void anAnswerCanBeLostAfterItsEffect() {
    fault("{\"match\":\"POST .*\",\"kind\":\"reset\",\"when\":\"after\"}");
    assertThrows(
        IOException.class,
        () ->
            kit.trySend(
                "POST",
                Kit.EVENTS,
                Kit.meeting("Lost reply"),
                "Authorization",
                "Bearer " + kit.token,
                "Content-Type",
                "application/json"));
    assertEquals(1, kit.list("").rows().size());
    fault("{\"match\":\"POST .*\",\"kind\":\"reset\"}");
    assertThrows(
        IOException.class,
        () ->
            kit.trySend(
                "POST",
                Kit.EVENTS,
                Kit.meeting("Never came"),
                "Authorization",
                "Bearer " + kit.token,
                "Content-Type",
                "application/json"));
    assertEquals(1, kit.list("").rows().size());
  }

  @Test
  void answersCanBeLateOrBroken() {
    fault("{\"match\":\"GET .*\",\"kind\":\"hang\",\"hangMillis\":120}");
    long before = System.nanoTime();
    kit.get(Kit.EVENTS).expect(200);
    assertTrue(System.nanoTime() - before > 110_000_000L);
    kit.control("POST", "latency", "{\"ms\":60}");
    before = System.nanoTime();
    kit.get(Kit.EVENTS).expect(200);
    assertTrue(System.nanoTime() - before > 55_000_000L);
    kit.control("POST", "latency", "{\"ms\":0}");
    fault("{\"match\":\"GET .*\",\"kind\":\"malformedJson\"}");
    assertTrue(kit.get(Kit.EVENTS).expect(200).text().endsWith("\"it"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "missingStart",
        "missingEnd",
        "missingTimes",
        "unknownZone",
        "badDate",
        "badDateTime",
        "endBeforeStart",
        "garbageRrule",
        "mixedTimes",
        "noId"
      })
  void listingsCanCarryAMalformedRow(String shape) {
    kit.insert(Kit.meeting("Sound"));
    fault("{\"match\":\"GET .*/events\",\"kind\":\"malformedEvent\",\"shape\":\"" + shape + "\"}");
    JsonNode page = kit.get(Kit.EVENTS).expect(200).json();
    assertEquals(2, page.path("items").size());
    assertTrue(page.has("nextSyncToken"));
    assertEquals(1, kit.list("").rows().size());
  }

  @Test
  void rawEventsAreStoredUnchecked() {
    kit.control(
        "POST",
        "events",
        "{\"account\":\"tech@example.com\",\"raw\":true,\"event\":{\"id\":\"rawrawraw\",\"summary\":\"No times\"}}");
    assertEquals("No times", kit.list("").row("rawrawraw").path("summary").asText());
    assertEquals("No times", kit.event("rawrawraw").json().path("summary").asText());
    for (String query :
        List.of("timeMin=2026-01-01T00:00:00Z", "singleEvents=true&orderBy=startTime")) {
      assertEquals(1, kit.list(query).rows().size(), query);
    }
    kit.delete("rawrawraw").expect(204);
    kit.control(
        "POST",
        "events",
        "{\"account\":\"tech@example.com\",\"raw\":true,\"event\":"
            + Kit.meeting("Bad rule", "recurrence", "[\"RRULE:FREQ=SOMETIMES\"]")
            + "}");
    assertEquals(1, kit.list("singleEvents=true&timeMin=2026-01-01T00:00:00Z").rows().size());
  }

  @Test
  void aBurstOnOneCalendarIsRefusedFarBelowTheQuota() {
    kit.control("POST", "quota", "{\"perCalendarPerTenSeconds\":2}");
    String id = kit.insert(Kit.meeting("One")).json().path("id").asText();
    kit.patch(id, "{\"summary\":\"a\"}").expect(200);
    Kit.Answer over = kit.patch(id, "{\"summary\":\"b\"}").expect(403);
    assertEquals("rateLimitExceeded", over.reason());
    assertTrue(over.json().path("error").path("details").isMissingNode(), "nobody says whose");
    kit.get(Kit.EVENTS).expect(200);
    assertEquals(1, kit.control("GET", "quota", "").path("refusedBursts").asInt());
    kit.clock.advance(java.time.Duration.ofSeconds(11));
    kit.patch(id, "{\"summary\":\"c\"}").expect(200);
  }

  @Test
  void windowsSlideAndPatchCostsThree() {
    kit.control("POST", "quota", "{\"perUserPerMinute\":10}");
    String id = kit.insert(Kit.meeting("One")).json().path("id").asText();
    kit.patch(id, "{\"summary\":\"a\"}").expect(200);
    kit.patch(id, "{\"summary\":\"b\"}").expect(200);
    kit.clock.advance(java.time.Duration.ofSeconds(30));
    kit.patch(id, "{\"summary\":\"c\"}").expect(200);
    Kit.Answer over = kit.get(Kit.EVENTS).expect(403);
    assertEquals("userRateLimitExceeded", over.reason());
    assertEquals(
        "defaultPerMinutePerUser",
        over.json().at("/error/details/0/metadata/quota_limit").asText());
    assertEquals(
        "usageLimits", over.json().path("error").path("errors").path(0).path("domain").asText());
    kit.clock.advance(java.time.Duration.ofSeconds(31));
    kit.patch(id, "{\"summary\":\"d\"}").expect(200);
    kit.control(
        "POST", "quota", "{\"perUserPerMinute\":600,\"perProjectPerMinute\":1,\"status\":429}");
    assertEquals("rateLimitExceeded", kit.get(Kit.EVENTS).expect(429).reason());
    kit.control("POST", "quota", "{\"perProjectPerMinute\":10000,\"perDay\":1}");
    assertEquals("quotaExceeded", kit.get(Kit.EVENTS).expect(429).reason());
    kit.control("POST", "quota", "{\"enabled\":false}");
    kit.get(Kit.EVENTS).expect(200);
    assertEquals(3, kit.control("GET", "quota", "").path("refused").asInt());
  }

  @Test
  void aBatchIsManyCalls() {
    kit.control("DELETE", "requests", "");
    String part =
        "--b\r\nContent-Type: application/http\r\nContent-ID: <item%d>\r\n\r\n%s\r\n\r\n%s\r\n";
    String insert =
        "POST /calendar/v3/calendars/primary/events?sendUpdates=none HTTP/1.1\r\nContent-Type: application/json";
    String body =
        part.formatted(1, insert, Kit.meeting("First", "id", "\"firstid1\""))
            + part.formatted(2, insert, Kit.meeting("Double", "id", "\"firstid1\""))
            + part.formatted(
                3, "DELETE /calendar/v3/calendars/primary/events/nothing1 HTTP/1.1", "")
            + "--b--";
    Kit.Answer answer =
        kit.send(
                "POST",
                "/batch/calendar/v3",
                body,
                "Authorization",
                "Bearer " + kit.token,
                "Content-Type",
                "multipart/mixed; boundary=b")
            .expect(200);
    String text = answer.text();
    assertTrue(answer.header("content-type").startsWith("multipart/mixed; boundary="));
    int first = text.indexOf("Content-ID: <response-item1>\r\n\r\nHTTP/1.1 200");
    int second = text.indexOf("Content-ID: <response-item2>\r\n\r\nHTTP/1.1 409");
    int third = text.indexOf("Content-ID: <response-item3>\r\n\r\nHTTP/1.1 404");
    assertTrue(0 < first && first < second && second < third, text);
    JsonNode log = kit.control("GET", "requests?since=0", "");
    assertEquals(3, log.path("summary").path("units").asInt());
    assertEquals(3, log.path("summary").path("write").asInt());
    assertEquals(1, log.path("summary").path("batch").asInt());
    assertEquals("firstid1", log.path("items").path(0).path("eventId").asText());
    assertEquals("duplicate", log.path("items").path(1).path("note").asText());
    kit.send(
            "POST",
            "/batch/calendar/v3",
            body,
            "Authorization",
            "Bearer " + kit.token,
            "Content-Type",
            "text/plain")
        .expect(400);
  }

  @Test
  void theLogTellsReadsFromWrites() {
    kit.control("DELETE", "requests", "");
    String id = kit.insert(Kit.meeting("Logged")).json().path("id").asText();
    kit.list("maxResults=5");
    kit.patch(id, "{\"summary\":\"x\"}");
    JsonNode log = kit.control("GET", "requests?since=0", "");
    assertEquals(1, log.path("summary").path("read").asInt());
    assertEquals(2, log.path("summary").path("write").asInt());
    assertEquals(5, log.path("summary").path("units").asInt());
    JsonNode row = log.path("items").path(2);
    assertEquals("PATCH", row.path("method").asText());
    assertEquals(3, row.path("units").asInt());
    assertEquals(id, row.path("eventId").asText());
    assertEquals(Kit.TECH, row.path("account").asText());
    assertEquals("tech@example.com", row.path("calendarId").asText());
    assertEquals("sendUpdates=none", row.path("query").asText());
    long last = log.path("last").asLong();
    assertEquals(0, kit.control("GET", "requests?since=" + last, "").path("items").size());
  }

  @Test
  void googlesClientsTunnelPatchAndZipBodies() throws Exception {
    String id = kit.insert(Kit.meeting("Tunnel")).json().path("id").asText();
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write("{\"summary\":\"Through\"}".getBytes(StandardCharsets.UTF_8));
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(kit.twin.baseUrl() + Kit.EVENTS + "/" + id))
            .header("Authorization", "Bearer " + kit.token)
            .header("Content-Type", "application/json")
            .header("Content-Encoding", "gzip")
            .header("X-HTTP-Method-Override", "PATCH")
            .POST(HttpRequest.BodyPublishers.ofByteArray(zipped.toByteArray()))
            .build();
    assertEquals(
        200, kit.wire.http().send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    assertEquals("Through", kit.event(id).json().path("summary").asText());
  }

  @Test
  void resetForgetsEverything() {
    kit.insert(Kit.meeting("Old"));
    String sync = kit.list("").syncToken();
    kit.control("POST", "reset", "");
    kit.get(Kit.EVENTS).expect(401);
    kit.signIn();
    assertTrue(kit.list("").rows().isEmpty());
    kit.get(Kit.EVENTS + "?syncToken=" + sync).expect(410);
    assertEquals(404, kit.send("GET", "/_sandbox/nothing", "").status());
    assertEquals(
        400,
        kit.send("POST", "/_sandbox/clock", "{}", "Content-Type", "application/json").status());
  }
}

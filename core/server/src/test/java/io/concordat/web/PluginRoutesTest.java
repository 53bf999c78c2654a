package io.concordat.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.identity.Role;
import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.calendar.CalendarSync.CallbackReply;
import io.concordat.spi.calendar.CalendarSync.Notice;
import io.concordat.spi.calendar.CalendarSync.WebhookReply;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.http.Unavailable;
import io.concordat.web.Http.Got;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PluginRoutesTest {
  private static final String READ = "user_schedule:read";
  private static final LinkedBlockingQueue<Request> asked = new LinkedBlockingQueue<>();
  private static final LinkedBlockingQueue<Notice> notices = new LinkedBlockingQueue<>();
  private static final LinkedBlockingQueue<CalendarSync.Callback> callbacks =
      new LinkedBlockingQueue<>();
  private static final CountDownLatch secondPart = new CountDownLatch(1);
  private static final CompletableFuture<Boolean> readerLeft = new CompletableFuture<>();

  private static final WebFixture web =
      new WebFixture(
          FakePorts.enterprise(
              new FakePorts.Sync(PluginRoutesTest::callback, PluginRoutesTest::webhook),
              List.of(
                  route(
                      "GET",
                      "/api/v1/calendar/things/{id}",
                      new Reply.Json(200, "{\"a\":1}", Map.of("ETag", "\"7\""))),
                  route("GET", "/api/v1/calendar/things/special", new Reply.Json(200, "{}")),
                  route("POST", "/api/v1/calendar/things/{id}/run", new Reply.Empty(202)),
                  route("GET", "/api/v1/calendar/files/{*rest}", new Reply.Json(200, "{}")),
                  route("DELETE", "/api/teams/x", new Reply.Problem(409, "busy", "Wait.", "x")),
                  route("GET", "/api/v1/teams/none", new Reply.NotOffered(new Unavailable("F"))),
                  route(
                      "GET",
                      "/api/v1/teams/page",
                      new Reply.Page("<T>", out -> out.write("<p id=\"in\">x</p>"))),
                  route(
                      "GET",
                      "/api/v1/teams/asset",
                      new Reply.Asset(
                          "text/css",
                          "v1",
                          out -> out.write("a{}".getBytes(StandardCharsets.UTF_8)))),
                  route(
                      "GET",
                      "/api/v1/calendar/stream",
                      new Reply.EventStream(PluginRoutesTest::stream)),
                  route(
                      "GET",
                      "/api/v1/calendar/endless",
                      new Reply.EventStream(PluginRoutesTest::endless)),
                  new Route(
                      "GET",
                      "/api/v1/calendar/secret",
                      "system_settings:update",
                      r -> new Reply.Empty(204)))));
  private static final WebFixture.Person tech =
      web.person(web.ground.tenant("t"), "tech", Role.TECHNICIAN);

  private static Route route(String method, String template, Reply reply) {
    return new Route(
        method,
        template,
        READ,
        request -> {
          asked.add(request);
          web.ground.ground().tenancy().current();
          return reply;
        });
  }

  private static CallbackReply callback(CalendarSync.Callback callback) {
    callbacks.add(callback);
    return new CallbackReply.Outcome(
        Optional.ofNullable(callback.query().get("error")), Optional.of("p 1"));
  }

  private static WebhookReply webhook(Notice notice) {
    notices.add(notice);
    return notice.query().containsKey("validationToken")
        ? new WebhookReply.Echo(notice.query().get("validationToken"))
        : new WebhookReply.Accepted(202);
  }

  private static void stream(java.io.OutputStream out)
      throws java.io.IOException, InterruptedException {
    web.ground.ground().tenancy().current();
    out.write("data: 1\n\n".getBytes(StandardCharsets.UTF_8));
    if (!secondPart.await(10, TimeUnit.SECONDS)) {
      throw new java.io.IOException("the first part was not delivered");
    }
    out.write("data: 2\n\n".getBytes(StandardCharsets.UTF_8));
  }

  private static void endless(java.io.OutputStream out) {
    try {
      for (int i = 0; i < 1_000; i++) {
        out.write("data: x\n\n".repeat(1_000).getBytes(StandardCharsets.UTF_8));
      }
      readerLeft.complete(false);
    } catch (java.io.IOException e) {
      readerLeft.complete(true);
    }
  }

  @AfterAll
  static void close() {
    web.close();
  }

  private static Request last() throws InterruptedException {
    return java.util.Objects.requireNonNull(asked.poll(5, TimeUnit.SECONDS));
  }

  @Test
  void aRouteGetsItsPartsDecoded() throws Exception {
    asked.clear();
    Got got =
        tech.http().get("/api/v1/calendar/things/a%2Fb%20%C3%A4+?q=1&q=2&e=%26", "X-Odd", "Y");
    assertEquals("{\"a\":1}", got.expect(200).body());
    assertEquals("\"7\"", got.header("ETag"));
    Request request = last();
    assertEquals("a/b \u00e4+", request.path("id"));
    assertEquals(Optional.of("1"), request.query("q"));
    assertEquals(Optional.of("&"), request.query("e"));
    assertEquals(Optional.of("Y"), request.header("x-odd"));
    assertEquals(tech.id(), request.caller().user());
    tech.http().post("/api/v1/calendar/things/7/run", "{\"x\":\"\u00e4\"}").expect(202);
    assertEquals("{\"x\":\"\u00e4\"}", last().body());
    tech.http().get("/api/v1/calendar/files/a/b%20c").expect(200);
    assertEquals("a/b c", last().path("rest"));
    assertEquals("{}", tech.http().get("/api/v1/calendar/things/special").expect(200).body());
    last();
  }

  @Test
  void repliesOfEveryKindReachTheCaller() {
    Got problem = tech.http().delete("/api/teams/x").expect(409);
    assertEquals("busy", problem.code());
    assertEquals("x", problem.json().path("field").asText());
    assertTrue(tech.http().get("/api/v1/teams/none").expect(501).body().contains("\"F is only"));
    Got page = tech.http().get("/api/v1/teams/page").expect(200);
    assertTrue(page.body().contains("<title>&lt;T&gt; · Concordat</title>"), page.body());
    assertTrue(page.header("Content-Security-Policy").contains("default-src 'none'"));
    Got asset = tech.http().get("/api/v1/teams/asset").expect(200);
    assertEquals("text/css", asset.header("Content-Type"));
    tech.http().get("/api/v1/teams/asset", "If-None-Match", asset.header("ETag")).expect(304);
    asked.clear();
  }

  @Test
  void aPermissionThatIsMissingIsDeniedAndAudited() {
    assertEquals("forbidden", tech.http().get("/api/v1/calendar/secret").expect(403).code());
    assertTrue(
        web.audited(tech.tenant()).stream()
            .anyMatch(
                e ->
                    e.outcome().equals("denied")
                        && e.action().equals("GET /api/v1/calendar/secret")));
  }

  @Test
  void anEventStreamShowsEachPartAtOnce() throws Exception {
    var response =
        HttpClient.newHttpClient()
            .send(request("/api/v1/calendar/stream"), BodyHandlers.ofInputStream());
    assertEquals("text/event-stream", response.headers().firstValue("Content-Type").orElse(""));
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      assertEquals("data: 1", lines.readLine());
      assertEquals("", lines.readLine());
      secondPart.countDown();
      assertEquals("data: 2", lines.readLine());
      assertEquals("", lines.readLine());
      assertEquals(null, lines.readLine());
    }
  }

  @Test
  void aStreamEndsWhenItsReaderLeaves() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var response = client.send(request("/api/v1/calendar/endless"), BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        assertTrue(body.read() >= 0);
      }
      client.shutdownNow();
    }
    assertTrue(readerLeft.get(20, TimeUnit.SECONDS));
  }

  private static HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.http().port() + path))
        .header("Authorization", "Bearer " + tech.http().token().orElseThrow())
        .build();
  }

  @Test
  void callbacksEndAtTheUsersCalendars() throws Exception {
    Got success = web.http().get("/api/auth/google/calendar/callback?code=c&state=s").expect(302);
    assertEquals("/profile/calendar?calendarAuth=success&provider=p+1", success.header("Location"));
    assertTrue(java.util.Objects.requireNonNull(callbacks.poll()).caller().isEmpty());
    Got denied =
        tech.http().get("/api/auth/microsoft/calendar/callback?error=access_denied").expect(302);
    assertEquals(
        "/profile/calendar?calendarAuth=error&calendarError=access_denied&provider=p+1",
        denied.header("Location"));
    assertEquals(
        tech.id(),
        java.util.Objects.requireNonNull(callbacks.poll()).caller().orElseThrow().user());
  }

  @Test
  void noticesArePassedOnAsTheyCame() throws Exception {
    web.http().post("/api/calendar/webhooks/google", "", "X-Goog-Channel-ID", "c1").expect(202);
    assertEquals(
        "c1", java.util.Objects.requireNonNull(notices.poll()).headers().get("x-goog-channel-id"));
    Got echo =
        web.http()
            .post("/api/calendar/webhooks/microsoft?validationToken=a%20%3Cb%3E%2B", "")
            .expect(200);
    assertEquals("a <b>+", echo.body());
    assertEquals("text/plain", echo.header("Content-Type"));
    notices.clear();
    web.http().post("/api/calendar/webhooks/microsoft", "{\"value\":[]}").expect(202);
    assertEquals("{\"value\":[]}", java.util.Objects.requireNonNull(notices.poll()).body());
    web.http().post("/api/calendar/webhooks/microsoft", "x".repeat(1_100_000)).expect(413);
  }
}

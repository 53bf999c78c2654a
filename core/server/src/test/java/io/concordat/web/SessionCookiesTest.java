package io.concordat.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.identity.Role;
import io.concordat.identity.Sessions;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A browser is known by its cookie, and changes nothing because another site wants it to. */
class SessionCookiesTest {
  private static final String ENTRY = "{\"start\":\"2026-03-05\",\"end\":\"2026-03-06\"}";
  private static final String ENTRIES = "/api/v1/schedule/entries";
  private static final WebFixture web = new WebFixture(FakePorts.community());
  private static final TenantId tenant = web.ground.tenant("ours");
  private static final UserId user = web.ground.user(tenant, "a@example.com", Role.TECHNICIAN);
  private static final String session = open().cookie().reveal();
  private static final String cookie = "concordat-session=" + session;

  private static Sessions.Opened open() {
    return web.ground.in(tenant, tx -> web.ground.ground().sessions().open(tx, user, "password"));
  }

  @AfterAll
  static void close() {
    web.close();
  }

  @Test
  void readsNeedTheCookieOnly() {
    web.http().get(ENTRIES, "Cookie", cookie).expect(200);
    web.http().get(ENTRIES, "Cookie", "concordat-session=ccs_x").expect(401);
    web.http().get(ENTRIES).expect(401);
  }

  @Test
  void changesNeedTheTokenOfThisSession() {
    String token = Forgery.token(session);
    make(List.of("X-CSRF-Token", token)).expect(201);
    List<List<String>> forged =
        List.of(
            List.of(),
            List.of("X-CSRF-Token", ""),
            List.of("X-CSRF-Token", token.substring(1)),
            List.of("X-CSRF-Token", Forgery.token(open().cookie().reveal())),
            List.of("X-CSRF-Token", token, "Origin", "http://localhost:8081"),
            List.of("X-CSRF-Token", token, "Sec-Fetch-Site", "cross-site"));
    for (List<String> headers : forged) {
      assertEquals("csrf", make(headers).expect(403).code(), headers.toString());
    }
    // On loopback the framework is faster.
    for (String origin : List.of("https://evil.example", "null")) {
      make(List.of("X-CSRF-Token", token, "Origin", origin)).expect(403);
    }
    assertTrue(
        web.audited(tenant).stream()
            .anyMatch(e -> e.outcome().equals("denied") && e.subject().equals(ENTRIES)));
  }

  @Test
  void deletingIsAChangeToo() {
    String token = Forgery.token(session);
    String made = make(List.of("X-CSRF-Token", token)).expect(201).json().path("id").asText();
    String path = ENTRIES + "/" + made;
    List<String> bare = List.of("Cookie", cookie, "If-Match", "*");
    for (String method : List.of("DELETE", "PATCH")) {
      String body = method.equals("DELETE") ? "" : "{}";
      web.http().send(method, path, body, bare.toArray(String[]::new)).expect(403);
    }
    web.http().delete(path, "Cookie", cookie, "If-Match", "*", "X-CSRF-Token", token).expect(204);
  }

  @Test
  void ourOwnPagesMaySendTheirOrigin() {
    String token = Forgery.token(session);
    for (String origin :
        List.of("http://localhost:8080", "http://127.0.0.1:" + web.http().port())) {
      make(List.of("X-CSRF-Token", token, "Origin", origin, "Sec-Fetch-Site", "same-origin"))
          .expect(201);
    }
  }

  @Test
  void anApiTokenWinsOverTheCookie() {
    UserId other = web.ground.user(tenant, "b@example.com", Role.CLIENT_PORTAL);
    String token = web.ground.token(tenant, other).token().reveal();
    web.http().as(token).get(ENTRIES, "Cookie", cookie).expect(403);
    web.http().as("cct_x").get(ENTRIES, "Cookie", cookie).expect(401);
    String own = web.ground.token(tenant, user).token().reveal();
    web.http().as(own).post(ENTRIES, ENTRY, "Cookie", cookie).expect(201);
  }

  @Test
  void onHttpsTheyAreBoundToTheHost() {
    for (Cookie given : granted("https://msp.example/app").getCookies().getAll()) {
      assertTrue(given.getName().startsWith("__Host-concordat-"));
      assertTrue(given.isSecure());
      assertEquals("/", given.getPath());
      assertEquals(null, given.getDomain());
      assertEquals(SameSite.Lax, given.getSameSite().orElseThrow());
      assertEquals(given.getName().endsWith("session"), given.isHttpOnly());
      assertEquals(3600, given.getMaxAge());
    }
    assertEquals(2, granted("https://msp.example").getCookies().getAll().size());
  }

  @Test
  void onPlainHttpEveryBrowserMustTakeThem() {
    for (Cookie given : granted("http://localhost:8080").getCookies().getAll()) {
      assertTrue(given.getName().startsWith("concordat-"));
      assertEquals(false, given.isSecure());
    }
    assertNotEquals(Forgery.token("a"), Forgery.token("b"));
  }

  private static MutableHttpResponse<?> granted(String publicUrl) {
    Instant now = Instant.parse("2026-11-21T09:00:00Z");
    var cookies = new SessionCookies(new PublicUrl(URI.create(publicUrl)), () -> now);
    return cookies.grant(
        Answers.empty(204),
        new Sessions.Opened(UUID.randomUUID(), Secret.of("ccs_1"), now.plus(Duration.ofHours(1))));
  }

  /** Makes an entry in the session. */
  private static Http.Got make(List<String> headers) {
    List<String> all = new ArrayList<>(List.of("Cookie", cookie));
    all.addAll(headers);
    return web.http().post(ENTRIES, ENTRY, all.toArray(String[]::new));
  }
}

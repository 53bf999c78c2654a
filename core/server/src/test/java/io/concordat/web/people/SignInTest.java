package io.concordat.web.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.app.Statements;
import io.concordat.identity.NewUser;
import io.concordat.identity.Role;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import io.concordat.web.Browser;
import io.concordat.web.FakePorts;
import io.concordat.web.Http.Got;
import io.concordat.web.WebFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** In with the right password, and nothing learned with a wrong one. */
class SignInTest {
  private static final String PASSWORD = "correct horse battery";
  private static final String SESSION = "concordat-session";
  private static final AtomicInteger NETWORKS = new AtomicInteger();
  private static final WebFixture web = new WebFixture(FakePorts.community());
  private static final TenantId tenant = web.ground.tenant("ours");

  @AfterAll
  static void close() {
    web.close();
  }

  private static UserId user(TenantId of, String email, Role role) {
    NewUser draft = new NewUser(email, email, role, Optional.of(Secret.of(PASSWORD)));
    return web.ground.in(of, tx -> web.ground.ground().users().create(tx, draft).orElseThrow());
  }

  private static Browser browser() {
    int number = NETWORKS.incrementAndGet();
    return browser("203.0." + number / 250 + "." + number % 250);
  }

  private static Browser browser(String network) {
    return new Browser(web.http(), network);
  }

  private static List<String> reasons(TenantId of, UserId user) {
    return web.audited(of).stream()
        .filter(e -> e.action().equals("sign_in") && e.subject().equals(user.toString()))
        .map(e -> e.outcome() + " " + e.detail().getOrDefault("reason", ""))
        .toList();
  }

  @Test
  void theRightPasswordOpensASession() {
    UserId id = user(tenant, "in@example.com", Role.ADMIN);
    Browser browser = browser();
    JsonNode got = browser.signIn(" IN@example.com", PASSWORD).expect(200).json();
    assertTrue(got.path("signedIn").asBoolean());
    assertEquals(id.toString(), got.path("userId").asText());
    assertEquals(browser.cookie("concordat-csrf"), got.path("csrfToken").asText());
    JsonNode session = browser.get("/api/auth/session").expect(200).json();
    assertEquals("in@example.com", session.path("email").asText());
    assertEquals("admin", session.path("role").asText());
    assertEquals(got.path("csrfToken"), session.path("csrfToken"));
    assertTrue(session.path("permissions").toString().contains("audit:read"));
    assertEquals(List.of("ok "), reasons(tenant, id));
    browser.send("POST", "/api/auth/sign-out", "").expect(204);
    assertEquals("", browser.cookie(SESSION));
    browser.get("/api/auth/session").expect(401);
    browser.send("POST", "/api/auth/sign-out", "").expect(204);
  }

  @Test
  void allFailuresAreOneAnswerAfterOneComputation() {
    UserId wrong = user(tenant, "wrong@example.com", Role.TECHNICIAN);
    UserId inactive = user(tenant, "inactive@example.com", Role.TECHNICIAN);
    web.ground.in(tenant, tx -> web.ground.ground().users().setActive(tx, inactive, false));
    UserId customer = user(tenant, "customer@example.com", Role.CLIENT_PORTAL);
    UserId without = web.ground.user(tenant, "none@example.com", Role.TECHNICIAN);
    user(tenant, "twice@example.com", Role.TECHNICIAN);
    user(web.ground.tenant("second"), "twice@example.com", Role.TECHNICIAN);
    List<Got> answers = new ArrayList<>();
    for (String email :
        List.of(
            "nobody@example.com", "no address at all", "wrong@example.com", "twice@example.com")) {
      answers.add(counted(email, "not this one, no"));
    }
    for (String email :
        List.of("inactive@example.com", "customer@example.com", "none@example.com")) {
      answers.add(counted(email, PASSWORD));
    }
    for (Got answer : answers) {
      assertEquals(answers.getFirst().body(), answer.expect(401).body());
      assertEquals("sign_in_failed", answer.code());
      assertTrue(answer.response().headers().allValues("set-cookie").isEmpty());
    }
    assertEquals(List.of("denied wrong_password"), reasons(tenant, wrong));
    assertEquals(List.of("denied inactive"), reasons(tenant, inactive));
    assertEquals(List.of("denied client_portal"), reasons(tenant, customer));
    assertEquals(List.of("denied no_password"), reasons(tenant, without));
    assertTrue(
        Statements.column(web.ground, "select reason from security_log where kind = 'sign_in'")
            .contains("unknown_address"));
    for (Audit.Entry entry : web.audited(tenant)) {
      assertFalse(entry.toString().contains("not this one"));
      assertFalse(entry.toString().contains(PASSWORD));
    }
  }

  private static Got counted(String email, String password) {
    long before = web.ground.ground().identity().passwords().computed();
    Got got = browser().signIn(email, password);
    assertEquals(1, web.ground.ground().identity().passwords().computed() - before, email);
    return got;
  }

  @Test
  void tenantsAreNamedAfterTheRightPasswordOnly() {
    TenantId one = web.ground.tenant("One");
    TenantId two = web.ground.tenant("Two");
    user(one, "both@example.com", Role.TECHNICIAN);
    user(two, "both@example.com", Role.TECHNICIAN);
    Browser browser = browser();
    browser.signIn("both@example.com", "not this one, no").expect(401);
    Got choice = counted("both@example.com", PASSWORD).expect(200);
    assertFalse(choice.json().path("signedIn").asBoolean());
    assertTrue(choice.body().contains("\"One\"") && choice.body().contains("\"Two\""));
    browser.signIn("both@example.com", PASSWORD, tenant.toString()).expect(401);
    JsonNode in = browser.signIn("both@example.com", PASSWORD, two.toString()).expect(200).json();
    assertEquals(two.toString(), in.path("tenantId").asText());
  }

  @Test
  void everySignInIsANewSessionAndEndsTheOldOne() {
    UserId id = user(tenant, "fix@example.com", Role.TECHNICIAN);
    Browser browser = browser();
    browser.setCookie(SESSION, "ccs_" + "a".repeat(43));
    browser.signIn("fix@example.com", PASSWORD).expect(200);
    String first = browser.cookie(SESSION);
    assertNotEquals("ccs_" + "a".repeat(43), first);
    browser.signIn("fix@example.com", PASSWORD).expect(200);
    assertNotEquals(first, browser.cookie(SESSION));
    assertEquals(1, web.ground.in(tenant, tx -> web.ground.ground().sessions().of(tx, id)).size());
  }

  @Test
  void wrongGuessesAreBoundedFromOneNetworkAndLockNobodyOut() {
    user(tenant, "target@example.com", Role.TECHNICIAN);
    Browser known = browser("198.51.100.7");
    known.signIn("target@example.com", PASSWORD).expect(200);
    Browser attacker = browser("198.51.100.7");
    for (int i = 0; i < 10; i++) {
      attacker.signIn("target@example.com", "guess number " + i).expect(401);
    }
    Got limited = attacker.signIn("target@example.com", PASSWORD).expect(429);
    assertEquals("too_many_attempts", limited.code());
    assertTrue(Integer.parseInt(limited.header("Retry-After")) > 800);
    for (int i = 0; i < 10; i++) {
      browser("198.51.100.7").signIn("nosuch@example.com", "guess number " + i).expect(401);
    }
    browser("198.51.100.7").signIn("nosuch@example.com", PASSWORD).expect(429);
    // The browser that was here before, and everybody from elsewhere.
    known.signIn("target@example.com", PASSWORD).expect(200);
    browser("198.51.100.8").signIn("target@example.com", PASSWORD).expect(200);
  }

  @Test
  void aKnownBrowserHasItsOwnBoundForItsOwnAddressOnly() {
    user(tenant, "mine@example.com", Role.TECHNICIAN);
    user(tenant, "yours@example.com", Role.TECHNICIAN);
    Browser browser = browser();
    browser.signIn("mine@example.com", PASSWORD).expect(200);
    for (int i = 0; i < 10; i++) {
      browser.signIn("mine@example.com", "guess number " + i).expect(401);
    }
    browser.signIn("mine@example.com", PASSWORD).expect(429);
    for (int i = 0; i < 10; i++) {
      browser.signIn("yours@example.com", "guess number " + i).expect(401);
    }
    browser.signIn("yours@example.com", PASSWORD).expect(429);
  }

  @Test
  void manyGuessesAtOnceAreNotMore() throws Exception {
    user(tenant, "race@example.com", Role.TECHNICIAN);
    List<Callable<Integer>> guesses = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String guess = "guess number " + i;
      guesses.add(() -> browser("198.51.100.10").signIn("race@example.com", guess).status());
    }
    int looked = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> status : threads.invokeAll(guesses)) {
        looked += status.get() == 401 ? 1 : 0;
      }
    }
    assertEquals(10, looked);
  }

  @Test
  void anotherSiteCannotSignSomebodyIn() {
    user(tenant, "csrf@example.com", Role.TECHNICIAN);
    String body = "{\"email\":\"csrf@example.com\",\"password\":\"%s\"}".formatted(PASSWORD);
    Browser browser = browser();
    browser.send("POST", "/api/auth/sign-in", body, "Origin", "http://localhost:1").expect(403);
    browser.send("POST", "/api/auth/sign-in", body, "Sec-Fetch-Site", "cross-site").expect(403);
    browser.send("POST", "/api/auth/sign-in", body, "Content-Type", "text/plain").expect(415);
    assertEquals("", browser.cookie(SESSION));
    browser.send("POST", "/api/auth/sign-in", body, "Origin", "http://localhost:8080").expect(200);
  }

  @Test
  void badBodiesAreSaid() {
    assertEquals("missing_field", browser().post("/api/auth/sign-in", "{}").expect(422).code());
    assertEquals(
        "unknown_field",
        browser()
            .post("/api/auth/sign-in", "{\"email\":\"a\",\"password\":\"b\",\"x\":1}")
            .expect(422)
            .code());
  }
}

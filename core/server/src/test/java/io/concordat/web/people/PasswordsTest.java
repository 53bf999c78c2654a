package io.concordat.web.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.identity.Credentials;
import io.concordat.identity.NewUser;
import io.concordat.identity.Role;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import io.concordat.web.Browser;
import io.concordat.web.FakePorts;
import io.concordat.web.Http.Got;
import io.concordat.web.Refusal;
import io.concordat.web.WebFixture;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** One's own password, codes that set one, and sessions that end with it. */
class PasswordsTest {
  private static final String OLD = "correct horse battery";
  private static final String NEW = "staple that, quickly";
  private static final WebFixture web = new WebFixture(FakePorts.community());
  private static final TenantId tenant = web.ground.tenant("ours");
  private static final WebFixture.Person admin = web.person(tenant, "admin", Role.ADMIN);

  @AfterAll
  static void close() {
    web.close();
  }

  private static UserId user(String email) {
    NewUser draft = new NewUser(email, email, Role.TECHNICIAN, Optional.of(Secret.of(OLD)));
    return web.ground.in(tenant, tx -> web.ground.ground().users().create(tx, draft).orElseThrow());
  }

  private static Browser browser() {
    return new Browser(web.http(), "192.0.2.1");
  }

  private static Browser signedIn(String email) {
    Browser browser = browser();
    browser.signIn(email, OLD).expect(200);
    return browser;
  }

  private static Got change(Browser browser, String current, String fresh) {
    return browser.post(
        "/api/v1/me/password",
        "{\"currentPassword\":\"%s\",\"newPassword\":\"%s\"}".formatted(current, fresh));
  }

  private static String code(UserId user) {
    JsonNode made =
        admin.http().post("/api/v1/users/" + user + "/password-reset", "").expect(201).json();
    return made.path("code").asText();
  }

  private static Got redeem(String code, String fresh) {
    return web.http()
        .post(
            "/api/auth/password-reset",
            "{\"code\":\"%s\",\"newPassword\":\"%s\"}".formatted(code, fresh));
  }

  private static List<String> audited(UserId user) {
    return web.audited(tenant).stream()
        .filter(e -> e.subject().equals(user.toString()) && e.action().startsWith("password"))
        .map(e -> e.action() + " " + e.outcome())
        .toList();
  }

  @Test
  void whoKnowsTheOldOneChangesItAndOtherSessionsEnd() {
    UserId id = user("change@example.com");
    Browser here = signedIn("change@example.com");
    Browser there = signedIn("change@example.com");
    assertEquals("wrong_password", change(here, "not this one", NEW).expect(422).code());
    change(here, OLD, NEW).expect(204);
    here.get("/api/auth/session").expect(200);
    there.get("/api/auth/session").expect(401);
    browser().signIn("change@example.com", OLD).expect(401);
    browser().signIn("change@example.com", NEW).expect(200);
    assertEquals(List.of("password.change ok", "password.change denied"), audited(id));
  }

  @Test
  void guessingTheOldOneIsBoundedEvenForWhoIsSignedIn() {
    user("stolen@example.com");
    Browser browser = signedIn("stolen@example.com");
    for (int i = 0; i < 10; i++) {
      change(browser, "guess number " + i, NEW).expect(422);
    }
    change(browser, OLD, NEW).expect(429);
  }

  @Test
  void aPasswordIsLongAndNotTheAddress() {
    user("weak.one.here@example.com");
    Browser browser = signedIn("weak.one.here@example.com");
    for (String weak :
        List.of(
            "short",
            "eleven char",
            "x".repeat(257),
            "weak.one.here@example.com",
            "WEAK.one.here@EXAMPLE.com",
            "Weak.One.Here")) {
      assertEquals("weak_password", change(browser, OLD, weak).expect(422).code(), weak);
    }
    change(browser, OLD, "twelve chars").expect(204);
  }

  @Test
  void accentsAreOneLetterHoweverTheyAreTyped() {
    user("accent@example.com");
    change(signedIn("accent@example.com"), OLD, "caf\u00e9 caf\u00e9 caf\u00e9").expect(204);
    browser().signIn("accent@example.com", "cafe\u0301 cafe\u0301 cafe\u0301").expect(200);
  }

  @Test
  void aCodeSetsAPasswordOnceAndEndsAllSessions() {
    UserId id = web.ground.user(tenant, "invited@example.com", Role.TECHNICIAN);
    String earlier = code(id);
    String code = code(id);
    assertEquals("wrong_code", redeem(earlier, OLD).expect(422).code());
    assertEquals("weak_password", redeem(code, "short").expect(422).code());
    redeem(code, OLD).expect(204);
    Browser browser = signedIn("invited@example.com");
    assertEquals("wrong_code", redeem(code, NEW).expect(422).code());
    redeem(code(id), NEW).expect(204);
    browser.get("/api/auth/session").expect(401);
    browser().signIn("invited@example.com", NEW).expect(200);
    assertEquals(List.of("password.reset ok", "password.reset ok"), audited(id));
    for (String nonsense : List.of("", "ccr_", "ccr_" + "x".repeat(43), "x")) {
      redeem(nonsense, NEW).expect(422);
    }
    for (Audit.Entry entry : web.audited(tenant)) {
      assertFalse(entry.toString().contains(code));
      assertFalse(entry.toString().contains(NEW));
    }
  }

  @Test
  void ofManyWhoHaveTheCodeOneUsesIt() throws Exception {
    String code = code(web.ground.user(tenant, "raced@example.com", Role.TECHNICIAN));
    Callable<Integer> use = () -> redeem(code, OLD).status();
    int done = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> status : threads.invokeAll(Collections.nCopies(6, use))) {
        done += status.get() == 204 ? 1 : 0;
      }
    }
    assertEquals(1, done);
  }

  @Test
  void customersAndInactiveUsersGetNone() {
    UserId customer = web.ground.user(tenant, "customer@example.com", Role.CLIENT_PORTAL);
    UserId inactive = user("inactive@example.com");
    web.ground.in(tenant, tx -> web.ground.ground().users().setActive(tx, inactive, false));
    for (UserId id : List.of(customer, inactive)) {
      Got got = admin.http().post("/api/v1/users/" + id + "/password-reset", "").expect(409);
      assertEquals("cannot_sign_in", got.code());
    }
  }

  @Test
  void sessionsAreListedAndEnded() {
    user("sessions@example.com");
    Browser here = signedIn("sessions@example.com");
    Browser there = signedIn("sessions@example.com");
    JsonNode items = here.get("/api/v1/me/sessions").expect(200).json().path("items");
    assertEquals(2, items.size());
    assertTrue(items.get(0).path("agent").asText().startsWith("Java-http-client"));
    for (JsonNode item : items) {
      assertEquals("password", item.path("how").asText());
      if (!item.path("current").asBoolean()) {
        here.send("DELETE", "/api/v1/me/sessions/" + item.path("id").asText(), "").expect(204);
        here.send("DELETE", "/api/v1/me/sessions/" + item.path("id").asText(), "").expect(404);
      }
    }
    here.get("/api/auth/session").expect(200);
    there.get("/api/auth/session").expect(401);
    signedIn("sessions@example.com");
    here.send("DELETE", "/api/v1/me/sessions", "").expect(204);
    assertEquals("", here.cookie("concordat-session"));
    assertEquals(
        1, signedIn("sessions@example.com").get("/api/v1/me/sessions").json().path("items").size());
  }

  @Test
  void whoeverComesWhenTooManyDoIsAskedToComeAgain() {
    Refusal refusal =
        assertThrows(
            Refusal.class,
            () -> SignInRoutes.answer(new Credentials.Outcome.Busy(), "code", "is not valid."));
    assertEquals(503, refusal.problem().status());
    assertEquals("busy", refusal.problem().code());
  }
}

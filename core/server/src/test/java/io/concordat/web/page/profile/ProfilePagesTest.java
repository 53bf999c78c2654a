package io.concordat.web.page.profile;

import static io.concordat.web.page.settings.Installations.HOSTILE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.concordat.identity.NewUser;
import io.concordat.identity.Role;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.web.Browser;
import io.concordat.web.Http;
import io.concordat.web.WebFixture;
import io.concordat.web.page.settings.Installations;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ProfilePagesTest {
  private static final String PASSWORD = "a long enough password";
  private static final WebFixture CE = Installations.community();
  private static final WebFixture EE = Installations.enterprise();
  private final TenantId tenant = CE.ground.tenant("t");

  @AfterAll
  static void close() {
    CE.close();
    EE.close();
  }

  private Browser signedIn(String email, Role role) {
    var draft = new NewUser(email, "Somebody", role, Optional.of(Secret.of(PASSWORD)));
    CE.ground.in(tenant, tx -> CE.ground.ground().users().create(tx, draft).orElseThrow());
    return signedIn(email);
  }

  private static Browser signedIn(String email) {
    var browser = new Browser(CE.http(), "198.51.100.7");
    browser.signIn(email, PASSWORD).expect(200);
    return browser;
  }

  @Test
  void everybody_who_is_signed_in_has_a_profile() {
    Browser tech = signedIn("tess@example.com", Role.TECHNICIAN);
    for (String path : List.of("general", "password", "sessions", "tokens")) {
      String body = tech.get("/profile/" + path).expect(200).body();
      assertEquals(1, body.split("<h1", -1).length - 1, path + ": one heading");
      assertFalse(body.toLowerCase(java.util.Locale.ROOT).contains("calendar"), path);
      CE.http().get("/profile/" + path).expect(303);
    }
  }

  @Test
  void the_general_page_shows_who_one_is_and_takes_another_name() {
    Browser tech = signedIn("theo@example.com", Role.TECHNICIAN);
    String body = tech.get("/profile/general").expect(200).body();
    assertTrue(body.contains("theo@example.com") && body.contains("Technician"));
    assertTrue(body.contains("data-rest=\"PATCH /api/v1/me\" data-version=\"1\""));
    assertTrue(body.contains("<option value=\"Europe/Berlin\">"));
    tech.send("PATCH", "/api/v1/me", "{\"name\":\"Theo\"}").expect(428);
    tech.send("PATCH", "/api/v1/me", "{\"name\":\" \"}", "If-Match", "\"1\"").expect(422);
    tech.send("PATCH", "/api/v1/me", "{\"role\":\"admin\"}", "If-Match", "\"1\"").expect(422);
    String name = JsonNodeFactory.instance.objectNode().put("name", HOSTILE).toString();
    var changed = tech.send("PATCH", "/api/v1/me", name, "If-Match", "\"1\"").expect(200);
    assertEquals("\"2\"", changed.header("ETag"));
    assertEquals(changed.body(), tech.get("/api/v1/me").expect(200).body());
    assertFalse(tech.get("/profile/general").body().contains("<script>alert"));
    assertTrue(CE.audited(tenant).stream().anyMatch(line -> line.action().equals("user.rename")));
  }

  @Test
  void a_token_for_something_else_does_not_rename_its_user() {
    Http tech = CE.person(tenant, "narrow", Role.TECHNICIAN).http();
    tech.get("/api/v1/me").expect(200);
    tech.patch("/api/v1/me", "{\"name\":\"x\"}", "If-Match", "*").expect(403);
    Http admin = CE.person(tenant, "wide", Role.ADMIN).http();
    admin.patch("/api/v1/me", "{\"name\":\"Wide\"}", "If-Match", "*").expect(200);
  }

  @Test
  void the_password_page_knows_who_has_none() {
    Browser tech = signedIn("pia@example.com", Role.TECHNICIAN);
    assertTrue(tech.get("/profile/password").body().contains("id=\"password-current\""));
    Http other = CE.person(tenant, "without", Role.TECHNICIAN).http();
    String body = other.get("/profile/password").expect(200).body();
    assertTrue(body.contains("You have no password here"));
    assertFalse(body.contains("id=\"password-current\""));
  }

  @Test
  void sessions_say_which_is_this_one() {
    Browser here = signedIn("sam@example.com", Role.TECHNICIAN);
    Browser there = signedIn("sam@example.com");
    String body = here.get("/profile/sessions").expect(200).body();
    assertEquals(1, body.split("This browser", -1).length - 1);
    assertEquals(1, body.split("data-then=\"refresh #sessions\"", -1).length - 1, "the other one");
    String path = body.replaceFirst("(?s).*data-rest=\"DELETE ([^\"]+)\" data-done=.*", "$1");
    here.send("DELETE", path, "").expect(204);
    there.get("/profile/sessions").expect(303);
    assertEquals(
        0, here.get("/profile/sessions").body().split("data-then=\"refresh", -1).length - 1);
  }

  @Test
  void devices_are_called_what_people_call_them() {
    assertEquals(
        new Device("Edge", "Windows"),
        Device.of(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                + " Chrome/125.0 Safari/537.36 Edg/125.0"));
    assertEquals(
        new Device("Safari", "iPhone"),
        Device.of(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15"
                + " (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1"));
    assertEquals(
        new Device("Firefox", "Linux"),
        Device.of("Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"));
    assertEquals(new Device("", ""), Device.of(HOSTILE));
  }

  @Test
  void tokens_are_listed_without_themselves() {
    Browser admin = signedIn("ada@example.com", Role.ADMIN);
    assertTrue(admin.get("/profile/tokens").body().contains("You have no API token."));
    String wanted = JsonNodeFactory.instance.objectNode().put("name", HOSTILE).toString();
    String token = admin.post("/api/v1/tokens", wanted).expect(201).json().path("token").asText();
    String body = admin.get("/profile/tokens").expect(200).body();
    assertFalse(body.contains(token));
    assertFalse(body.contains("<script>alert"));
    assertTrue(body.contains("Does not expire") && body.contains("never used"));
    assertFalse(body.contains("calendar:connect"), "nothing here needs it");
    Browser tech = signedIn("ty@example.com", Role.TECHNICIAN);
    String none = tech.get("/profile/tokens").body();
    assertTrue(none.contains("Your role does not include making tokens."));
    assertFalse(none.contains("id=\"token-add\""));
    Http there = EE.person(EE.ground.tenant("ee"), "eva", Role.ADMIN).http();
    assertTrue(there.get("/profile/tokens").body().contains("calendar:connect"));
  }
}

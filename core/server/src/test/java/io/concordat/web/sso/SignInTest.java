package io.concordat.web.sso;

import static io.concordat.web.sso.SignInHouse.DOMAIN;
import static io.concordat.web.sso.SignInHouse.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.identity.Role;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.tenant.UserId;
import io.concordat.web.Http.Got;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in with Microsoft when all is well, over HTTP against the twin. */
class SignInTest {
  private static final String TINA = "tina@contoso.example";

  private SignInHouse house;
  private UserId tina;

  @BeforeEach
  void open() {
    house = new SignInHouse();
    tina = house.user(house.admin.tenant(), TINA, Role.TECHNICIAN);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void linkTina() {
    house.link(house.admin, tina, house.directory(), house.account(TINA));
  }

  private static void signedIn(Got got) {
    String location = got.expect(302).header("Location");
    assertFalse(location.startsWith("/signin"), location);
    assertTrue(
        got.response().headers().allValues("Set-Cookie").toString().contains("concordat-session="));
  }

  private JsonNode me(Browser browser) {
    return browser.get("/api/v1/tokens").json();
  }

  @Test
  void whoever_an_administrator_linked_comes_in_with_a_session() {
    linkTina();
    Browser browser = house.browser();
    URI authorize = house.start(browser, "email=x%40" + DOMAIN + "&returnTo=/conflicts?open=1");
    Map<String, String> asked = query(authorize.toString());
    assertEquals("/" + house.directory() + "/oauth2/v2.0/authorize", authorize.getPath());
    assertEquals("openid profile email", asked.get("scope"));
    assertEquals("S256", asked.get("code_challenge_method"));
    assertEquals("x@" + DOMAIN, asked.get("login_hint"));
    assertEquals("http://localhost:8080" + SignInHouse.CALLBACK, asked.get("redirect_uri"));
    assertEquals(43, String.valueOf(asked.get("state")).length());

    Got got = browser.get(house.approve(authorize, TINA));
    signedIn(got);
    assertEquals("/conflicts?open=1", got.header("Location"));
    assertEquals("no-store", got.header("Cache-Control"));
    assertTrue(browser.cookies().containsKey("concordat-session"));
    // Strangers' wrong passwords are kept away from this browser.
    assertTrue(browser.cookies().containsKey("concordat-browser"));
    assertFalse(browser.cookies().keySet().stream().anyMatch(it -> it.contains("-sso-")));
    assertTrue(me(browser).has("items"));
    assertEquals(
        Map.of("directoryId", house.directory(), "objectId", house.account(TINA)), ok().detail());
  }

  private Audit.Entry ok() {
    Audit.Entry entry = house.web.audited(house.admin.tenant()).getFirst();
    assertEquals("sign_in.microsoft", entry.action());
    assertEquals("ok", entry.outcome());
    assertEquals(tina.toString(), entry.subject());
    return entry;
  }

  @Test
  void a_proven_address_links_once_and_is_not_looked_at_again() {
    house.account(TINA);
    signedIn(house.signIn(house.browser(), TINA));
    assertEquals("address", ok().detail().get("linkedBy"));

    // Another address, unproven, of a domain that is not ours any more: the two ids are enough.
    String id = house.admin.http().get("/api/v1/sso/domains").json().at("/items/0/id").asText();
    Browser second = house.browser();
    URI authorize = house.start(second);
    house.admin.http().delete("/api/v1/sso/domains/" + id, "If-Match", "*").expect(204);
    house.control("id-tokens", "{'claims':{'email':'new@name.example','xms_edov':null}}");
    signedIn(second.get(house.approve(authorize, TINA)));
    assertFalse(ok().detail().containsKey("linkedBy"));
  }

  @Test
  void every_sign_in_opens_a_new_session_whatever_the_browser_brings() {
    linkTina();
    Browser browser = house.browser();
    browser
        .cookies()
        .put("concordat-session", "ccs_planted-by-somebody-else-AAAAAAAAAAAAAAAAAAAAAA");
    signedIn(house.signIn(browser, TINA));
    String first = String.valueOf(browser.cookies().get("concordat-session"));
    assertFalse(first.contains("planted"));

    Browser planted = house.browser();
    planted
        .cookies()
        .put("concordat-session", "ccs_planted-by-somebody-else-AAAAAAAAAAAAAAAAAAAAAA");
    planted.get("/api/v1/tokens").expect(401);

    house.later();
    signedIn(house.signIn(browser, TINA));
    assertNotEquals(first, browser.cookies().get("concordat-session"));
    Browser old = house.browser();
    old.cookies().put("concordat-session", first);
    old.get("/api/v1/tokens").expect(401);
  }

  /** Not even with a cookie of the right name, and without using up what is not its own. */
  @Test
  void another_browsers_ticket_opens_nothing_and_leaves_the_flow_to_its_own() {
    linkTina();
    Browser browser = house.browser();
    URI authorize = house.start(browser);
    String name =
        browser.cookies().keySet().stream()
            .filter(it -> it.contains("-sso-"))
            .findFirst()
            .orElseThrow();
    String back = house.approve(authorize, TINA);
    Browser other = house.browser();
    other.cookies().put(name, "A".repeat(43));
    String answer = other.get(back).expect(302).header("Location");
    assertTrue(answer.contains("signIn=error"), answer);
    signedIn(browser.get(back));
  }

  @Test
  void two_windows_can_be_at_microsoft_at_once() {
    linkTina();
    Browser browser = house.browser();
    URI one = house.start(browser);
    URI two = house.start(browser);
    signedIn(browser.get(house.approve(one, TINA)));
    signedIn(browser.get(house.approve(two, TINA)));
  }

  @Test
  void a_state_that_another_browser_tried_is_still_good() {
    linkTina();
    Browser browser = house.browser();
    String back = house.approve(house.start(browser), TINA);
    assertTrue(house.browser().get(back).header("Location").contains("signIn=error"));
    signedIn(browser.get(back));
  }

  @Test
  void new_keys_are_found_and_the_vendor_is_not_asked_without_end() {
    linkTina();
    signedIn(house.signIn(house.browser(), TINA));
    house.control("keys/rotate", "{}");
    // Within the minute nobody asks again, so the new key is not known yet.
    assertTrue(house.signIn(house.browser(), TINA).header("Location").contains("signIn=error"));
    house.later();
    signedIn(house.signIn(house.browser(), TINA));

    long before = keysAsked();
    house.later();
    house.control("id-tokens", "{'signature':'unknownKey','times':20}");
    for (int i = 0; i < 5; i++) {
      house.signIn(house.browser(), TINA);
    }
    assertEquals(1, keysAsked() - before);
  }

  private long keysAsked() {
    JsonNode log =
        SignInHouse.tree(
            house.send("GET", house.twin.baseUrl() + "/_sandbox/requests?limit=5000", "").body());
    return log.path("items")
        .valueStream()
        .filter(it -> it.path("path").asText().endsWith("/discovery/v2.0/keys"))
        .count();
  }

  @Test
  void a_profile_for_everybody_takes_whoever_is_linked_or_proved() {
    house.control("apps", "{'clientId':'" + house.clientId() + "','multiTenant':true}");
    house.bind(house.admin, house.profile(house.admin, "For everybody", "organizations"));
    JsonNode partner = house.control("directories", "{'domain':'partner.example'}");
    house.control("accounts", "{'email':'pia@partner.example','directoryId':'partner.example'}");
    String object = house.account("pia@partner.example");
    UserId pia = house.user(house.admin.tenant(), "pia@contoso.example", Role.TECHNICIAN);
    house.link(house.admin, pia, partner.path("directoryId").asText(), object);

    signedIn(house.signIn(house.browser(), "pia@partner.example"));
    house.account(TINA);
    signedIn(house.signIn(house.browser(), TINA));
  }

  @Test
  void a_profile_may_name_its_directory_by_a_domain() {
    linkTina();
    house.bind(house.admin, house.profile(house.admin, "By name", DOMAIN));
    signedIn(house.signIn(house.browser(), TINA));
  }

  @Test
  void clocks_may_differ_by_minutes() {
    linkTina();
    long now = house.clock.instant().getEpochSecond();
    house.control(
        "id-tokens",
        "{'claims':{'nbf':%d,'iat':%d,'exp':%d}}".formatted(now + 240, now + 240, now - 240));
    signedIn(house.signIn(house.browser(), TINA));
  }

  @Test
  void who_is_unlinked_is_signed_out_and_does_not_come_back() {
    linkTina();
    house.sql(
        house.admin.tenant(),
        "update users set email = 't@x.example' where email = '" + TINA + "'");
    Browser browser = house.browser();
    signedIn(house.signIn(browser, TINA));
    String path = "/api/v1/users/" + tina + "/microsoft-identity";
    JsonNode link = house.admin.http().get(path).expect(200).json();
    assertEquals("administrator", link.path("linkedBy").asText());

    house.admin.http().delete(path).expect(204);
    browser.get("/api/v1/tokens").expect(401);
    assertTrue(house.signIn(house.browser(), TINA).header("Location").contains("signIn=error"));
    assertTrue(house.admin.http().get(path).json().path("objectId").isNull());
  }

  @Test
  void links_are_unique_and_of_staff_only() {
    linkTina();
    UserId ben = house.user(house.admin.tenant(), "ben@contoso.example", Role.TECHNICIAN);
    UserId client = house.user(house.admin.tenant(), "c@contoso.example", Role.CLIENT_PORTAL);
    String body =
        SignInHouse.json(
            "{'directoryId':'%s','objectId':'%s'}"
                .formatted(house.directory(), house.account(TINA)));
    assertEquals("identity_taken", put(ben, body).expect(409).code());
    assertEquals("not_internal", put(client, body).expect(422).code());
    put(new UserId(UUID.randomUUID()), body).expect(404);
    assertEquals("invalid_value", put(ben, body.replaceAll("-", "")).expect(422).code());
    String personal = body.replace(house.directory(), "9188040d-6c67-4c5b-b112-36a304b66dad");
    assertEquals("personal_account", put(ben, personal).expect(422).code());
    Got same = put(tina, body).expect(200);
    assertEquals("\"1\"", same.header("ETag"));
    house
        .admin
        .http()
        .send("PUT", "/api/v1/users/" + tina + "/microsoft-identity", body, "If-Match", "\"7\"")
        .expect(412);
  }

  private Got put(UserId user, String body) {
    return house.admin.http().send("PUT", "/api/v1/users/" + user + "/microsoft-identity", body);
  }

  @Test
  void the_page_shows_nothing_that_it_is_told() {
    Browser browser = house.browser();
    String hostile = "/signin?then=//evil.example%22%3E%3Cscript%3E";
    assertTrue(browser.get(hostile).body().contains("data-then=\"/\""));
    String error = "/signin?signIn=error&signInError=%3Cb%3E&reference=%3Cscript%3E";
    String page = browser.get(error).expect(200).body();
    assertFalse(page.contains("<script>") || page.contains("<b>"), page);
  }

  @Test
  void too_many_tries_are_slowed_down() {
    String body = "{\"email\":\"a@b.example\"}";
    List<Integer> seen =
        IntStream.range(0, 80)
            .mapToObj(i -> house.web.http().post("/api/auth/msp/sso/discover", body).status())
            .toList();
    assertEquals(200, seen.getFirst());
    assertEquals(429, seen.getLast());
    house.clock.advance(Duration.ofMinutes(2));
    house.web.http().post("/api/auth/msp/sso/discover", body).expect(200);
  }
}

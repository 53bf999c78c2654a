package io.concordat.dist.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.concordat.dist.browser.Site.Edition;
import io.concordat.dist.http.Answer;
import io.concordat.dist.http.Form;
import io.concordat.dist.http.Rest;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody tries who wants to act in another's name, or to run a script in our pages. */
@Tag("assembled")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AttackTest {
  @RegisterExtension static final Browsing BROWSING = Browsing.of(Edition.EE);

  private static final String USERS = "/api/v1/users";
  private static final JsonNode INTRUDER =
      Rest.object().put("email", "intruder@evil.example").put("name", "Intruder");

  private static Team team;

  @BeforeAll
  static void hire() {
    team = BROWSING.team();
  }

  /** A member's cookies, as a header and by name. */
  private static Map<String, String> cookies(Member member) {
    Map<String, String> all = new HashMap<>();
    member.session().forEach(cookie -> all.put(cookie.name, cookie.value));
    return all;
  }

  private static String header(Map<String, String> cookies) {
    return String.join(
        "; ", cookies.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  private Answer change(Map<String, String> cookies, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("Cookie", header(cookies));
    return Rest.at(BROWSING.site().address()).send("POST", USERS, INTRUDER, headers);
  }

  @Test
  void aChangeNeedsTheSessionsOwnTokenFromOurOwnPages() {
    Map<String, String> mine = cookies(team.admin());
    String token = mine.get("concordat-csrf");
    String foreign = cookies(team.admin()).get("concordat-csrf");
    assertNotEquals(token, foreign);
    for (Map<String, String> headers :
        List.of(
            Map.<String, String>of(),
            Map.of("X-CSRF-Token", ""),
            Map.of("X-CSRF-Token", "wrong"),
            Map.of("X-CSRF-Token", foreign),
            Map.of("X-CSRF-Token", token, "Sec-Fetch-Site", "cross-site"),
            Map.of("X-CSRF-Token", token, "Origin", "https://evil.example"),
            Map.of("X-CSRF-Token", token, "Origin", "null"))) {
      Answer answer = change(mine, headers);
      assertEquals(403, answer.status(), headers.toString());
    }
    assertEquals(201, change(mine, Map.of("X-CSRF-Token", token)).status());
  }

  /** The browser itself, from a page of another site: a form, and a script. */
  @Test
  void anotherSiteChangesNothing() {
    Visit visit = BROWSING.visit(team.admin());
    Page evil = visit.context().newPage();
    evil.navigate(BROWSING.site().microsoft().pages().base() + "/_sandbox/clock");
    String there = BROWSING.site().address().resolve(USERS).toString();
    visit.expect(401, USERS);
    visit.expect(403, USERS);
    visit.expect(415, USERS);
    int before = team.rest().all(USERS).size();
    evil.evaluate(
        "there => fetch(there, {method: 'POST', mode: 'no-cors', credentials: 'include',"
            + " body: '{\"email\":\"x@evil.example\",\"name\":\"X\"}'}).catch(() => 0)",
        there.replace("localhost", "127.0.0.1"));
    evil.evaluate(
        "there => { const form = document.createElement('form'); form.method = 'POST';"
            + " form.enctype = 'text/plain'; form.action = there; const field ="
            + " document.createElement('input'); field.name ="
            + " '{\"email\":\"x@evil.example\",\"name\":\"'; field.value = '\"}';"
            + " form.append(field); document.body.append(form); form.submit(); }",
        there);
    evil.waitForURL(url -> url.equals(there));
    assertEquals(before, team.rest().all(USERS).size());
    visit.problems();
  }

  @Test
  void noPageIsShownInAnotherSitesFrame() {
    Visit visit = BROWSING.visit(team.admin());
    Page evil = visit.context().newPage();
    evil.navigate(BROWSING.site().google().pages().base() + "/_sandbox/clock");
    for (String path : List.of("/signin", "/profile", "/nothing-here")) {
      URI there = BROWSING.site().address().resolve(path);
      evil.setContent("<iframe id=\"frame\" src=\"" + there + "\"></iframe>");
      evil.waitForTimeout(300);
      assertTrue(
          evil.frames().stream().noneMatch(frame -> shows(frame.content())), "framed: " + path);
    }
    visit.problems();
  }

  private static boolean shows(String html) {
    return html.contains("<main");
  }

  @Test
  void aSessionFromBeforeSigningInIsWorthNothing() {
    Visit visit = BROWSING.visit();
    String address = BROWSING.site().address().toString();
    Cookie planted = new Cookie("concordat-session", "planted-by-an-attacker").setUrl(address);
    visit.context().addCookies(List.of(planted));
    Page page = visit.open("/signin");
    signIn(page, team.admin());
    page.waitForURL(url -> !url.contains("/signin"));
    Cookie after =
        visit.cookies().stream()
            .filter(cookie -> cookie.name.equals("concordat-session"))
            .findFirst()
            .orElseThrow();
    assertNotEquals(planted.value, after.value);
    assertTrue(after.httpOnly);
    assertEquals("LAX", String.valueOf(after.sameSite));
    Answer old =
        Rest.at(BROWSING.site().address())
            .send("GET", USERS, null, Map.of("Cookie", "concordat-session=" + planted.value));
    assertEquals(401, old.status());
  }

  private static void signIn(Page page, Member member) {
    page.fill("#signin-email", member.email());
    page.click("#signin-next");
    page.fill("#signin-password", member.password());
    page.click("#signin-submit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "/%09/evil.example/",
        "javascript:alert(1)",
        "/profile@evil.example",
        "http:evil.example",
        "data:text/html,<h1>evil</h1>"
      })
  void signingInLeadsNowhereElse(String then) {
    Visit visit = BROWSING.visit();
    visit.expect(404, "/");
    String query = Form.encode(then);
    Page page = visit.open("/signin?then=" + query);
    signIn(page, team.admin());
    page.waitForURL(url -> !url.contains("/signin"));
    assertEquals(BROWSING.site().address().getAuthority(), URI.create(page.url()).getAuthority());
    assertFalse(page.content().contains("<h1>evil</h1>"));
  }

  /** Everywhere that people write: it is shown as it was written, and nothing of it runs. */
  @Test
  void whatPeopleWriteIsNeverAScript() {
    Team hostile = BROWSING.site().team("<img src=x onerror=pwned=1>");
    Hostile text = new Hostile(hostile);
    Member technician = text.write(BROWSING.site());
    for (Member member : List.of(hostile.admin(), technician)) {
      Visit visit = BROWSING.visit(member);
      Crawl crawl = new Crawl(visit, (page, sight) -> assertHarmless(page, sight.toString()));
      List<Sight> seen = crawl.from(Scenery.STARTS);
      assertTrue(seen.size() >= 4, seen.toString());
    }
  }

  private static void assertHarmless(Page page, String where) {
    assertEquals(0, page.locator("img[src=x], svg[onload], [onerror]").count(), where);
    assertEquals(false, page.evaluate("() => 'pwned' in window"), where);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/signin?then=EVIL&ended=EVIL&reference=EVIL&error=EVIL&signIn=EVIL",
        "/settings?category=EVIL&tab=EVIL&notice=EVIL",
        "/profile?tab=EVIL&notice=EVIL",
        "/schedule?view=EVIL&date=EVIL&entry=EVIL&people=EVIL",
        "/settings/integrations/providers?tab=EVIL&notice=EVIL",
        "/settings/audit?action=EVIL&user=EVIL&from=EVIL&to=EVIL&cursor=EVIL&outcome=EVIL",
        "/settings/people?q=EVIL&cursor=EVIL",
        "/settings/integrations/calendar?calendarAuth=EVIL&calendarError=EVIL&provider=EVIL",
        "/profile/calendar?calendarAuth=EVIL&calendarError=EVIL&provider=EVIL",
        "/nothing-here?x=EVIL"
      })
  void whatAnAddressSaysIsNeverAScript(String path) {
    Visit visit = BROWSING.visit(team.admin());
    for (int status : List.of(400, 404)) {
      visit.expect(status, path.substring(0, path.indexOf('?')));
    }
    for (String evil : Hostile.TEXTS) {
      String query = Form.encode(evil);
      // Six pages that listen for changes are all that a browser opens to one host.
      try (Page page = visit.open(path.replace("EVIL", query))) {
        assertHarmless(page, path);
      }
    }
  }
}

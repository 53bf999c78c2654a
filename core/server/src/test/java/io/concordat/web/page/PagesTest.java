package io.concordat.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.identity.Role;
import io.concordat.spi.Offer;
import io.concordat.spi.calendar.CalendarSync.WebhookReply;
import io.concordat.spi.http.Reply;
import io.concordat.spi.page.PageRequest;
import io.concordat.spi.page.Place;
import io.concordat.spi.page.PluginPage;
import io.concordat.spi.tenant.TenantId;
import io.concordat.web.FakePorts;
import io.concordat.web.Http;
import io.concordat.web.Http.Got;
import io.concordat.web.WebFixture;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final String HTML = "text/html,application/xhtml+xml";
  private static final WebFixture EE =
      new WebFixture(
          FakePorts.with(
              FakePorts.enterprise(
                  new FakePorts.Sync(
                      callback -> {
                        throw new AssertionError();
                      },
                      notice -> new WebhookReply.Accepted(200)),
                  List.of()),
              "test-plugin",
              Offer.NOTHING.withPages(brought())));
  private static final WebFixture CE = new WebFixture(FakePorts.community());
  private static final TenantId TENANT = EE.ground.tenant("t");
  private static final Http TINA = EE.person(TENANT, "tina", Role.TECHNICIAN).http();
  private static final Http PORTAL = EE.person(TENANT, "customer", Role.CLIENT_PORTAL).http();

  private static List<PluginPage> brought() {
    return List.of(
        page(Place.PROFILE, "calendar", "calendar:connect", PagesTest::hello),
        page(
            Place.SETTINGS_INTEGRATIONS,
            "broken",
            "system_settings:read",
            request -> {
              throw new IllegalStateException("vendor said: s3cret");
            }),
        page(Place.TOP, "gone", "", request -> new Reply.Problem(404, "not_found", "no")));
  }

  private static PluginPage page(
      Place place, String slug, String permission, PluginPage.Handler handler) {
    return new PluginPage(place, slug, permission, 50, handler);
  }

  private static Reply hello(PageRequest request) {
    String who = request.request().query("who").orElse("nobody");
    return new Reply.Page(
        "Hello " + who,
        out ->
            out.append("<h1 id=\"hello\">")
                .append(request.words().t("shell.sign-out"))
                .append("</h1><p>")
                .append(request.words().dateTime(Instant.parse("2026-11-21T17:38:00Z")))
                .append("</p>"));
  }

  @AfterAll
  static void close() {
    EE.close();
    CE.close();
  }

  @Test
  void whoever_is_not_known_is_sent_to_sign_in_and_back() {
    Got got = EE.http().get("/profile/calendar?a=b%20c").expect(303);
    assertEquals("/signin?then=%2Fprofile%2Fcalendar%3Fa%3Db%2520c", got.header("Location"));
    Got part = EE.http().get("/profile/calendar", "HX-Request", "true").expect(204);
    assertEquals("/signin?then=%2Fprofile%2Fcalendar", part.header("HX-Redirect"));
  }

  @Test
  void a_plugins_page_stands_in_the_shell_and_once_in_the_navigation() {
    Got got = TINA.get("/profile/calendar?who=%3Cb%3E").expect(200);
    assertTrue(got.body().contains("<title>Hello &lt;b&gt; · Concordat</title>"), got.body());
    assertTrue(got.body().contains("<h1 id=\"hello\">Sign out</h1>"));
    assertEquals(2, got.body().split("id=\"side-profile-calendar\"", -1).length);
    assertTrue(got.body().contains("href=\"/profile/calendar\" aria-current=\"page\""));
    assertFalse(got.body().contains("settings-integrations-broken"), "not for a technician");
  }

  @Test
  void it_speaks_the_visitors_language() {
    Got german = TINA.get("/profile/calendar", "Accept-Language", "de-AT,de;q=0.9,en;q=0.5");
    assertTrue(german.body().contains("<html lang=\"de\""));
    assertTrue(german.body().contains("Abmelden"));
    Got chosen =
        TINA.get("/profile/calendar", "Accept-Language", "de", "Cookie", "concordat-language=en");
    assertTrue(chosen.body().contains("<html lang=\"en\""));
  }

  @Test
  void it_writes_dates_as_in_the_visitors_country() {
    Map.of(
            "en-GB,en;q=0.9", "<p>21 Nov 2026, 17:38</p>",
            "en-US,en;q=0.9", "<p>Nov 21, 2026, 5:38\u202fPM</p>",
            "en-US-u-ca-buddhist", "<p>Nov 21, 2026, 5:38\u202fPM</p>",
            "de", "<p>21.11.2026, 17:38</p>")
        .forEach(
            (wanted, said) -> {
              String body = TINA.get("/profile/calendar", "Accept-Language", wanted).body();
              assertTrue(body.contains(said), () -> wanted + ": " + body);
            });
  }

  @Test
  void nothing_runs_that_the_response_did_not_bring() {
    String policy = TINA.get("/profile/calendar").header("Content-Security-Policy");
    assertTrue(policy.startsWith("default-src 'none';"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
  }

  @Test
  void who_may_not_see_a_page_gets_a_page_that_says_so_and_the_audit_log_has_it() {
    Got got = PORTAL.get("/profile/calendar").expect(403);
    assertTrue(got.body().contains("You may not see this page"));
    assertTrue(
        EE.audited(TENANT).stream()
            .anyMatch(
                line ->
                    line.action().equals("page.profile.calendar")
                        && line.outcome().equals("denied")));
  }

  @Test
  void what_breaks_in_a_plugin_is_a_page_without_its_words() {
    Http admin = EE.person(TENANT, "ada", Role.ADMIN).http();
    Got got = admin.get("/settings/integrations/broken").expect(500);
    assertTrue(got.body().contains("This page cannot be shown right now"));
    assertFalse(got.body().contains("s3cret"));
    assertTrue(TINA.get("/gone").expect(404).body().contains("There is no page here"));
  }

  @Test
  void an_old_name_of_a_page_leads_to_it_or_quietly_to_the_first_one() {
    assertEquals("/profile/calendar", TINA.get("/profile?tab=Calendar").header("Location"));
    Http there = CE.person(CE.ground.tenant("ce"), "tom", Role.TECHNICIAN).http();
    String first = "/profile/general?notice=moved";
    assertEquals(first, there.get("/profile?tab=Calendar").header("Location"));
    assertEquals(first, there.get("/profile/calendar").header("Location"));
    assertTrue(there.get(first).expect(200).body().contains("id=\"notice\""));
    assertEquals("/profile/general", there.get("/profile").header("Location"));
    assertEquals(first, there.get("/settings?category=calendar").header("Location"));
  }

  @Test
  void a_person_at_an_address_of_nothing_sees_a_page_and_a_script_a_problem() {
    Got page = EE.http().get("/no/such/thing", "Accept", HTML).expect(404);
    assertTrue(page.body().contains("There is no page here"), page.body());
    assertEquals("not_found", EE.http().get("/no/such/thing").expect(404).code());
    assertEquals("not_found", EE.http().get("/api/v1/nothing", "Accept", HTML).expect(404).code());
  }

  @Test
  void a_file_whose_address_names_its_content_is_kept_for_ever() {
    String page = TINA.get("/profile/calendar").body();
    String address =
        page.replaceFirst("(?s).*src=\"(/assets/core/rest\\.js\\?v=[0-9a-f]+)\".*", "$1");
    Got file = EE.http().get(address).expect(200);
    assertTrue(file.header("Cache-Control").contains("immutable"));
    EE.http().get(address, "If-None-Match", file.header("ETag")).expect(304);
    assertEquals("no-cache", EE.http().get("/assets/core/rest.js").header("Cache-Control"));
    assertEquals(
        "gzip", EE.http().get(address, "Accept-Encoding", "gzip").header("Content-Encoding"));
    EE.http().get("/assets/core/..%2Fopenapi.yaml").expect(404);
    EE.http().get("/assets/core/none.js").expect(404);
    EE.http().get("/assets/ee-other/x.js").expect(404);
  }

  @Test
  void every_library_is_where_its_version_says() {
    Assets.LIBRARIES.forEach(
        (name, path) ->
            assertTrue(
                Assets.class.getClassLoader().getResource(path) != null,
                name + ": correct the version in its path, " + path));
  }

  @Test
  void both_languages_say_the_same_things() {
    var bundles = new Bundles();
    Set<String> english = new TreeSet<>(bundles.of("core", Locale.ENGLISH).keySet());
    Set<String> german = new TreeSet<>(bundles.of("core", Locale.GERMAN).keySet());
    assertEquals(String.join("\n", english), String.join("\n", german));
    assertTrue(english.size() > 50);
  }

  @Test
  void a_new_installation_leads_to_its_set_up() {
    try (var fresh = new WebFixture(FakePorts.community())) {
      assertEquals("/setup", fresh.http().get("/signin").expect(303).header("Location"));
      assertTrue(fresh.http().get("/setup").expect(200).body().contains("id=\"setup-code\""));
    }
    assertEquals("/signin", EE.http().get("/setup").expect(303).header("Location"));
    assertTrue(EE.http().get("/signin").expect(200).body().contains("id=\"signin-email\""));
  }

  @Test
  void sign_in_leads_to_our_own_pages_only() {
    for (String elsewhere : List.of("//evil.example", "https://evil.example", "/\\evil.example")) {
      String page = EE.http().get("/signin?then=" + elsewhere.replace("\\", "%5C")).body();
      assertTrue(page.contains("data-then=\"/\""), elsewhere);
    }
    assertTrue(
        EE.http()
            .get("/signin?then=%2Fschedule%3Fa%3Db")
            .body()
            .contains("data-then=\"/schedule?a=b\""));
  }
}

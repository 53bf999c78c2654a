package io.concordat.dist.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import io.concordat.dist.browser.Site.Edition;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.calendar.TwinControl.Client;
import io.concordat.dist.http.Form;
import io.concordat.dist.http.Rest;
import io.concordat.dist.process.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From the first start of a fresh installation, by pages alone: nothing is asked of the API. */
@Tag("assembled")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class FirstDayTest {
  @RegisterExtension static final Browsing BROWSING = Browsing.of(Edition.EE);

  private static final String EMAIL = "ada@northgate.example";
  private static final double SOON_MILLIS = 30_000;

  private final List<Site> sites = new ArrayList<>();

  private Site fresh(Edition edition) {
    Site site = Site.start(edition, Home.of(""));
    sites.add(site);
    return site;
  }

  @AfterEach
  void stop() {
    sites.forEach(Site::close);
  }

  /** Every address leads to the set-up page until there is an administrator, and never again. */
  private static Page setUp(Site site, Visit visit) throws IOException {
    Page page = visit.open("/schedule");
    assertThat(page).hasURL(Pattern.compile(".*/setup$"));
    String code = Files.readString(site.plan().data().resolve("setup-code")).strip();
    page.locator("#setup-code").fill("WRNG" + code.substring(4));
    page.locator("#setup-tenant").fill("Northgate MSP");
    page.locator("#setup-name").fill("Ada Brandt");
    page.locator("#setup-email").fill(EMAIL);
    page.locator("#setup-password").fill("a long sentence of Ada's");
    visit.expect(403, "/api/setup");
    page.locator("#setup-submit").click();
    assertThat(page.locator("#setup-form [role=alert], #setup-code-problem-now")).isVisible();
    page.locator("#setup-code").fill(code);
    page.locator("#setup-submit").click();
    assertThat(page).hasURL(Pattern.compile(".*/schedule.*"));
    assertThat(page.locator("#user-menu-open")).containsText("Ada Brandt");
    Page again = visit.open("/setup");
    assertThat(again.locator("h1")).hasText("Schedule");
    again.close();
    return page;
  }

  @Test
  void anAdministratorGetsBothCalendarsIntoAgreement() throws IOException {
    Site site = fresh(Edition.EE);
    Visit visit = BROWSING.visit(site, Look.WIDE);
    Page page = setUp(site, visit);
    page.locator("#nav-settings").click();
    page.locator("#side-providers").click();
    googleApp(page, site.google());
    microsoftProfile(page, site.microsoft());

    Page google = otherSide(visit, site.google());
    Page outlook = otherSide(visit, site.microsoft());
    addThere(google, "Boiler in Elm Street");
    page.locator("#user-menu-open").click();
    page.locator("#menu-profile").click();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Calendar")).click();
    CalendarPagesTest.add(page, "google", "My Google");
    CalendarPagesTest.add(page, "microsoft", "My Outlook");

    page.locator("#nav-schedule").click();
    Locator calendar = page.locator("#schedule-calendar");
    arrives(calendar, "Boiler in Elm Street");
    page.evaluate("() => { window.notReloaded = true; }");
    addHere(page, "Switch on the third floor");
    addThere(outlook, "Printer in the hall");
    arrives(google.locator("#days"), "Switch on the third floor");
    arrives(outlook.locator("#days"), "Switch on the third floor");
    arrives(calendar, "Printer in the hall");
    assertEquals(true, page.evaluate("() => window.notReloaded"));
    // What one calendar of a person has is not copied to their others.
    assertThat(calendar.locator(".ev-badge-synced")).hasCount(3);
    assertThat(google.locator("[data-event]")).hasCount(2);
    assertThat(outlook.locator("[data-event]")).hasCount(2);
  }

  /** What the page says is entered at Google, and the other way round. */
  private static void googleApp(Page page, TwinControl google) {
    page.locator("#tab-google").click();
    Client app = google.client(page.locator("#google-values-calendar-redirect-0").textContent());
    page.locator("#google-new-client").fill(app.id());
    page.locator("#google-new-secret").fill(app.secret());
    page.locator("#google-new-save").click();
    page.locator("#google-test").click();
    assertThat(page.locator("#google-result")).containsText("Google knows this client");
    google.control("accounts", Rest.object().put("email", EMAIL).put("timeZone", Chromium.ZONE));
  }

  private static void microsoftProfile(Page page, TwinControl microsoft) {
    page.locator("#tab-microsoft").click();
    page.locator("#binding-calendar-values-open").click();
    Client app =
        microsoft.client(
            page.locator("code[id^=binding-calendar-redirect-]").first().textContent());
    SettingsPagesTest.add(page, "Northgate", app, app.secret());
    Locator card = SettingsPagesTest.card(page, "Northgate");
    card.locator("[id$='-test']").click();
    assertThat(card.locator(".settings-verdict")).containsText("Entra accepts the credentials");
    page.locator("#binding-calendar-profile")
        .selectOption(new SelectOption().setLabel("Northgate"));
    page.locator("#binding-calendar-save").click();
    assertThat(page.locator("#binding-calendar")).containsText("Uses Northgate.");
    microsoft.control(
        "accounts",
        Rest.object()
            .put("email", EMAIL)
            .put("timeZone", Chromium.ZONE)
            .put("directoryId", app.directory()));
  }

  private static Page otherSide(Visit visit, TwinControl twin) {
    String path = "/_sandbox/calendar?account=" + Form.encode(EMAIL);
    return visit.open(twin.pages().base().resolve(path).toString());
  }

  private static void addThere(Page there, String title) {
    there.locator("#event-new").click();
    there.locator("#editor-summary").fill(title);
    there.locator("#editor-save").click();
    arrives(there.locator("#days"), title);
  }

  /** On a day of the week that is shown, whatever the time is. */
  private static void addHere(Page page, String title) {
    String today = LocalDate.now(Clock.system(ZoneId.of(Chromium.ZONE))).toString();
    page.locator("#schedule-new").click();
    page.locator("#schedule-title-input").fill(title);
    page.locator("#schedule-start").fill(today);
    page.locator("#schedule-start-time").fill("15:00");
    page.locator("#schedule-save").click();
    assertThat(page.locator("#schedule-dialog")).isHidden();
  }

  private static void arrives(Locator at, String text) {
    assertThat(at).containsText(text, new ContainsTextOptions().setTimeout(SOON_MILLIS));
  }

  @Test
  void theCommunityBeginsTheSameWayAndHasAllItsPages() throws IOException {
    Site site = fresh(Edition.CE);
    Visit visit = BROWSING.visit(site, Look.WIDE);
    Page page = setUp(site, visit);
    List<String> titles = new ArrayList<>();
    titles.addAll(followed(page, ".bar-links a"));
    for (String section : List.of("/settings", "/profile")) {
      page.navigate(section);
      titles.addAll(followed(page, "nav.side a"));
    }
    page.navigate("/settings/integrations/providers");
    titles.addAll(followed(page, "nav.tabs a"));
    System.out.println("Pages of the community: " + titles);
    assertTrue(titles.size() >= 10, titles::toString);
  }

  /** The titles of the pages behind links that each of these pages has. */
  private static List<String> followed(Page page, String links) {
    List<String> ids = page.locator(links).all().stream().map(FirstDayTest::id).toList();
    List<String> titles = new ArrayList<>();
    for (String id : ids) {
      Locator link = page.locator("[id='" + id + "']");
      link.click();
      assertThat(link).hasAttribute("aria-current", Pattern.compile("page|true"));
      titles.add(page.locator("h1").textContent().strip());
      assertEquals(0, page.locator("[href*=calendar], [src*=ee-]").count(), id);
    }
    return titles;
  }

  private static String id(Locator link) {
    return link.getAttribute("id");
  }
}

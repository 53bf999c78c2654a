package io.concordat.dist.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.concordat.dist.browser.Site.Edition;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Rest;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Cast;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A technician's calendars, by pages alone. */
@Tag("assembled")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CalendarPagesTest {
  private static final String PAGE = "/profile/calendar";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final double SOON_MILLIS = 30_000;

  @RegisterExtension static final Browsing BROWSING = Browsing.of(Edition.EE);
  @RegisterExtension static final Browsing COMMUNITY = Browsing.of(Edition.CE);

  /** Somebody with an account at both vendors, whose administrator has set up both apps. */
  private record Maya(Member member, Technician rest, Cast cast) {
    static Maya hired() {
      Team team = BROWSING.team();
      Vendors vendors = new Vendors(BROWSING.site(), team);
      vendors.profile("Northgate Microsoft 365");
      Cast cast = team.cast();
      cast.storeApp();
      Member member = team.technician("Maya Okafor");
      BROWSING.site().google().account(member.email(), "Europe/Berlin", cast.observer());
      return new Maya(member, team.withToken(member), cast);
    }

    TwinControl google() {
      return cast.twin();
    }

    /** In the account's own calendar at Google. */
    void event(String title) {
      ObjectNode body = Rest.object().put("account", member.email());
      ObjectNode event = body.putObject("event").put("summary", title);
      event.putObject("start").put("dateTime", "2026-11-23T09:00:00+01:00");
      event.putObject("end").put("dateTime", "2026-11-23T09:30:00+01:00");
      google().control("events", body);
    }

    /** Gives her a mailbox in the directory of the profile. */
    void mailbox() {
      JsonNode profiles =
          cast.tenant().admin().get("/api/v1/microsoft/profiles").expect(200).json();
      ObjectNode body = Rest.object().put("email", member.email()).put("timeZone", "Europe/Berlin");
      body.put("directoryId", profiles.path("items").path(0).path("directoryId").asText());
      BROWSING.site().microsoft().control("accounts", body);
    }

    List<String> titles() {
      return rest.entries().stream().map(entry -> entry.path("title").asText()).toList();
    }

    JsonNode provider() {
      return rest.rest().get("/api/v1/calendar/providers").expect(200).json().path("items").path(0);
    }
  }

  private static Locator badge(Page page, String name) {
    return page.locator(".calendar-card")
        .filter(new Locator.FilterOptions().setHasText(name))
        .locator(".badge")
        .first();
  }

  private static void shows(Locator at, String text) {
    PlaywrightAssertions.assertThat(at).hasText(text, new HasTextOptions().setTimeout(SOON_MILLIS));
  }

  /** Adds a calendar in a pop-up, and takes the first one that the account has. */
  static void add(Page page, String vendor, String name) {
    page.locator("#add-" + vendor).click();
    page.locator("#add-" + vendor + "-name").fill(name);
    Page popup = page.waitForPopup(() -> page.locator("#add-" + vendor + "-submit").click());
    popup.locator("#approve").click();
    page.locator("#calendar-outcome-box").waitFor();
    page.waitForCondition(popup::isClosed);
    page.locator("[data-picker-submit]").click();
    shows(badge(page, name), "Connected");
  }

  @Test
  void aCalendarOfEachVendorIsConnectedByPagesAlone() {
    Maya maya = Maya.hired();
    maya.mailbox();
    maya.event("Boiler in Elm Street");
    Visit visit = BROWSING.visit(maya.member());
    Page page = visit.open(PAGE);
    page.evaluate(
        "() => { window.heard = []; addEventListener('message', e => heard.push(e.data)); }");
    add(page, "google", "My Google");
    assertEquals(
        "calendarAuth calendarError provider type",
        page.evaluate("() => heard.map(one => Object.keys(one).sort().join(' ')).join()"));
    add(page, "microsoft", "My Outlook");
    assertTrue(maya.titles().contains("Boiler in Elm Street"), maya.titles()::toString);
    maya.event("Pump in Oak Lane");
    Waiting.until("it arrives", SOON, () -> maya.titles().contains("Pump in Oak Lane"));
    page.navigate("/schedule?view=week&date=2026-11-23");
    Locator sign =
        page.locator(".fc-event")
            .filter(new Locator.FilterOptions().setHasText("Boiler in Elm Street"))
            .locator(".ev-badge-synced");
    sign.waitFor();
    assertEquals("Calendar: in agreement", sign.getAttribute("title"));
    sign.click();
    PlaywrightAssertions.assertThat(page.locator("#schedule-badge"))
        .containsText("Calendar: in agreement");
    page.locator("#schedule-why-open").click();
    PlaywrightAssertions.assertThat(page.locator("#schedule-why-list"))
        .containsText("In agreement with “My Google”.");
  }

  @Test
  void aSyncShowsHowItGoesAndHowItEnded() {
    Maya maya = Maya.hired();
    maya.event("Router reset");
    Page page = BROWSING.visit(maya.member()).open(PAGE);
    add(page, "google", "Work");
    Locator sync = page.locator("[data-sync]");
    maya.google().control("latency", Rest.object().put("ms", 1_500));
    try {
      sync.click();
      shows(sync, "Syncing…");
      PlaywrightAssertions.assertThat(sync).isDisabled();
      page.locator(".calendar-progress").waitFor();
      page.locator(".calendar-said .alert-success").waitFor();
    } finally {
      maya.google().control("latency", Rest.object().put("ms", 0));
    }
    shows(sync, "Sync Now");
    maya.google()
        .control(
            "faults",
            Rest.object().put("match", "GET .*events.*").put("times", 9).put("status", 503));
    try {
      sync.click();
      page.locator(".calendar-said .alert-danger button[data-copies]").waitFor();
      assertTrue(
          page.locator(".calendar-said .alert-danger")
              .textContent()
              .contains("vendor_unavailable"));
      shows(badge(page, "Work"), "Delayed");
    } finally {
      maya.google().forget("faults");
    }
  }

  @Test
  void settingsChangeAndADeletedConnectionLeavesTheEvents() {
    Maya maya = Maya.hired();
    maya.event("Stays where it is");
    Page page = BROWSING.visit(maya.member()).open(PAGE);
    add(page, "google", "Work");
    String id = maya.provider().path("id").asText();
    Page beside = page.context().newPage();
    beside.navigate(PAGE);
    beside.locator("#calendar-" + id + "-edit").waitFor();
    page.locator("#calendar-" + id + "-edit").click();
    page.locator("#calendar-" + id + "-edit-direction").selectOption("to_external");
    page.locator("#calendar-" + id + "-edit-rule").selectOption("tagged");
    page.locator("#calendar-" + id + "-edit-tag").fill("#work");
    page.locator("#calendar-" + id + "-edit-submit").click();
    page.locator("text=Only events with “#work”").waitFor();
    assertEquals("to_external", maya.provider().path("direction").asText());
    assertEquals("#work", maya.provider().path("importRule").path("tag").asText());

    page.locator("#calendar-" + id + "-pause").click();
    shows(badge(page, "Work"), "Paused");
    shows(badge(beside, "Work"), "Paused");
    beside.locator("text=Only events with “#work”").waitFor();
    beside.close();
    page.locator("#calendar-" + id + "-resume").click();
    page.locator("#calendar-" + id + "-pause").waitFor();

    page.locator("#calendar-" + id + "-delete").click();
    page.keyboard().press("Escape");
    assertFalse(maya.provider().isMissingNode());
    page.locator("#calendar-" + id + "-delete").click();
    page.locator("#calendar-" + id + "-delete-confirm").click();
    page.locator("#calendar-empty-title").waitFor();
    page.locator("#toasts").getByText("Events and entries are still there").waitFor();
    assertTrue(maya.titles().contains("Stays where it is"));
    assertEquals(1, events(maya));
  }

  private static int events(Maya maya) {
    TwinControl.Account account =
        maya.google().account(maya.member().email(), "Europe/Berlin", maya.cast().observer());
    return maya.google().google(account).own().size();
  }

  @Test
  void withoutPopUpsItGoesHereAndBack() {
    Maya maya = Maya.hired();
    Page page = BROWSING.visit(maya.member()).open(PAGE);
    page.evaluate("() => { window.open = () => null; }");
    page.locator("#add-google").click();
    page.locator("#add-google-submit").click();
    page.locator("#deny").click();
    page.locator("#calendar-outcome-box[role=alert]").waitFor();
    assertTrue(page.url().endsWith(PAGE), page::url);
    page.evaluate("() => { window.open = () => null; }");
    page.locator("[data-authorize]").click();
    page.locator("#approve").click();
    page.locator("[data-picker-submit]").waitFor();
    assertTrue(page.locator("#calendar-outcome-box").textContent().contains("Access is granted"));
  }

  @Test
  void strangeMessagesAreNotHeard() {
    Maya maya = Maya.hired();
    Page page = BROWSING.visit(maya.member()).open(PAGE);
    page.evaluate(
        """
        () => {
          const send = (data) => window.postMessage(data, location.origin);
          send('x');
          send({ type: 'concordat.calendarAuth', calendarAuth: '<b>', calendarError: null, provider: null });
          send({ type: 'concordat.calendarAuth', calendarAuth: 'error', calendarError: '<b>', provider: null });
          send({ type: 'other', calendarAuth: 'success', calendarError: null, provider: null });
        }""");
    page.waitForTimeout(300);
    assertEquals(0, page.locator("#calendar-outcome-box").count());
  }

  @Test
  void aLostConsentShowsWithoutReloading() {
    Maya maya = Maya.hired();
    Page page = BROWSING.visit(maya.member()).open(PAGE);
    add(page, "google", "Work");
    maya.google().control("accounts/revoke", Rest.object().put("email", maya.member().email()));
    maya.rest()
        .rest()
        .send(
            "POST",
            "/api/v1/calendar/providers/" + maya.provider().path("id").asText() + "/sync",
            Rest.object(),
            Map.of())
        .expect(202);
    shows(badge(page, "Work"), "Reconnect");
    page.locator("[data-authorize]").waitFor();
    assertTrue(page.locator(".calendar-badges").textContent().contains("Action required"));
  }

  @Test
  void theCommunityHasNoneOfIt() {
    Member somebody = COMMUNITY.team().technician("Tomas Lindqvist");
    Visit visit = COMMUNITY.visit(somebody);
    for (String path : List.of(PAGE, "/profile?tab=Calendar", "/settings?category=calendar")) {
      Page page = visit.open(path);
      assertFalse(page.locator("body").innerText().contains("Google"), path);
      assertFalse(page.content().contains("ee-calendar"), path);
      assertEquals(0, page.locator("[href*=calendar], [src*=calendar]").count(), path);
      page.close();
    }
  }
}

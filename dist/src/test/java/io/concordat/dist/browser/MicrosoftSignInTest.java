package io.concordat.dist.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import io.concordat.dist.browser.Site.Edition;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Rest;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Signing in at Microsoft's own page, from the address to the page that was asked for. */
@Tag("assembled")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MicrosoftSignInTest {
  @RegisterExtension static final Browsing BROWSING = Browsing.of(Edition.CE);

  private static final String ASKED = "/schedule?view=month&date=2026-11-16";
  private static final String NEUTRAL =
      "Signing in with Microsoft did not work. Try again, or ask your administrator.";

  private static Member maya;
  private static String stranger = "";

  /** A tenant whose domain is proven; two people have accounts in its directory, one is a user. */
  @BeforeAll
  static void join() {
    Team team = BROWSING.team();
    TwinControl microsoft = BROWSING.site().microsoft();
    TwinControl.Client app =
        microsoft.signIn(
            team.domain(), BROWSING.site().address() + "/api/auth/microsoft/sso/callback");
    Vendors vendors = new Vendors(BROWSING.site(), team, app);
    vendors.profile("Northgate Microsoft 365");
    vendors.domain(team.domain(), true);
    maya = team.technician("Maya Okafor");
    stranger = "stranger@" + team.domain();
    for (String email : new String[] {maya.email(), stranger}) {
      ObjectNode account = Rest.object().put("email", email);
      microsoft.control("accounts", account.put("directoryId", app.directory()));
    }
  }

  /** From a page that needs a session to Microsoft's, and what is decided there. */
  private static Page at(String email, String decision) {
    Page page = BROWSING.visit().open(ASKED);
    assertThat(page).hasURL(Pattern.compile(".*/signin\\?then=.*"));
    page.locator("#signin-email").fill(email);
    page.keyboard().press("Enter");
    assertThat(page.locator("#signin-microsoft")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Sign in to the Microsoft twin");
    assertThat(page.getByLabel(email)).isChecked();
    page.locator("#" + decision).click();
    return page;
  }

  @Test
  void itEndsOnThePageThatWasAskedFor() {
    Page page = at(maya.email(), "approve");
    assertThat(page).hasURL(BROWSING.site().address() + ASKED);
    assertThat(page.locator("#user-menu-open")).containsText("Maya Okafor");
    page.locator("#user-menu-open").click();
    page.locator("#menu-sign-out").click();
    assertThat(page.locator("#signin-email")).isVisible();
    page.navigate(ASKED);
    assertThat(page.locator("h1")).hasText("Sign in");
  }

  @Test
  void whoeverIsRefusedHearsTheSameWhateverTheReasonIs() {
    Page denied = at(maya.email(), "deny");
    assertThat(denied.locator("#signin-problem-text")).hasText(NEUTRAL);
    Page unknown = at(stranger, "approve");
    assertThat(unknown.locator("#signin-problem-text")).hasText(NEUTRAL);
    assertEquals(shape(denied), shape(unknown), "the pages say more than that it did not work");
    assertFalse(unknown.content().contains("stranger"), "it repeats the address");

    denied.locator("#signin-email").fill(maya.email());
    denied.locator("#signin-next").click();
    denied.locator("#signin-password").fill(maya.password());
    denied.locator("#signin-submit").click();
    assertThat(denied).hasURL(BROWSING.site().address() + ASKED);
  }

  /** The page without what differs in any two answers. */
  private static String shape(Page page) {
    String reference = page.locator("#signin-reference").textContent();
    return page.locator("main").innerText().replace(reference, "*");
  }
}

package io.concordat.dist.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.concordat.dist.browser.Site.Edition;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Person;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A conflict is told, found, looked at and decided without a mouse. */
@Tag("assembled")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ConflictsByKeysTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int STOPS = 60;

  @RegisterExtension static final Browsing BROWSING = Browsing.of(Edition.EE);

  /** Walks on with the Tab key until it is there. */
  private static void walkTo(Page page, Locator wanted) {
    String id = wanted.getAttribute("id");
    for (int i = 0; i < STOPS; i++) {
      if (id.equals(page.evaluate("() => document.activeElement.id"))) {
        return;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError("the Tab key does not reach #" + id);
  }

  private static void press(Page page, Locator wanted, String key) {
    walkTo(page, wanted);
    page.keyboard().press(key);
  }

  private static List<String> titles(Person person) {
    return person.technician().entries().stream()
        .map(entry -> entry.path("title").asText())
        .filter(title -> title.startsWith(Work.ONCE))
        .toList();
  }

  @Test
  void aConflictIsDecidedByKeysAloneAndTheChoiceReachesBothSides() {
    Team team = BROWSING.team();
    Vendors vendors = new Vendors(BROWSING.site(), team);
    vendors.google();
    Member maya = team.technician("Maya Okafor");
    new Work(team, List.of(maya, team.technician("Tomas Lindqvist"))).plan();
    Person person = vendors.connectGoogle(maya);
    Page page = BROWSING.visit(maya).open("/profile/general");
    vendors.conflict(person);
    assertEquals(List.of(Work.ONCE + ", by dispatch"), titles(person));
    PlaywrightAssertions.assertThat(page.locator("#nav-notices .bar-count")).hasText("1");
    press(page, page.locator("#nav-notices"), "Enter");
    page.waitForURL(Pattern.compile(".*/profile/notifications"));
    press(page, page.locator("#notifications a").first(), "Enter");
    page.waitForURL(Pattern.compile(".*/conflicts"));
    decide(page);
    Waiting.until(
        "the choice holds here",
        SOON,
        () -> titles(person).equals(List.of(Work.ONCE + ", by Maya")));
    assertEquals(0, person.provider().read().path("counts").path("conflict").asInt());
  }

  private static void decide(Page page) {
    Locator form = page.locator("form[data-conflict]");
    Locator look = form.locator("[data-conflict-look]");
    press(page, look, "Enter");
    // Nothing is chosen yet, and the page says so where it is missing.
    PlaywrightAssertions.assertThat(form.locator("input:focus")).hasCount(1);
    press(page, form.locator("input[value=ours]").first(), "ArrowDown");
    PlaywrightAssertions.assertThat(form.locator("input[value=theirs]").first()).isChecked();
    press(page, look, "Enter");
    Locator preview = form.locator("[data-conflict-preview]");
    PlaywrightAssertions.assertThat(preview).containsText("The entry in Concordat is changed.");
    PlaywrightAssertions.assertThat(preview).containsText(", by Maya");
    PlaywrightAssertions.assertThat(form.locator("[data-conflict-apply]")).isFocused();
    page.keyboard().press("Enter");
    PlaywrightAssertions.assertThat(page.locator("#conflicts-list"))
        .containsText("Nothing to decide");
  }
}

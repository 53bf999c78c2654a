package io.concordat.dist.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.concordat.dist.browser.Site.Edition;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The watch sees what it is there for, and keeps quiet otherwise. */
@Tag("assembled")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BrowsingTest {
  @RegisterExtension static final Browsing BROWSING = Browsing.of(Edition.CE);

  @Test
  void aPageWithoutFaultIsQuiet() {
    BROWSING.team();
    Visit visit = BROWSING.visit();
    Page page = visit.open("/signin");
    assertEquals("Sign in", page.locator("h1").textContent());
    assertEquals(List.of(), visit.problems());
  }

  @Test
  void whatGoesWrongUnseenIsHeard() {
    Visit visit = BROWSING.visit();
    Page page = visit.open("/signin");
    page.evaluate("() => { console.error('alas'); setTimeout(() => { throw new Error('oh') }) }");
    page.evaluate("() => fetch('/api/v1/users')");
    page.evaluate("() => fetch('http://127.0.0.1:9/').catch(() => 0)");
    page.evaluate("() => document.body.insertAdjacentHTML('beforeend', '<b style=\"top:0\">')");
    List<String> heard = visit.problems();
    for (String one : List.of("alas", "oh", "401: GET", "127.0.0.1:9", "Content Security Policy")) {
      assertTrue(heard.stream().anyMatch(line -> line.contains(one)), one + " in " + heard);
    }
  }

  @Test
  void aRefusalThatIsExpectedIsNone() {
    Visit visit = BROWSING.visit();
    visit.expect(401, "/api/v1/users");
    visit.open("/signin").evaluate("() => fetch('/api/v1/users')");
    assertEquals(List.of(), visit.problems());
  }

  @Test
  void whatAPageStillLoadsIsWaitedFor() {
    Scenery.Set set = Scenery.FILLED.build(BROWSING.site());
    Visit visit = BROWSING.visit(set.technician());
    visit
        .context()
        .addInitScript(
            "const at = fetch; window.fetch = (...all) =>"
                + " new Promise(go => setTimeout(go, 700)).then(() => at(...all))");
    Page page = visit.open("/schedule");
    Inspection.settle(page);
    List<String> ids = Inspection.of(page).ids();
    assertTrue(ids.stream().anyMatch(id -> id.startsWith("entry-")), ids::toString);
  }

  @Test
  void whoeverSignsInByTheApiIsSignedInInTheBrowser() {
    Member technician = BROWSING.team().technician("Maya Okafor");
    Page page = BROWSING.visit(technician, Look.PHONE.inDark()).open("/signin");
    Object name = page.evaluate("() => fetch('/api/auth/session').then(r => r.text())");
    assertTrue(String.valueOf(name).contains("Maya Okafor"), String.valueOf(name));
  }
}

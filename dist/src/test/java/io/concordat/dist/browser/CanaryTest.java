package io.concordat.dist.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import io.concordat.dist.browser.Site.Edition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything that reaches a browser is searched for what must stay on the server. */
@Tag("assembled")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class CanaryTest {
  @RegisterExtension static final Browsing COMMUNITY = Browsing.of(Edition.CE);
  @RegisterExtension static final Browsing ENTERPRISE = Browsing.of(Edition.EE);

  /** What a vendor writes into its errors and nobody else does. */
  private static final List<String> VENDORS_WORDS =
      List.of(
          "Trace ID",
          "Correlation ID",
          "trace_id",
          "error_description",
          "ya29.",
          "invalid_grant\"");

  /** What the Community Edition has nothing of. */
  private static final Pattern ENTERPRISE_WORDS =
      Pattern.compile(
          "(?i)calendar sync|microsoft teams|outlook|google calendar|ee-calendar|ee-teams"
              + "|integrations/calendar|profile/calendar|integrations/communication|/conflicts");

  private final Map<String, String> canaries = new LinkedHashMap<>();

  /** Whose answers are there to their ends: one that is asked for earlier may never come. */
  private final List<Request> finished = new ArrayList<>();

  private final Set<String> heard = new LinkedHashSet<>();
  private int scanned;

  @Test
  void nothingSecretReachesABrowserOfTheEnterpriseEdition() {
    Scenery.Set set = Scenery.FAILING.build(ENTERPRISE.site());
    walk(ENTERPRISE, set, set.team().admin());
    walk(ENTERPRISE, set, set.technician());
    assertEquals(Set.of(), heard);
    assertTrue(scanned > 30, "scanned only " + scanned);
  }

  @Test
  void theCommunityEditionHasNoTraceOfWhatItLacks() {
    Scenery.Set set = Scenery.FAILING.build(COMMUNITY.site());
    walk(COMMUNITY, set, set.team().admin());
    assertEquals(Set.of(), heard);
  }

  private void walk(Browsing at, Scenery.Set set, Member member) {
    set.team().secrets().forEach(canaries::put);
    canaries.put("password of " + member.name(), member.password());
    Visit visit = at.visit();
    visit.signIn(member);
    visit.cookies().stream()
        .filter(cookie -> cookie.httpOnly)
        .forEach(cookie -> canaries.put("cookie " + cookie.name, cookie.value));
    visit
        .context()
        .addInitScript(
            "window.concordatMessages = []; window.addEventListener('message', event =>"
                + " window.concordatMessages.push(JSON.stringify(event.data)))");
    visit.context().onRequestFinished(finished::add);
    new Crawl(visit, (page, sight) -> listen(at.site(), page, sight)).from(Scenery.STARTS);
  }

  private void listen(Site site, Page page, Sight sight) {
    List<Request> requests = List.copyOf(finished);
    finished.clear();
    requests.forEach(request -> listen(site, request));
    scan(site, "the document of " + sight, page.content());
    scan(
        site,
        "messages at " + sight,
        String.valueOf(page.evaluate("() => concordatMessages.join()")));
    scan(site, "cookies at " + sight, String.valueOf(page.evaluate("() => document.cookie")));
    scan(
        site,
        "what is stored at " + sight,
        String.valueOf(
            page.evaluate("() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")));
  }

  private void listen(Site site, Request request) {
    if (!request.url().startsWith(site.address().toString())) {
      return;
    }
    try {
      Response answer = request.response();
      if (answer != null && isText(answer)) {
        scan(site, answer.url(), answer.text());
      }
    } catch (PlaywrightException e) {
      // A page that was left in the meantime keeps nothing to be read; it comes again.
    }
  }

  private static boolean isText(Response answer) {
    return answer
        .headers()
        .getOrDefault("content-type", "")
        .matches("(text/(html|css|javascript)|application/(json|javascript)).*");
  }

  private void scan(Site site, String where, String text) {
    scanned++;
    canaries.forEach(
        (name, secret) -> {
          if (text.contains(secret)) {
            heard.add(name + " in " + where);
          }
        });
    VENDORS_WORDS.stream()
        .filter(text::contains)
        .forEach(word -> heard.add("a vendor's \"" + word + "\" in " + where));
    if (site.edition() == Edition.CE && !where.contains("/assets/lib/")) {
      ENTERPRISE_WORDS
          .matcher(text)
          .results()
          .forEach(found -> heard.add("\"" + found.group() + "\" in " + where));
    }
  }

  @Test
  void scriptsReadNoCookieThatSignsIn() {
    Member admin = ENTERPRISE.team().admin();
    Visit visit = ENTERPRISE.visit(admin);
    Page page = visit.open("/profile");
    String readable = String.valueOf(page.evaluate("() => document.cookie"));
    Cookie session =
        visit.cookies().stream()
            .filter(cookie -> cookie.name.endsWith("concordat-session"))
            .findFirst()
            .orElseThrow();
    assertTrue(session.httpOnly);
    assertTrue(readable.contains("concordat-csrf"), readable);
    assertTrue(!readable.contains(session.value) && !readable.contains("session"), readable);
  }
}

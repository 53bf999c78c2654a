package io.concordat.dist.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What our script finds out inside of a page; the page's own content policy does not matter. */
final class Inspection {
  private static final String SCRIPT =
      resource(Inspection.class.getResourceAsStream("inspect.js")).trim();
  private static final String AXE = resource(Inspection.class.getResourceAsStream("/axe.min.js"));

  /** A browser that nobody looks at may draw nothing for a while, and does not say so. */
  private static final String DRAWN =
      "() => new Promise(done => { requestAnimationFrame(() => setTimeout(done, 30));"
          + " setTimeout(done, 2000); })";

  private static final List<String> TAGS =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa");

  private final Page page;

  private Inspection(Page page) {
    this.page = page;
  }

  /** Of a page that has just been loaded. */
  static Inspection of(Page page) {
    page.evaluate("() => { window.concordatInspect = " + SCRIPT + "; concordatInspect.still(); }");
    return new Inspection(page);
  }

  private static String resource(InputStream in) {
    try (InputStream all = Objects.requireNonNull(in)) {
      return new String(all.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> ask(String call) {
    return strings(page.evaluate("() => concordatInspect." + call));
  }

  private static List<String> strings(Object answer) {
    return answer instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  /** Of all interactive elements, in their order. */
  List<String> ids() {
    return ask("ids()");
  }

  List<String> links() {
    return ask("links()");
  }

  /** Ids of what opens something when it is clicked. */
  List<String> openers() {
    return ask("openers()");
  }

  /** Dialogs and menus that are open. */
  List<String> opened() {
    return ask("opened()");
  }

  /** Puts the focus into what is open, unless it is there. */
  void enter() {
    page.evaluate("() => concordatInspect.enter()");
  }

  String skeleton() {
    return String.valueOf(page.evaluate("() => concordatInspect.skeleton()"));
  }

  /** Whatever is wrong with ids, names and headings. */
  List<String> identities() {
    axe();
    return ask("identities()");
  }

  /** Everything that axe knows of WCAG 2.2 AA. */
  List<String> accessibility() {
    return axed(Map.of("type", "tag", "values", TAGS));
  }

  List<String> contrast() {
    return axed(Map.of("type", "rule", "values", List.of("color-contrast")));
  }

  List<String> targets() {
    return axed(Map.of("type", "rule", "values", List.of("target-size")));
  }

  private List<String> axed(Map<String, Object> only) {
    axe();
    Map<String, Object> options =
        Map.of(
            "runOnly",
            only,
            "rules",
            Map.of("target-size", Map.of("enabled", true)),
            "resultTypes",
            List.of("violations"),
            "iframes",
            false);
    return strings(page.evaluate("options => concordatInspect.axed(options)", options));
  }

  private void axe() {
    if (!Boolean.TRUE.equals(page.evaluate("() => 'axe' in window"))) {
      page.evaluate(AXE);
    }
  }

  List<String> sideways() {
    return ask("sideways()");
  }

  /** Whatever the Tab key does not reach, or reaches unseen. */
  List<String> keyboard() {
    int stops = ((Number) page.evaluate("() => concordatInspect.startWalk()")).intValue();
    for (int i = 0; i < stops; i++) {
      page.keyboard().press("Tab");
    }
    return ask("endWalk()");
  }

  /** Waits until nothing of the page is under way that it says itself. */
  static void settle(Page page) {
    try {
      page.waitForFunction(
          "() => document.readyState === 'complete' && document.fonts.status === 'loaded'"
              + " && !document.querySelector('[aria-busy=true], .htmx-request')",
          null,
          new Page.WaitForFunctionOptions().setTimeout(10_000));
    } catch (PlaywrightException e) {
      // Whatever waits so long is a state to be looked at as well.
    }
    page.evaluate(DRAWN);
  }
}

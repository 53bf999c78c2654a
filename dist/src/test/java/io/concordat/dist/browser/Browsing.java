package io.concordat.dist.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.concordat.dist.browser.Site.Edition;
import io.concordat.dist.process.Home;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Gives a test class a browser before an edition; both serve all classes of the run. */
final class Browsing implements BeforeAllCallback, AfterTestExecutionCallback {
  private static final Namespace SHARED = Namespace.create(Browsing.class);

  private final Edition edition;
  private final List<Visit> visits = new ArrayList<>();
  private @Nullable Chromium chromium;
  private @Nullable Site site;

  private Browsing(Edition edition) {
    this.edition = edition;
  }

  static Browsing of(Edition edition) {
    return new Browsing(edition);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    ExtensionContext.Store shared = context.getRoot().getStore(SHARED);
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    chromium = shared.computeIfAbsent("chromium", _ -> Chromium.start(), Chromium.class);
    site = shared.computeIfAbsent(edition, _ -> Site.start(edition, Home.of("")), Site.class);
  }

  Chromium chromium() {
    return started(chromium);
  }

  Site site() {
    return started(site);
  }

  private static <T> T started(@Nullable T thing) {
    if (thing == null) {
      throw new IllegalStateException("before the class");
    }
    return thing;
  }

  /** A tenant of its own. */
  Team team() {
    return site().team("Northgate MSP");
  }

  /** Nobody signed in. */
  Visit visit() {
    return visit(Look.WIDE);
  }

  Visit visit(Look look) {
    return visit(site(), look);
  }

  /** Before another installation than the shared one. */
  Visit visit(Site site, Look look) {
    Visit visit = site.visit(chromium(), look);
    visits.add(visit);
    return visit;
  }

  Visit visit(Member member) {
    return visit(member, Look.WIDE);
  }

  Visit visit(Member member, Look look) {
    Visit visit = visit(look);
    visit.signIn(member);
    return visit;
  }

  /** Ends the visits; what went wrong in them unseen fails the test. */
  @Override
  public void afterTestExecution(ExtensionContext context) {
    boolean failed = context.getExecutionException().isPresent();
    List<String> problems = new ArrayList<>();
    visits.forEach(visit -> problems.addAll(visit.problems()));
    if (failed || !problems.isEmpty()) {
      picture(context);
    }
    visits.forEach(Visit::close);
    visits.clear();
    if (!problems.isEmpty()) {
      String all = "the browser complained:\n  " + String.join("\n  ", problems);
      context
          .getExecutionException()
          .ifPresentOrElse(
              failure -> failure.addSuppressed(new AssertionError(all)),
              () -> {
                throw new AssertionError(all);
              });
    }
  }

  private void picture(ExtensionContext context) {
    String name =
        context.getRequiredTestClass().getSimpleName()
            + "."
            + context.getRequiredTestMethod().getName();
    Path folder = Path.of(System.getProperty("concordat.home", "target"), "screenshots", "failed");
    int number = 0;
    for (Visit visit : visits) {
      for (Page page : visit.context().pages()) {
        Path file = folder.resolve(name + "-" + ++number + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        System.err.println("what " + page.url() + " looked like: " + file);
      }
    }
  }
}

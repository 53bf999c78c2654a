package io.concordat.dist.bench;

import io.concordat.dist.calendar.Tenant;
import io.concordat.dist.process.Home;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Every page of a big tenant: its time to first byte beside a static file of the same process, its
 * weight as it comes over the wire with its scripts and styles, and the statements it costs.
 */
final class PagesBench {
  /**
   * What a page may cost.
   *
   * @param bytes compressed, with its scripts and styles
   */
  record Limits(int bytes, int statements) {
    boolean hold(int weight, Statements.Count count) {
      return weight <= bytes && count.statements() <= statements;
    }
  }

  /**
   * How often a page is asked for.
   *
   * @param counts of its statements
   */
  record Pace(int warmUps, int runs, int counts) {}

  private final Pace pace;
  private final BigTenant.Size size;
  private final Limits limits;

  PagesBench(Pace pace, BigTenant.Size size, Limits limits) {
    this.pace = pace;
    this.size = size;
    this.limits = limits;
  }

  void run(Home home, Path folder, Consumer<Figure> tell) {
    try (Stand stand = new Stand(home, folder, "")) {
      Tenant tenant = Tenant.create(stand.plan(), "Bench", "bench@northgate-msp.example");
      new BigTenant(stand, tenant).fill(size);
      Browser browser = Browser.signedIn(tenant);
      List<String> pages = browser.pages(List.of("/schedule", "/settings", "/profile"));
      String file = browser.stylesheet(pages.getFirst());
      var statements = new Statements(stand.postgres(), folder, pace.counts());
      for (String page : pages) {
        tell.accept(measured(browser, page, file, statements));
      }
      tell.accept(measured(Browser.of(tenant), "/signin", file, statements));
    }
  }

  private Figure measured(Browser browser, String page, String file, Statements statements) {
    for (int i = 0; i < pace.warmUps(); i++) {
      browser.firstByte(page);
      browser.firstByte(file);
    }
    Samples ours = new Samples();
    Samples limit = new Samples();
    for (int i = 0; i < pace.runs(); i++) {
      ours.add(browser.firstByte(page));
      limit.add(browser.firstByte(file));
    }
    int bytes = browser.weight(page);
    Statements.Count count = statements.of(() -> browser.firstByte(page), limits.statements());
    return new Figure(
        "pages " + page,
        "ms",
        ours,
        "a static file of the same process",
        limit,
        ours.median() / limit.median(),
        0,
        Map.of(
            "bytes", bytes,
            "mostBytes", limits.bytes(),
            "statements", count.statements(),
            "mostStatements", limits.statements(),
            "withTransactions", count.all(),
            "entries", size.entries(),
            "users", size.users(),
            "providers", size.providers()),
        limits.hold(bytes, count));
  }
}

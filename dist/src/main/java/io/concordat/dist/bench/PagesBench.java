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
  private static final int MOST_BYTES = 300_000;
  private static final int MOST_STATEMENTS = 8;
  private static final int WARM_UPS = 30;

  private final int runs;
  private final BigTenant.Size size;

  PagesBench(int runs, BigTenant.Size size) {
    this.runs = Math.max(runs, 15);
    this.size = size;
  }

  void run(Home home, Path folder, Consumer<Figure> tell) {
    try (Stand stand = new Stand(home, folder, "")) {
      Tenant tenant = Tenant.create(stand.plan(), "Bench", "bench@northgate-msp.example");
      new BigTenant(stand, tenant).fill(size);
      Browser browser = Browser.signedIn(tenant);
      List<String> pages = browser.pages(List.of("/schedule", "/settings", "/profile"));
      String file = browser.stylesheet(pages.getFirst());
      var statements = new Statements(stand.postgres(), folder);
      for (String page : pages) {
        tell.accept(measured(browser, page, file, statements));
      }
    }
  }

  private Figure measured(Browser browser, String page, String file, Statements statements) {
    for (int i = 0; i < WARM_UPS; i++) {
      browser.firstByte(page);
      browser.firstByte(file);
    }
    Samples ours = new Samples();
    Samples limit = new Samples();
    for (int i = 0; i < runs; i++) {
      ours.add(browser.firstByte(page));
      limit.add(browser.firstByte(file));
    }
    int bytes = browser.weight(page);
    Statements.Count count = statements.of(() -> browser.firstByte(page));
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
            "mostBytes", MOST_BYTES,
            "statements", count.statements(),
            "mostStatements", MOST_STATEMENTS,
            "withTransactions", count.all(),
            "entries", size.entries(),
            "users", size.users(),
            "providers", size.providers()),
        bytes <= MOST_BYTES && count.statements() <= MOST_STATEMENTS);
  }
}

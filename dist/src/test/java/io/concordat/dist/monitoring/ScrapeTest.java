package io.concordat.dist.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.process.Child;
import io.concordat.dist.process.Home;
import io.concordat.dist.process.Product;
import io.concordat.dist.process.Twin;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Cast;
import io.concordat.dist.scene.Person;
import io.concordat.dist.scene.Settings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What alerts and dashboards name is there, as soon as one calendar is connected. */
@Tag("assembled")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ScrapeTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Of all that is not the machine's: however many tenants and calendars there are. */
  private static final int MOST = 2_500;

  @TempDir Path folder;

  @Test
  void everySeriesAndLabelThatIsNamedIsInARealScrape() {
    Home home = Home.of("");
    int port = Child.port(0);
    Twin twin = Twin.start(home, folder.resolve("logs"));
    URI address = URI.create("http://localhost:" + port);
    var plan =
        new Product.Plan(home.ee(), folder.resolve("data"), port, Settings.pushOnly(address, twin));
    Product product = Product.start(plan);
    try {
      Cast cast = Cast.hire(plan, new TwinControl(twin.google()));
      cast.storeApp();
      var technician = cast.technician("Maya Okafor");
      Person person = cast.person(technician, cast.account(technician, "Europe/Berlin"));
      person.connect();
      Waiting.until("it is connected", PATIENCE, person.provider()::isQuiet);
      var connected =
          Map.of("vendor", "google", "state", "connected", "tenant", cast.tenant().tenantId());
      Waiting.until(
          "the calendar is counted",
          PATIENCE,
          () -> Scrape.of(address).sum("calendar_providers", connected) == 1);
      Scrape scrape = Scrape.of(address);
      assertEquals(List.of(), missing(scrape));
      assertTrue(scrape.count("calendar_") + scrape.count("concordat_") < MOST);
    } finally {
      product.stop();
      twin.stop();
    }
  }

  private static List<String> missing(Scrape scrape) {
    var missing = new ArrayList<String>();
    Rules.expressions()
        .forEach(
            (where, expression) -> {
              List<Rules.Named> named = Rules.named(expression);
              if (named.isEmpty() && !expression.startsWith("up{")) {
                missing.add(where + " names nothing: " + expression);
              }
              named.stream()
                  .filter(series -> !scrape.shows(series))
                  .forEach(series -> missing.add(where + ": " + series));
            });
    return missing;
  }

  @Test
  void eachEditionHasItsOwnFiles() {
    Home home = Home.of("");
    assertTrue(Files.exists(home.ce().resolve("monitoring/concordat-alerts.yml")));
    assertTrue(Files.exists(home.ee().resolve("monitoring/concordat-calendar-dashboard.json")));
    assertTrue(Files.notExists(home.ce().resolve("monitoring/concordat-calendar-alerts.yml")));
    assertTrue(Files.notExists(home.ce().resolve("monitoring/concordat-alerts.test.yml")));
  }
}

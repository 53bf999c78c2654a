package io.concordat.dist.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.bench.OneClockMain;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Rest;
import io.concordat.dist.process.Child;
import io.concordat.dist.process.Home;
import io.concordat.dist.process.OneClock;
import io.concordat.dist.process.Product;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Cast;
import io.concordat.dist.scene.Outlook;
import io.concordat.dist.scene.Person;
import io.concordat.dist.scene.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Renewal is broken, and somebody sends wrong client states. Product and twin are one process with
 * one clock; what it shows is given to promtool, which says what the rules make of it.
 */
@Tag("assembled")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class RenewalTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int WRONG = 50;
  private static final Map<String, String> REFUSED =
      Map.of("vendor", "microsoft", "outcome", "refused");

  @TempDir Path folder;

  @Test
  void itIsWrittenDownAndRaisedAndTheSubscriptionIsHeld() throws Exception {
    Promtool promtool = Promtool.installed();
    Home home = Home.of("");
    int twinPort = Child.port(0);
    int port = Child.port(0);
    URI address = URI.create("http://localhost:" + port);
    URI vendor = URI.create("http://localhost:" + twinPort);
    var plan =
        new Product.Plan(
            home.ee(), folder.resolve("data"), port, Settings.pushOnly(address, vendor, vendor));
    try (OneClock process = OneClock.start(home, plan, twinPort, OneClockMain.class.getName())) {
      TwinControl twin = new TwinControl(process.twin());
      Cast cast = Cast.hire(plan, twin);
      Outlook outlook = Outlook.join(cast, twin, address.toString());
      Person person = outlook.person(cast.technician("Jonas Weber"), "Europe/Berlin");
      person.connect();
      Waiting.until("it is connected", PATIENCE, person.provider()::isQuiet);
      Waiting.until("it has a channel", PATIENCE, () -> delivery(person).equals("push"));
      JsonNode before = person.provider().read().path("subscription");
      JsonNode known = subscriptions(twin);
      Scrape calm = settled(address);

      twin.control("faults", broken());
      for (int i = 0; i < WRONG; i++) {
        wrongState(address);
      }
      twin.control("clock", Rest.object().put("advance", "PT26H"));
      var failing =
          Map.of(
              "vendor", "microsoft",
              "kind", "renewal_failing",
              "tenant", cast.tenant().tenantId());
      Waiting.until(
          "the failure is counted",
          PATIENCE,
          () -> Scrape.of(address).sum("calendar_troubles", failing) == 1);
      Scrape loud = settled(address);

      assertEquals(0, calm.sum("calendar_notices_total", REFUSED));
      assertEquals(WRONG, loud.sum("calendar_notices_total", REFUSED));
      written(person);
      assertTrue(log(plan).contains("renew vendor_unavailable"), "the outcome is in the log");
      held(person, before, twin, known);
      assertEquals("", raised(promtool, calm, loud, cast.tenant().tenantId()));

      twin.forget("faults");
      twin.control("clock", Rest.object().put("advance", "PT1H"));
      Waiting.until(
          "it is renewed",
          PATIENCE,
          () -> outcome(person).equals("ok") && delivery(person).equals("push"));
    }
  }

  private static ObjectNode broken() {
    return Rest.object()
        .put("match", "(POST|PATCH) .*/subscriptions.*")
        .put("times", 10_000)
        .put("status", 503);
  }

  private static void wrongState(URI address) {
    ObjectNode body = Rest.object();
    body.putArray("value")
        .addObject()
        .put("subscriptionId", "7f105c7d-2dc5-4530-97cd-4e7ae6534c07")
        .put("clientState", "7f105c7d-2dc5-4530-97cd-4e7ae6534c07.wrong")
        .put("changeType", "updated");
    Rest.at(address).post("/api/calendar/webhooks/microsoft", body).expect(202);
  }

  private static String delivery(Person person) {
    return person.provider().read().path("delivery").asText();
  }

  private static String outcome(Person person) {
    return lastAttempt(person).path("outcome").asText();
  }

  private static JsonNode lastAttempt(Person person) {
    return person.provider().health().path("watch").path("lastAttempt");
  }

  /** When no job is late any more after the clock has jumped, and no connection is waited for. */
  private static Scrape settled(URI address) {
    return Waiting.until(
        "it has caught up",
        PATIENCE,
        () -> Optional.of(Scrape.of(address)).filter(RenewalTest::isSettled));
  }

  private static boolean isSettled(Scrape now) {
    return now.sum("concordat_jobs_late_seconds", Map.of()) < 60
        && now.sum("concordat_outbox_lag_seconds", Map.of()) < 60
        && now.sum("hikaricp_connections_pending", Map.of()) == 0;
  }

  private static void written(Person person) {
    JsonNode last = lastAttempt(person);
    assertEquals("renew", last.path("act").asText());
    assertEquals("vendor_unavailable", last.path("outcome").asText());
    Instant next = Instant.parse(last.path("nextAt").asText());
    assertTrue(next.isAfter(Instant.parse(last.path("at").asText())), last::toString);
  }

  /** Nothing was switched off, here or there. */
  private static void held(Person person, JsonNode before, TwinControl twin, JsonNode known) {
    JsonNode now = person.provider().read();
    assertEquals("connected", now.path("status").asText());
    assertEquals("push", now.path("delivery").asText());
    assertEquals(before, now.path("subscription"));
    assertEquals(known, subscriptions(twin));
  }

  /** As the vendor has them. */
  private static JsonNode subscriptions(TwinControl twin) {
    var ids = Rest.JSON.createArrayNode();
    twin.read("subscriptions").path("items").forEach(one -> ids.add(one.path("id")));
    assertEquals(1, ids.size());
    return ids;
  }

  private static String log(Product.Plan plan) throws IOException {
    try (Stream<Path> files = Files.walk(plan.data().resolve("logs"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }

  /** What promtool has against it that exactly these two alerts are raised. */
  private String raised(Promtool promtool, Scrape calm, Scrape loud, String tenant)
      throws IOException, InterruptedException {
    for (Path rules : Rules.alertFiles()) {
      Files.copy(rules, folder.resolve(String.valueOf(rules.getFileName())));
    }
    List<String> alerts =
        List.of(
            "ALERTS{alertname=\"CalendarRenewalFailing\",alertstate=\"firing\","
                + "severity=\"warning\",vendor=\"microsoft\",tenant=\""
                + tenant
                + "\"}",
            "ALERTS{alertname=\"CalendarNoticesRefused\",alertstate=\"firing\","
                + "severity=\"warning\",vendor=\"microsoft\"}");
    Path test = folder.resolve("scraped.test.yml");
    Files.writeString(test, Replay.of(calm, loud).test(alerts));
    String said = promtool.run(folder, "test", "rules", test.toString());
    return said.contains("SUCCESS") ? "" : said;
  }
}

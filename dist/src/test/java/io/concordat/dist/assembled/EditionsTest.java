package io.concordat.dist.assembled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.calendar.Rfc3339;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.calendar.Tenant;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Answer;
import io.concordat.dist.http.Rest;
import io.concordat.dist.oracle.Comparison;
import io.concordat.dist.oracle.Oracle;
import io.concordat.dist.process.Child;
import io.concordat.dist.process.Home;
import io.concordat.dist.process.Product;
import io.concordat.dist.process.Twin;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Cast;
import io.concordat.dist.scene.Person;
import io.concordat.dist.scene.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same data folder under CE, EE, CE and EE again. */
@Tag("assembled")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class EditionsTest {
  private static final String CALENDAR =
      "{\"success\":false,\"error\":\"Calendar sync is only available in Enterprise Edition.\"}";
  private static final String TEAMS =
      "{\"success\":false,\"error\":\"Microsoft Teams integration is only available in Enterprise Edition.\"}";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path folder;

  private final LocalDate today = LocalDate.now(Clock.systemUTC());
  private final Oracle oracle = new Oracle(today);

  @Test
  void pluginOutAndInAgainLosesNothing() {
    int entries = Boolean.getBoolean("concordat.long") ? 5_000 : 500;
    Home home = Home.of("");
    Path install = Home.copy(home.ce(), folder.resolve("install"));
    Twin twin = Twin.start(home, folder.resolve("logs"));
    TwinControl control = new TwinControl(twin.google());
    // By Google's quota of a user, five thousand entries take more than eight minutes.
    control.control("quota", Rest.object().put("enabled", false));
    int port = Child.port(0);
    URI address = URI.create("http://localhost:" + port);
    var plan =
        new Product.Plan(install, folder.resolve("data"), port, Settings.pushOnly(address, twin));
    Product product = Product.start(plan);
    try {
      Cast cast = Cast.hire(plan, control);
      Technician technician = cast.technician("Maya Okafor");
      var account = cast.account(technician, "Europe/Berlin");
      answersOnly501(product.rest(), technician);
      List<String> ids = fill(technician, entries);
      assertEquals(0, control.since(0).rows().size(), "CE must not call the vendor");
      assertEquals(entries, technician.entries().size());

      product.stop();
      dropIn(home, install);
      product.restart();
      cast.storeApp();
      Person person = cast.person(technician, account);
      person.connect();
      agree(person, entries);

      product.stop();
      takeOut(install);
      product.restart();
      answersOnly501(product.rest(), technician);
      int live = editBothSides(person, ids, entries);

      product.stop();
      dropIn(home, install);
      product.restart();
      person.provider().nudge();
      agree(person, live);
      nothingWasTakenBack(technician);
      assertEquals(0, control.mails());
    } finally {
      product.stop();
      twin.stop();
    }
  }

  @Test
  void theCommunityEditionAnswersWithOneSentence() {
    Home home = Home.of("");
    int port = Child.port(0);
    var plan = new Product.Plan(home.ce(), folder.resolve("data"), port, Map.of());
    Product product = Product.start(plan);
    try {
      Tenant tenant = Tenant.create(plan, "Community", "ann@example.org");
      Technician technician = tenant.technician("Bob", "bob@example.org");
      fill(technician, 20);
      answersOnly501(product.rest(), technician);
    } finally {
      product.stop();
    }
  }

  private static List<String> fill(Technician technician, int count) {
    LocalDate first = LocalDate.now(Clock.systemUTC()).plusDays(1);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var start = first.plusDays(i % 300).atTime(6 + i / 300 % 14, 0).atOffset(ZoneOffset.UTC);
      ObjectNode entry = Rest.object().put("title", "Planned before EE " + i);
      entry.put("allDay", false).put("timeZone", "Europe/Berlin");
      entry.put("start", Rfc3339.text(start)).put("end", Rfc3339.text(start.plusMinutes(45)));
      entry.putArray("assigneeIds").add(technician.userId());
      ids.add(technician.create(entry).path("id").asText());
    }
    return ids;
  }

  /** While the plugin is away: edits, creates and deletes on both sides, never of one thing. */
  private int editBothSides(Person person, List<String> ids, int entries) {
    Technician technician = person.technician();
    technician.patch(ids.get(0), Rest.object().put("title", "Edited without the plugin"), "");
    technician.patch(ids.get(1), Rest.object().put("location", "Edited here"), "");
    technician.delete(ids.get(2), "");
    technician.delete(ids.get(3), "");
    fill(technician, 1);
    List<JsonNode> events = person.google().list("singleEvents=false").items();
    String edited = byTitle(events, "Planned before EE 10");
    String deleted = byTitle(events, "Planned before EE 11");
    person.google().patch(edited, Rest.object().put("summary", "Edited at the vendor"));
    person.google().delete(deleted);
    ObjectNode event = Rest.object().put("summary", "Made at the vendor");
    event.putObject("start").put("date", today.plusDays(3).toString());
    event.putObject("end").put("date", today.plusDays(4).toString());
    person.google().insert(event);
    return entries - 2 + 1 - 1 + 1;
  }

  /** Both sides could also agree on having forgotten it. */
  private static void nothingWasTakenBack(Technician technician) {
    List<String> said = new ArrayList<>();
    technician
        .entries()
        .forEach(e -> said.add(e.path("title").asText() + e.path("location").asText()));
    assertTrue(said.contains("Edited without the plugin"));
    assertTrue(said.contains("Planned before EE 1Edited here"));
    assertTrue(said.contains("Edited at the vendor"));
    assertTrue(said.contains("Made at the vendor"));
    for (String gone : List.of("EE 2", "EE 3", "EE 10", "EE 11")) {
      assertFalse(said.contains("Planned before " + gone), gone);
    }
  }

  private static String byTitle(List<JsonNode> events, String title) {
    return events.stream()
        .filter(e -> e.path("summary").asText().equals(title))
        .map(e -> e.path("id").asText())
        .findFirst()
        .orElseThrow();
  }

  private void agree(Person person, int expected) {
    Comparison[] last = new Comparison[1];
    try {
      Waiting.until(
          "both sides agree",
          PATIENCE,
          () -> {
            person.provider().goOn();
            if (!person.provider().isQuiet()) {
              return false;
            }
            last[0] = person.compare(oracle);
            return last[0].agrees() && last[0].local() == expected;
          });
    } catch (RuntimeException e) {
      throw new AssertionError(expected + " expected; " + last[0] + person.provider().read(), e);
    }
    assertEquals(expected, last[0].remote());
  }

  private static void dropIn(Home home, Path install) {
    Home.jars(home.ee().resolve("plugins")).stream()
        .filter(jar -> jar.getFileName().toString().startsWith("concordat-ee-calendar"))
        .forEach(jar -> copy(jar, install.resolve("plugins").resolve(jar.getFileName())));
  }

  private static void takeOut(Path install) {
    Home.jars(install.resolve("plugins")).forEach(EditionsTest::remove);
  }

  /** Any method, any body, with and without a token: the sentence, and nothing is written. */
  private void answersOnly501(Rest rest, Technician technician) {
    int before = technician.entries().size();
    byte[] garbage = new byte[512];
    new Random(7).nextBytes(garbage);
    Map<String, String> routes = new TreeMap<>();
    for (String calendar :
        List.of(
            "/api/auth/google/calendar/callback?code=x&state=y",
            "/api/auth/microsoft/calendar/callback",
            "/api/calendar/webhooks/google",
            "/api/calendar/webhooks/microsoft?validationToken=z",
            "/api/v1/calendar/providers",
            "/api/v1/calendar/providers/00000000-0000-0000-0000-000000000000/sync",
            "/api/v1/calendar/conflicts",
            "/api/v1/calendar/whatever/there/is")) {
      routes.put(calendar, CALENDAR);
    }
    routes.put("/api/v1/teams/apps", TEAMS);
    routes.put("/api/teams/messages", TEAMS);
    routes.put("/api/teams/a/b/c", TEAMS);
    List<byte[]> bodies =
        List.of(new byte[0], "{".getBytes(StandardCharsets.UTF_8), garbage, new byte[2_000_000]);
    routes.forEach(
        (route, sentence) -> {
          for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
            for (byte[] body : method.equals("GET") ? bodies.subList(0, 1) : bodies) {
              exactly(rest.raw(method, route, body, json()), sentence);
              exactly(rest.with("wrong").raw(method, route, body, json()), sentence);
            }
          }
          exactly(technician.rest().get(route), sentence);
        });
    assertEquals(before, technician.entries().size());
  }

  private static Map<String, String> json() {
    return Map.of("Content-Type", "application/json");
  }

  private static void exactly(Answer answer, String sentence) {
    assertEquals(501, answer.status(), answer.request());
    assertEquals(sentence, answer.body(), answer.request());
    assertTrue(answer.header("content-type").startsWith("application/json"), answer.request());
  }

  @Test
  void aBrokenInstallationStopsAndSaysWhy() throws IOException {
    Home home = Home.of("");
    Path withoutStubs = install(home, "without-stubs");
    Home.jars(withoutStubs.resolve("lib")).stream()
        .filter(jar -> jar.getFileName().toString().startsWith("concordat-stubs"))
        .forEach(EditionsTest::remove);
    takeOut(withoutStubs);
    stops(withoutStubs, "CalendarSync");

    Path otherSpi = install(home, "other-spi");
    Path jar = plugin(otherSpi);
    Jars.rewrite(jar, "Plugin-Spi-Version", "99");
    stops(otherSpi, jar.getFileName().toString(), "99");

    Path missing = install(home, "missing-class");
    jar = plugin(missing);
    String gone = Jars.dropOneClass(jar, "io/concordat/ee/calendar/reconcile/");
    stops(missing, jar.getFileName().toString(), gone);

    Path twice = install(home, "two-for-one-port");
    jar = plugin(twice);
    Path second = jar.resolveSibling("concordat-ee-calendar-copy.jar");
    copy(jar, second);
    Jars.rewrite(second, "Plugin-Id", "ee-calendar-copy");
    stops(twice, "concordat-ee-calendar-copy.jar");
  }

  private Path install(Home home, String name) {
    Path install = Home.copy(home.ee(), folder.resolve(name));
    Home.jars(install.resolve("plugins")).stream()
        .filter(jar -> !jar.getFileName().toString().startsWith("concordat-ee-calendar"))
        .forEach(EditionsTest::remove);
    return install;
  }

  private static Path plugin(Path install) {
    return Home.jars(install.resolve("plugins")).getFirst();
  }

  private static void stops(Path install, String... words) {
    var plan = new Product.Plan(install, install.resolve("data"), Child.port(0), Map.of());
    Product.Refusal refusal = Product.startInVain(plan);
    assertNotEquals(0, refusal.exitStatus());
    for (String word : words) {
      assertTrue(refusal.said().contains(word), word + " is not in: " + refusal.said());
    }
    assertTrue(!Files.exists(install.resolve("data").resolve("postgres")), "no database was made");
  }

  private static void remove(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

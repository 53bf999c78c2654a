package io.concordat.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.concordat.app.GroundFixture;
import io.concordat.identity.Role;
import io.concordat.sandbox.canary.Canaries;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.event.Event;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Route;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.When;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.TenantId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every test run is searched for secrets and private titles: here some are told on purpose. */
class SilenceTest {
  private static final Logger log = LoggerFactory.getLogger("loud");
  private static final Secret SECRET = Secret.of("it's~not for/everybody");
  private static final String KEY = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ";

  private static final WebFixture web =
      new WebFixture(
          FakePorts.enterprise(
              new FakePorts.Sync(
                  _ -> {
                    throw new AssertionError();
                  },
                  _ -> {
                    throw new AssertionError();
                  }),
              List.of(
                  telling("/api/v1/calendar/body", Map.of(), "{\"a\":\"" + SECRET.reveal() + "\"}"),
                  telling("/api/v1/calendar/head", Map.of("X-A", SECRET.reveal()), "{}"),
                  telling("/api/v1/calendar/coded", Map.of(), "it%27s%7Enot+for%2Feverybody"))));
  private static final TenantId tenant = web.ground.tenant("Loud");
  private static final WebFixture.Person admin = web.person(tenant, "admin", Role.ADMIN);

  private static Route telling(String path, Map<String, String> headers, String body) {
    return new Route("GET", path, "user_schedule:read", _ -> new Reply.Json(200, body, headers));
  }

  @BeforeEach
  void nothingWasHeard() {
    assertEquals(List.of(), Canaries.take());
  }

  @AfterEach
  void everythingWasTakenNoticeOf() {
    Canaries.take();
  }

  @AfterAll
  static void stop() {
    web.close();
    Canaries.take();
  }

  @Test
  void answersAreHeard() {
    for (String place : List.of("body", "head", "coded")) {
      admin.http().get("/api/v1/calendar/" + place).expect(200);
      assertEquals(
          List.of(
              "a secret of SilenceTest in REPLY GET /api/v1/calendar/%s 200 %s"
                  .formatted(place, place.equals("head") ? "head" : "body"),
              "a secret of SilenceTest in REPLY of a plugin: 200"),
          Canaries.take(),
          place);
    }
  }

  @Test
  void anAnswerThatMustShowASecretDoesSoOnce() {
    String token =
        admin
            .http()
            .post("/api/v1/tokens", "{\"name\":\"a\"}")
            .expect(201)
            .json()
            .path("token")
            .asText();
    assertEquals(List.of(), Canaries.take());
    log.info("made {}", token);
    assertEquals(List.of("a secret of Tokens in LOG loud"), Canaries.take());
  }

  @Test
  void linesOfTheLogAreHeardWithTheirCauses() {
    log.warn("cannot use {}", SECRET.reveal());
    assertEquals(List.of("a secret of SilenceTest in LOG loud"), Canaries.take());
    var cause = new IllegalStateException("the key is " + SECRET.reveal());
    log.warn("failed", new IllegalStateException("outer", cause));
    assertEquals(List.of("a secret of SilenceTest in LOG loud"), Canaries.take());
    log.warn("only {}", SECRET);
    assertEquals(List.of(), Canaries.take());
  }

  @Test
  void aLineOfAKeyFileIsEnough() {
    Secret.of("-----BEGIN PRIVATE KEY-----\n" + KEY + "\n-----END PRIVATE KEY-----");
    log.info("{\"private_key\":\"-----BEGIN PRIVATE KEY-----\\n" + KEY + "\\n\"}");
    assertEquals(List.of("a secret of SilenceTest in LOG loud"), Canaries.take());
  }

  @Test
  void rowsAreHeardWhenTheDatabaseIsLeft() throws Exception {
    try (GroundFixture ground = GroundFixture.open()) {
      TenantId other = ground.tenant("Other");
      ground.in(
          other,
          tx -> {
            ground.ground().outbox().append(tx, new Event("X", UUID.randomUUID(), "api", told()));
            var detail = Map.of("reason", SECRET.reveal());
            var entry = new Audit.Entry(Optional.empty(), "x", "y", "ok", detail);
            ground.ground().audit().record(tx, entry);
            return true;
          });
    }
    assertEquals(
        List.of(
            "a secret of SilenceTest in STORED table audit_log",
            "a secret of SilenceTest in STORED table outbox"),
        Canaries.take());
  }

  private static Map<String, Object> told() {
    return Map.of("title", SECRET.reveal());
  }

  @Test
  void privateTitlesAreHeard() {
    content("At the surgeon's", true);
    content("Change the disks", false);
    log.info("moved At the surgeon's and Change the disks");
    assertEquals(List.of("a private title in LOG loud"), Canaries.take());
  }

  private static void content(String title, boolean isPrivate) {
    var when = new When.AllDay(LocalDate.EPOCH, LocalDate.EPOCH.plusDays(1));
    new EntryContent(
        title, "", "", when, isPrivate, EntryStatus.CONFIRMED, Optional.empty(), new TreeMap<>());
  }
}

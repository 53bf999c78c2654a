package io.concordat.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions: what is granted, how long it lives, who may touch it. */
class SubscriptionTest {
  private MicrosoftKit kit;
  private Webhook webhook;

  @BeforeEach
  void start() {
    kit = new MicrosoftKit();
    webhook = new Webhook();
  }

  @AfterEach
  void stop() {
    kit.close();
    webhook.close();
  }

  private ObjectNode body(Duration life) {
    ObjectNode body = Kit.JSON.createObjectNode().put("changeType", "created,updated,deleted");
    body.put("notificationUrl", webhook.url()).put("resource", "me/events");
    body.put("lifecycleNotificationUrl", webhook.url()).put("clientState", "channel.secret");
    return body.put("expirationDateTime", kit.clock.instant().plus(life).toString());
  }

  private Kit.Answer create(ObjectNode body) {
    return kit.graph("POST", "/subscriptions", body.toString());
  }

  private String created() {
    return create(body(Duration.ofDays(6))).expect(201).json().path("id").asText();
  }

  private Kit.Answer renew(String id, Duration life) {
    String end = kit.clock.instant().plus(life).toString();
    return kit.graph("PATCH", "/subscriptions/" + id, "{\"expirationDateTime\":\"" + end + "\"}");
  }

  private static Instant end(Kit.Answer answer) {
    return Instant.parse(answer.json().path("expirationDateTime").asText());
  }

  private JsonNode live() {
    return kit.control("GET", "subscriptions", "").path("items");
  }

  @Test
  void asksBothAddressesBeforeItAnswers() {
    Kit.Answer answer = create(body(Duration.ofDays(6))).expect(201);
    assertEquals(2, webhook.handshakes.size());
    assertTrue(webhook.handshakes.getFirst().startsWith("/hook?validationToken="));
    assertEquals("channel.secret", answer.json().path("clientState").asText());
    assertEquals(kit.clientId(), answer.json().path("applicationId").asText());
    assertFalse(live().path(0).has("clientState"));
  }

  @Test
  void wantsTheTokenAsItIs() {
    webhook.echo = token -> token.replace(' ', '+');
    assertEquals("ValidationError", refused(body(Duration.ofDays(6))));
    webhook.echo = token -> token + "\n";
    assertEquals("ValidationError", refused(body(Duration.ofDays(6))));
    webhook.echo = token -> token;
    webhook.echoType = "text/html";
    assertEquals("ValidationError", refused(body(Duration.ofDays(6))));
    assertTrue(live().isEmpty());
  }

  private String refused(ObjectNode body) {
    return MicrosoftKit.code(create(body).expect(400));
  }

  @Test
  void refusesWhatGraphRefuses() {
    Duration days = Duration.ofDays(6);
    assertEquals(
        "InvalidRequest", refused(body(days).put("notificationUrl", "http://psa.example/hook")));
    assertEquals("InvalidRequest", refused(body(days).put("clientState", "x".repeat(129))));
    assertEquals("InvalidRequest", refused(body(days).put("changeType", "created,moved")));
    assertEquals("InvalidRequest", refused(body(days).put("resource", "me/messages")));
    assertEquals("InvalidRequest", refused(body(days).put("ttl", "1")));
    assertEquals("InvalidRequest", refused(body(Duration.ofMinutes(-1))));
    assertEquals("ExtensionError", refused(body(Duration.ofMinutes(10_081))));
    assertEquals(0, webhook.handshakes.size());
    assertEquals(403, create(body(days).put("resource", "users/someone/events")).status());
    assertEquals(404, create(body(days).put("resource", "me/calendars/none/events")).status());
    create(body(Duration.ofDays(7)).put("clientState", "x".repeat(128))).expect(201);
  }

  @Test
  void raisesShortLivesTo45Minutes() {
    Kit.Answer answer = create(body(Duration.ofMinutes(1))).expect(201);
    assertEquals(Kit.START.plus(Duration.ofMinutes(45)), end(answer));
  }

  @Test
  void renewsInPlaceUntilItIsGone() {
    String id = created();
    int before = webhook.handshakes.size();
    assertEquals(
        kit.clock.instant().plus(Duration.ofDays(7)),
        end(renew(id, Duration.ofDays(7)).expect(200)));
    assertEquals(before, webhook.handshakes.size());
    renew(id, Duration.ofDays(8)).expect(400);
    kit.graph("PATCH", "/subscriptions/" + id, "{\"clientState\":\"x\"}").expect(400);
    kit.clock.advance(Duration.ofDays(7));
    kit.signIn();
    assertEquals("ResourceNotFound", MicrosoftKit.code(renew(id, Duration.ofDays(1)).expect(404)));
    assertTrue(live().isEmpty());
  }

  @Test
  void isItsAppsAndPersonsOwn() {
    String id = created();
    String mine = kit.token;
    kit.token = kit.another("ugo@contoso.example").path("accessToken").asText();
    kit.graph("GET", "/subscriptions/" + id, "").expect(404);
    kit.graph("DELETE", "/subscriptions/" + id, "").expect(404);
    assertTrue(kit.graph("GET", "/subscriptions", "").json().path("value").isEmpty());
    kit.token = mine;
    assertEquals(1, kit.graph("GET", "/subscriptions", "").json().path("value").size());
    kit.graph("GET", "/subscriptions/" + id, "").expect(200);
    kit.graph("DELETE", "/subscriptions/" + id, "").expect(204);
    kit.graph("DELETE", "/subscriptions/" + id, "").expect(404);
  }

  @Test
  void refusesASecondOneOfTheSameKindUnlessTold() {
    created();
    assertEquals(409, create(body(Duration.ofDays(6))).status());
    kit.post("settings", "{\"refuseDuplicateSubscriptions\":false}");
    create(body(Duration.ofDays(6))).expect(201);
    kit.post("settings", "{\"maxSubscriptionsPerMailbox\":2}");
    assertEquals(403, create(body(Duration.ofDays(6))).status());
  }

  @Test
  void asksTheAppToShowItselfBeforeItsTokenEnds() throws InterruptedException {
    String id = created();
    Instant authorized = Instant.parse(live().path(0).path("authorizedUntil").asText());
    kit.clock.set(authorized.minus(Duration.ofMinutes(16)));
    assertTrue(kit.twin.settle() && webhook.quiet());
    kit.clock.advance(Duration.ofMinutes(2));
    JsonNode item = webhook.one();
    assertEquals("reauthorizationRequired", item.path("lifecycleEvent").asText());
    assertEquals("channel.secret", item.path("clientState").asText());
    assertEquals(kit.directory(), item.path("tenantId").asText());
    assertFalse(item.has("resourceData"));
    kit.signIn();
    kit.graph("POST", "/subscriptions/" + id + "/reauthorize", "").expect(204);
    assertNotEquals(authorized, Instant.parse(live().path(0).path("authorizedUntil").asText()));
    kit.clock.set(authorized);
    assertTrue(kit.twin.settle() && webhook.quiet());
  }

  @Test
  void asksOnceHoweverOftenOneTokenIsShown() throws InterruptedException {
    String id = created();
    renew(id, Duration.ofDays(6)).expect(200);
    renew(id, Duration.ofDays(7)).expect(200);
    kit.clock.set(Instant.parse(live().path(0).path("authorizedUntil").asText()));
    assertTrue(kit.twin.settle());
    assertEquals("reauthorizationRequired", webhook.one().path("lifecycleEvent").asText());
    assertTrue(webhook.quiet());
  }

  @Test
  void saysWhatTheControlApiWants() throws InterruptedException {
    String id = created();
    kit.post("subscriptions/lifecycle", "{\"event\":\"missed\"}");
    assertEquals("missed", webhook.one().path("lifecycleEvent").asText());
    kit.post(
        "subscriptions/lifecycle",
        "{\"event\":\"subscriptionRemoved\",\"account\":\"%s\"}".formatted(MicrosoftKit.TECH));
    assertEquals("subscriptionRemoved", webhook.one().path("lifecycleEvent").asText());
    renew(id, Duration.ofDays(1)).expect(404);
    created();
    kit.post("subscriptions/lifecycle", "{\"event\":\"subscriptionRemoved\",\"notify\":false}");
    assertTrue(kit.twin.settle() && webhook.quiet() && live().isEmpty());
  }
}

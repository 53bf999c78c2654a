package io.concordat.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notices of changes: what they say, how they travel, what becomes of them. */
class NotificationTest {
  private MicrosoftKit kit;
  private Webhook webhook;
  private int number;

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

  private String subscribe(String resource, String... headers) {
    ObjectNode body = Kit.JSON.createObjectNode().put("changeType", "created,updated,deleted");
    body.put("notificationUrl", webhook.url()).put("resource", resource);
    body.put("lifecycleNotificationUrl", webhook.url()).put("clientState", "state" + ++number);
    body.put("expirationDateTime", kit.clock.instant().plus(Duration.ofDays(6)).toString());
    return kit.graph("POST", "/subscriptions", body.toString(), headers)
        .expect(201)
        .json()
        .path("id")
        .asText();
  }

  private JsonNode create(String subject) {
    ObjectNode event = Kit.JSON.createObjectNode().put("subject", subject);
    event.putObject("start").put("dateTime", "2026-12-01T10:00:00").put("timeZone", "UTC");
    event.putObject("end").put("dateTime", "2026-12-01T11:00:00").put("timeZone", "UTC");
    return kit.graph("POST", "/me/events", event.toString()).expect(201).json();
  }

  private List<String> outcomes() {
    assertTrue(kit.twin.settle());
    return kit.control("GET", "notifications", "")
        .path("items")
        .valueStream()
        .map(row -> row.path("outcome").asText())
        .toList();
  }

  private void fault(String mode) {
    kit.post("faults", "{\"kind\":\"notifications\",\"mode\":\"" + mode + "\",\"times\":1}");
  }

  @Test
  void tellsOfEachKindOfChange() throws InterruptedException {
    String id = subscribe("me/events");
    JsonNode event = create("Visit");
    JsonNode created = webhook.one();
    assertEquals("created", created.path("changeType").asText());
    assertEquals(id, created.path("subscriptionId").asText());
    assertEquals("state1", created.path("clientState").asText());
    assertEquals(kit.directory(), created.path("tenantId").asText());
    JsonNode data = created.path("resourceData");
    assertEquals(event.path("id").asText(), data.path("id").asText());
    assertEquals(event.path("@odata.etag").asText(), data.path("@odata.etag").asText());
    assertEquals(
        "Users/" + kit.account.path("userId").asText() + "/Events/" + data.path("id").asText(),
        created.path("resource").asText());
    String path = "/me/events/" + event.path("id").asText();
    kit.graph("PATCH", path, "{\"subject\":\"Later\"}").expect(200);
    assertEquals("updated", webhook.one().path("changeType").asText());
    kit.graph("DELETE", path, "").expect(204);
    assertEquals("deleted", webhook.one().path("changeType").asText());
  }

  @Test
  void namesImmutableIdsWhenTheSubscriptionWasMadeWithThem() throws InterruptedException {
    subscribe("me/events", "Prefer", "IdType=\"ImmutableId\"");
    String plain = create("Visit").path("id").asText();
    String immutable = webhook.one().path("resourceData").path("id").asText();
    assertNotEquals(plain, immutable);
    kit.graph("GET", "/me/events/" + immutable, "", "Prefer", "IdType=\"ImmutableId\"").expect(200);
  }

  @Test
  void carriesManyDirectoriesInOnePost() throws InterruptedException {
    kit.post("settings", "{\"pushCollectMillis\":1000}");
    subscribe("me/events");
    String mine = kit.token;
    JsonNode other = kit.control("POST", "accounts", "{\"email\":\"olga@fabrikam.example\"}");
    kit.token = other.path("accessToken").asText();
    subscribe("users/olga@fabrikam.example/events");
    create("Hers");
    kit.token = mine;
    create("His");
    create("His, too");
    List<JsonNode> items = webhook.take();
    assertEquals(3, items.size());
    Set<String> tenants =
        items.stream().map(item -> item.path("tenantId").asText()).collect(Collectors.toSet());
    assertEquals(Set.of(kit.directory(), other.path("directoryId").asText()), tenants);
  }

  @Test
  void watchesOneCalendarOnly() throws InterruptedException {
    String id =
        kit.control(
                "POST",
                "calendars",
                "{\"account\":\"" + MicrosoftKit.TECH + "\",\"summary\":\"Team\"}")
            .path("calendarId")
            .asText();
    subscribe("me/calendars/" + id + "/events");
    create("Elsewhere");
    assertTrue(kit.twin.settle() && webhook.quiet());
    ObjectNode event = Kit.JSON.createObjectNode().put("subject", "Here");
    event.putObject("start").put("dateTime", "2026-12-01T10:00:00").put("timeZone", "UTC");
    event.putObject("end").put("dateTime", "2026-12-01T11:00:00").put("timeZone", "UTC");
    kit.graph("POST", "/me/calendars/" + id + "/events", event.toString()).expect(201);
    assertEquals("created", webhook.one().path("changeType").asText());
  }

  @Test
  void comesAgainWithGrowingPausesUntilItIsTaken() throws InterruptedException {
    subscribe("me/events");
    webhook.answers(500, 404, 202);
    create("Visit");
    assertEquals(List.of("failed 500"), outcomes());
    kit.clock.advance(Duration.ofSeconds(1));
    assertEquals(List.of("failed 500", "failed 404"), outcomes());
    kit.clock.advance(Duration.ofSeconds(1));
    assertEquals(2, outcomes().size());
    kit.clock.advance(Duration.ofSeconds(1));
    assertEquals("delivered 202", outcomes().getLast());
    assertEquals(webhook.one().path("id"), webhook.one().path("id"));
  }

  @Test
  void isGivenUpAfterFourHours() {
    subscribe("me/events");
    kit.post("settings", "{\"authorizationSeconds\":604800,\"missedAfterLoss\":true}");
    webhook.close();
    create("Unheard");
    for (int i = 0; i < 40; i++) {
      assertTrue(kit.twin.settle());
      kit.clock.advance(Duration.ofMinutes(10));
    }
    List<String> outcomes = outcomes();
    assertTrue(outcomes.contains("given up"), outcomes.toString());
    assertTrue(outcomes.stream().filter("failed 0"::equals).count() > 5);
  }

  @Test
  void isHeldWhileTheAppHasToShowItself() throws InterruptedException {
    kit.post("settings", "{\"authorizationSeconds\":604800}");
    String id = subscribe("me/events");
    kit.post("subscriptions/lifecycle", "{\"event\":\"reauthorizationRequired\",\"pause\":true}");
    assertEquals("reauthorizationRequired", webhook.one().path("lifecycleEvent").asText());
    create("Waiting");
    assertTrue(outcomes().contains("held") && webhook.quiet());
    kit.clock.advance(Duration.ofMinutes(30));
    assertTrue(outcomes().getLast().equals("held") && webhook.quiet());
    String end = kit.clock.instant().plus(Duration.ofDays(6)).toString();
    kit.graph("PATCH", "/subscriptions/" + id, "{\"expirationDateTime\":\"" + end + "\"}")
        .expect(200);
    kit.clock.advance(Duration.ofHours(1));
    assertTrue(kit.twin.settle());
    assertEquals("created", webhook.one().path("changeType").asText());
  }

  @Test
  void endsWithTheSubscription() throws InterruptedException {
    String id = subscribe("me/events");
    webhook.answers(503);
    create("Failing");
    assertEquals(List.of("failed 503"), outcomes());
    webhook.take();
    kit.graph("DELETE", "/subscriptions/" + id, "").expect(204);
    kit.clock.advance(Duration.ofMinutes(5));
    assertEquals("gone", outcomes().getLast());
    create("Unheard");
    assertTrue(kit.twin.settle() && webhook.quiet());
  }

  @Test
  void canBeDroppedRepeatedReorderedAndDelayed() throws InterruptedException {
    subscribe("me/events");
    fault("drop");
    create("Lost");
    assertEquals(List.of("dropped"), outcomes());
    fault("repeat");
    create("Twice");
    assertEquals(webhook.one().path("id"), webhook.one().path("id"));
    fault("reorder");
    String first = create("First").path("id").asText();
    assertTrue(kit.twin.settle() && webhook.quiet());
    String second = create("Second").path("id").asText();
    assertEquals(second, webhook.one().path("resourceData").path("id").asText());
    assertEquals(first, webhook.one().path("resourceData").path("id").asText());
    kit.post(
        "faults",
        "{\"kind\":\"notifications\",\"mode\":\"delay\",\"times\":1,\"delayMillis\":60000}");
    create("Late");
    assertTrue(kit.twin.settle() && webhook.quiet());
    kit.clock.advance(Duration.ofMinutes(1));
    webhook.one();
  }

  @Test
  void dropsEverythingForSlowAddressesForTenMinutes() throws InterruptedException {
    subscribe("me/events");
    kit.post("settings", "{\"pushSlowMillis\":40,\"pushStateMinimum\":5,\"pushMaxItems\":1}");
    webhook.delayMillis = 200;
    for (int i = 0; i < 5; i++) {
      create("Slow " + i);
      assertTrue(kit.twin.settle());
    }
    webhook.delayMillis = 0;
    kit.post("settings", "{\"pushSlowMillis\":10000}");
    create("Unheard");
    assertEquals("dropped: the address is too slow", outcomes().getLast());
    kit.clock.advance(Duration.ofMinutes(11));
    int before = outcomes().size();
    create("Heard");
    assertEquals("delivered 202", outcomes().getLast());
    assertNotEquals(before, outcomes().size());
  }

  @Test
  void livesThroughAMonthInAMoment() {
    String id = subscribe("me/events");
    int renewals = 0;
    int told = 0;
    Instant end = kit.clock.instant().plus(Duration.ofDays(30));
    while (kit.clock.instant().isBefore(end)) {
      kit.clock.advance(Duration.ofHours(1));
      kit.signIn();
      String later = kit.clock.instant().plus(Duration.ofDays(6)).toString();
      kit.graph("PATCH", "/subscriptions/" + id, "{\"expirationDateTime\":\"" + later + "\"}")
          .expect(200);
      renewals++;
      if (renewals % 24 == 0) {
        create("Day " + ++told);
      }
    }
    List<String> outcomes = outcomes();
    assertFalse(outcomes.isEmpty());
    assertTrue(outcomes.stream().allMatch("delivered 202"::equals), outcomes.toString());
    assertTrue(outcomes.size() >= told);
  }
}

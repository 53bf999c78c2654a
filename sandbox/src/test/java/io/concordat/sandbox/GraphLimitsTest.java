package io.concordat.sandbox;

import static io.concordat.sandbox.GraphDesk.meeting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.Kit.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GraphLimitsTest {
  private final GraphDesk desk = new GraphDesk();

  @AfterEach
  void stop() {
    desk.close();
  }

  private static ObjectNode part(String id, String method, String url, String body) {
    ObjectNode part =
        Kit.JSON.createObjectNode().put("id", id).put("method", method).put("url", url);
    if (!body.isEmpty()) {
      part.putObject("headers").put("Content-Type", "application/json");
      part.set("body", Kit.tree(body));
    }
    return part;
  }

  private static String batch(List<ObjectNode> parts) {
    ObjectNode body = Kit.JSON.createObjectNode();
    ArrayNode requests = body.putArray("requests");
    parts.forEach(requests::add);
    return body.toString();
  }

  private JsonNode send(ObjectNode... parts) {
    return desk.call("POST", "/$batch", batch(List.of(parts))).expect(200).json().path("responses");
  }

  private static JsonNode reply(JsonNode responses, String id) {
    return responses
        .valueStream()
        .filter(r -> r.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eachPartOfABatchIsAnsweredForItself() {
    JsonNode responses =
        send(
            part("1", "POST", "/me/events", meeting("a")),
            part("2", "GET", "/me/events/nonsense", ""),
            part("3", "GET", "/me/events?$top=1", ""));
    assertEquals(201, reply(responses, "1").path("status").asInt());
    assertEquals("a", reply(responses, "1").path("body").path("subject").asText());
    assertEquals(400, reply(responses, "2").path("status").asInt());
    assertEquals(200, reply(responses, "3").path("status").asInt());
    JsonNode quota = desk.kit.control("GET", "quota", "");
    assertEquals(3, quota.path("used").properties().iterator().next().getValue().asInt());
  }

  @Test
  void partsWaitForWhatTheyDependOn() {
    ObjectNode second = part("b", "POST", "/me/events", meeting("b"));
    second.putArray("dependsOn").add("A");
    ObjectNode third = part("c", "POST", "/me/events", meeting("c"));
    third.putArray("dependsOn").add("b");
    JsonNode responses = send(part("a", "GET", "/me/events/nonsense", ""), second, third);
    assertEquals(424, reply(responses, "b").path("status").asInt());
    assertEquals(424, reply(responses, "c").path("status").asInt());
    assertEquals(0, desk.get("/me/events").json().path("value").size());
  }

  @Test
  void malformedBatchesAreRefused() {
    List<ObjectNode> many = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      many.add(part("p" + i, "GET", "/me/events", ""));
    }
    desk.call("POST", "/$batch", batch(many)).expect(400);
    desk.call("POST", "/$batch", batch(List.of(many.get(0), many.get(0)))).expect(400);
    desk.call("POST", "/$batch", "{}").expect(400);
    ObjectNode bare = part("1", "POST", "/me/events", meeting("a"));
    bare.remove("headers");
    desk.call("POST", "/$batch", batch(List.of(bare))).expect(400);
  }

  @Test
  void theFifthRequestInFlightIsRefused() throws Exception {
    desk.kit.control("POST", "latency", "{\"ms\":400}");
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> calls = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        calls.add(threads.submit(() -> desk.get("/me/events")));
      }
      for (Future<Answer> call : calls) {
        answers.add(call.get());
      }
    }
    List<Answer> refused = answers.stream().filter(a -> a.status() == 429).toList();
    assertEquals(3, refused.size());
    assertEquals("ApplicationThrottled", MicrosoftKit.code(refused.getFirst()));
    assertTrue(refused.getFirst().text().contains("MailboxConcurrency"));
    assertEquals("1", refused.getFirst().header("retry-after"));
    JsonNode quota = desk.kit.control("GET", "quota", "");
    assertEquals(3, quota.path("refusedConcurrent").asInt());
    assertEquals(4, quota.path("mostInFlight").asInt());
  }

  @Test
  void aBatchUsesTheWholeConcurrency() {
    desk.kit.control("POST", "latency", "{\"ms\":100}");
    List<ObjectNode> parts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      parts.add(part("p" + i, "POST", "/me/events", meeting("e" + i)));
    }
    long started = System.nanoTime();
    JsonNode responses =
        desk.call("POST", "/$batch", batch(parts)).expect(200).json().path("responses");
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    assertTrue(responses.valueStream().allMatch(r -> r.path("status").asInt() == 201));
    assertTrue(took.toMillis() >= 500, took + " for five waves of 100 ms");
    assertEquals(4, desk.kit.control("GET", "quota", "").path("mostInFlight").asInt());
  }

  @Test
  void theWindowRefusesAndSaysHowLong() {
    desk.kit.control("POST", "quota", "{\"perTenMinutes\":3}");
    for (int i = 0; i < 3; i++) {
      desk.get("/me/events").expect(200);
    }
    Answer refused = desk.get("/me/events").expect(429);
    long wait = Long.parseLong(refused.header("retry-after"));
    assertTrue(wait > 590 && wait <= 602, wait + " s");
    desk.kit.clock.advance(Duration.ofSeconds(wait));
    desk.get("/me/events").expect(200);
    desk.kit.control("POST", "quota", "{\"enabled\":false}");
    for (int i = 0; i < 5; i++) {
      desk.get("/me/events").expect(200);
    }
  }

  @Test
  void errorsCarryTheirIds() {
    Answer refused = desk.get("/me/events/nonsense", "client-request-id", "c-1").expect(400);
    JsonNode inner = refused.json().path("error").path("innerError");
    assertEquals("c-1", inner.path("client-request-id").asText());
    assertEquals("c-1", refused.header("client-request-id"));
    assertEquals(refused.header("request-id"), inner.path("request-id").asText());
    assertEquals(
        "c-2", desk.get("/me/events", "client-request-id", "c-2").header("client-request-id"));
    assertEquals(36, desk.get("/me/events").header("request-id").length());
    desk.get("/me/nonsense").expect(400);
    desk.call("PUT", "/me/events", "{}").expect(400);
  }
}

package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A run is told while it goes: one event for each change, and an end. */
class RunStreamTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final House house = House.open();

  @AfterAll
  static void close() {
    house.close();
  }

  @Test
  void aRunIsToldFromItsQueueToItsEnd() throws Exception {
    Tech tess = Tech.alone(house).connected();
    tess.insert("one");
    String run = queued(tess);
    var events = new Events();
    var followed =
        CompletableFuture.runAsync(() -> house.stream(tess.caller, path(tess, run), events));
    assertEquals("queued", events.next().path("state").asText());
    house.settle();
    followed.get(10, TimeUnit.SECONDS);
    List<JsonNode> rest = events.rest();
    JsonNode last = rest.getLast();
    assertEquals("completed", last.path("state").asText());
    assertEquals(house.call(tess.caller, "GET", path(tess, run), "").body(), last);
    for (int i = 1; i < rest.size(); i++) {
      assertTrue(!rest.get(i).equals(rest.get(i - 1)), "the same twice");
    }
  }

  @Test
  void aRunThatIsOverIsToldOnce() {
    Tech tess = Tech.alone(house).connected();
    String run = tess.sync().path("id").asText();
    var out = new ByteArrayOutputStream();
    house.stream(tess.caller, path(tess, run), out);
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.startsWith("event: run\ndata: {"), text);
    assertTrue(text.endsWith("}\n\n"), text);
    assertEquals(1, text.split("event: run", -1).length - 1, text);
  }

  @Test
  void anUnknownRunAndAnothersRunAreNoStream() {
    Tech tess = Tech.alone(house).connected();
    Tech other = Tech.alone(house).connected();
    String theirs = other.sync().path("id").asText();
    for (String run : List.of(UUID.randomUUID().toString(), theirs, "nonsense")) {
      House.Answer answer =
          house.call(
              tess.caller, "GET", path(tess, run), "", Map.of("accept", "text/event-stream"));
      assertEquals(404, answer.status(), run);
    }
  }

  @Test
  void aReaderThatLeftEndsIt() {
    Tech tess = Tech.alone(house).connected();
    String run = queued(tess);
    var gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("the reader left");
          }
        };
    assertThrows(Exception.class, () -> house.stream(tess.caller, path(tess, run), gone));
    house.settle();
  }

  private static String queued(Tech tess) {
    return tess.call("POST", "/sync", "").body().path("runId").asText();
  }

  private static String path(Tech tess, String run) {
    return "/api/v1/calendar/providers/" + tess.provider + "/runs/" + run;
  }

  /** Takes an event stream apart as it comes. */
  private static final class Events extends OutputStream {
    private final StringBuilder text = new StringBuilder();
    private final BlockingQueue<JsonNode> found = new LinkedBlockingQueue<>();

    @Override
    public void write(int b) throws IOException {
      text.append((char) b);
      if (text.length() > 1 && text.substring(text.length() - 2).equals("\n\n")) {
        found.add(JSON.readTree(text.substring(text.indexOf("data: ") + 6)));
        text.setLength(0);
      }
    }

    JsonNode next() throws InterruptedException {
      JsonNode event = found.poll(10, TimeUnit.SECONDS);
      assertTrue(event != null, "no event");
      return event;
    }

    List<JsonNode> rest() {
      List<JsonNode> rest = new ArrayList<>();
      found.drainTo(rest);
      return rest;
    }
  }
}

package io.concordat.ee.calendar.graph;

import static io.concordat.ee.calendar.event.Contents.single;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As fast as a mailbox allows, and never faster. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaceTest {
  private static final boolean LONG = Boolean.getBoolean("concordat.long");
  private static final int WINDOW = 600;
  private static final int QUOTA = 10_000;
  private static final int WRITES = 30_000;

  private final GraphTwin twin = new GraphTwin();

  @BeforeEach
  void empty() {
    twin.reset();
  }

  @AfterAll
  void stop() {
    twin.close();
  }

  @ParameterizedTest
  @CsvSource({"50,200,1000", "300,40,1000"})
  void fourAtOnceAreUsedAndNoFifth(int latency, int some, int all) throws Exception {
    var calendar = twin.calendar("calendar");
    write(calendar); // who and where is asked once
    twin.post("latency", "{'ms':" + latency + "}");
    int writes = LONG ? all : some;
    long began = System.nanoTime();
    var done = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < writes; i++) {
        done.add(threads.submit(() -> write(calendar)));
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    for (var one : done) {
      one.get();
    }
    double ratio = writes / seconds / (4 * 1000.0 / latency);
    System.out.printf("%d writes at %d ms: ratio to 4/latency %.3f%n", writes, latency, ratio);
    assertEquals(0, twin.get("quota").path("refused").asInt());
    assertEquals(4, twin.get("quota").path("mostInFlight").asInt());
    assertTrue(ratio >= 0.8 || !LONG, () -> "ratio " + ratio);
  }

  /** In virtual time, without the wire: what leaves arrives up to two seconds later. */
  @Test
  void theWindowIsUsedUpAndNeverOverdrawn() {
    var now = new Instant[] {GraphTwin.START};
    var mailbox = new Mailbox(() -> now[0]);
    var arrived = new ArrayList<Long>();
    for (int i = 0; i < WRITES; i++) {
      now[0] = now[0].plusMillis(12);
      try (var _ = mailbox.enter(1)) {
        arrived.add(now[0].toEpochMilli() + (i * 37L) % 2_000);
      } catch (RemoteFault limited) {
        now[0] = until(limited);
        i--;
      }
    }
    assertNeverOverdrawn(arrived);
    assertUsed(Duration.between(GraphTwin.START, now[0]));
  }

  private static void assertNeverOverdrawn(List<Long> arrived) {
    Collections.sort(arrived);
    for (int i = QUOTA; i < arrived.size(); i++) {
      long span = arrived.get(i) - arrived.get(i - QUOTA);
      assertTrue(span > WINDOW * 1_000L, () -> "more than the quota in " + span + " ms");
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "concordat.long", matches = "true")
  void thirtyThousandWritesOverHttpInVirtualTime() {
    var calendar = twin.calendar("calendar");
    var began = twin.clock().instant();
    for (int i = 0; i < WRITES; i++) {
      twin.clock().advance(Duration.ofMillis(12));
      try {
        write(calendar);
      } catch (RemoteFault limited) {
        twin.clock().set(until(limited));
        i--;
      }
    }
    assertEquals(0, twin.get("quota").path("refused").asInt());
    assertUsed(Duration.between(began, twin.clock().instant()));
  }

  private static void assertUsed(Duration elapsed) {
    double ratio = WRITES / (QUOTA * elapsed.toMillis() / (WINDOW * 1000.0));
    System.out.printf("%d writes in %s: %.3f of the window quota%n", WRITES, elapsed, ratio);
    assertTrue(ratio >= 0.95, () -> "ratio " + ratio);
  }

  private static Instant until(RemoteFault fault) {
    return assertInstanceOf(Fault.RateLimited.class, fault.fault()).until().orElseThrow();
  }

  private static void write(RemoteCalendar calendar) {
    assertInstanceOf(
        Written.Done.class, calendar.create(UUID.randomUUID().toString(), single("a")));
  }
}

package io.concordat.dist.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.concordat.dist.calendar.GoogleCalendar;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Rest;
import io.concordat.sandbox.GoogleTwin;
import io.concordat.sandbox.clock.TwinClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The oracle between the twin and a faithful copy of it in the shape of the product's API: two
 * libraries expand the same series. Then the copy is no longer faithful, and the oracle says so.
 */
class OracleTest {
  private static final String USER = "7f1b3d1e-0000-4000-8000-000000000001";

  private final GoogleTwin twin = GoogleTwin.start(0, TwinClock.system());
  private final TwinControl control = new TwinControl(URI.create(twin.baseUrl()));
  private final ArrayNode entries = Rest.JSON.createArrayNode();
  private HttpServer product;
  private GoogleCalendar calendar;

  @BeforeEach
  void start() throws IOException {
    TwinControl.Client client = control.client("http://localhost/callback");
    calendar = control.google(control.account("maya@example.org", "America/New_York", client));
    product = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    product.createContext(
        "/api/v1/schedule/entries",
        exchange -> {
          ObjectNode page = Rest.object();
          page.set("items", entries);
          byte[] body = page.toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    product.start();
  }

  @AfterEach
  void stop() {
    product.stop(0);
    twin.close();
  }

  @TestFactory
  Stream<DynamicTest> agreesOnEveryCalendar() throws IOException {
    Path folder = Path.of("../../shared/data/calendars");
    List<Path> files;
    try (Stream<Path> all = Files.isDirectory(folder) ? Files.list(folder) : Stream.of()) {
      files = all.filter(f -> f.toString().endsWith(".ics")).sorted().toList();
    }
    return Stream.concat(
        Stream.of(DynamicTest.dynamicTest("the sample", () -> agrees(sample()))),
        files.stream()
            .map(f -> DynamicTest.dynamicTest(f.toString(), () -> agrees(Files.readString(f)))));
  }

  private void agrees(String ics) {
    stop();
    OracleTest fresh = new OracleTest();
    try {
      fresh.start();
      fresh.load(ics);
      Comparison c = fresh.compare();
      assertTrue(c.agrees(), c.toString());
      assertTrue(c.local() > 40, c.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      fresh.stop();
    }
  }

  @Test
  void noticesEveryKindOfDisagreement() throws IOException {
    load(sample());
    assertTrue(compare().agrees());
    spoilt("title", e -> e.put("title", e.path("title").asText() + " "), this::single);
    spoilt("notes", e -> e.put("notes", "other"), this::single);
    spoilt("location", e -> e.put("location", "elsewhere"), this::single);
    spoilt("privacy", e -> e.put("private", !e.path("private").asBoolean()), this::single);
    spoilt("an hour", e -> e.put("start", hourLater(e.path("start").asText())), this::single);
    spoilt("zone", e -> e.put("timeZone", "Africa/Lagos"), this::single);
    spoilt("rule", e -> object(e, "recurrence").put("rrule", "FREQ=DAILY;COUNT=3"), this::series);
    spoilt("cancelled", e -> object(e, "recurrence").putArray("exdates"), this::series);
    spoilt("moved", e -> e.putArray("exceptions"), this::series);
  }

  @Test
  void noticesACopy() throws IOException {
    load(sample());
    entries.add(entries.get(3).deepCopy());
    assertEquals(1, compare().duplicates());
  }

  private void spoilt(String what, Consumer<ObjectNode> spoil, Supplier<ObjectNode> which) {
    ObjectNode entry = which.get();
    ObjectNode before = entry.deepCopy();
    spoil.accept(entry);
    assertFalse(compare().agrees(), what);
    entry.setAll(before);
    assertTrue(compare().agrees(), what + " restored");
  }

  private ObjectNode single() {
    return first(e -> e.path("recurrence").isNull() && !e.path("allDay").asBoolean());
  }

  private ObjectNode series() {
    return first(
        e -> !e.path("exceptions").isEmpty() && !e.path("recurrence").path("exdates").isEmpty());
  }

  private ObjectNode first(Predicate<JsonNode> fit) {
    for (JsonNode entry : entries) {
      if (fit.test(entry)) {
        return (ObjectNode) entry;
      }
    }
    throw new AssertionError("no such entry");
  }

  private static ObjectNode object(ObjectNode entry, String field) {
    return (ObjectNode) entry.path(field);
  }

  private static String hourLater(String time) {
    return OffsetDateTime.parse(time).plusHours(1).toString();
  }

  private Comparison compare() {
    Rest rest = Rest.at(URI.create("http://localhost:" + product.getAddress().getPort()));
    return new Oracle(LocalDate.now(Clock.systemUTC()))
        .compare(rest, USER, calendar, Set.of(), Set.of());
  }

  private static String sample() throws IOException {
    try (var in =
        OracleTest.class.getResourceAsStream("/io/concordat/dist/demo/technician-month.ics")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Loads the twin and copies what it says into the product's shape. */
  private void load(String ics) {
    control.load("maya@example.org", ics, false);
    Map<String, ObjectNode> masters = new HashMap<>();
    var listed = calendar.list("singleEvents=false&showDeleted=true");
    for (JsonNode event : listed.items()) {
      if (!event.has("recurringEventId")) {
        ObjectNode entry = entry(event, listed.timeZone());
        masters.put(event.path("id").asText(), entry);
        entries.add(entry);
      }
    }
    for (JsonNode event : listed.items()) {
      ObjectNode master = masters.get(event.path("recurringEventId").asText());
      if (master != null) {
        except(master, event, listed.timeZone());
      }
    }
  }

  private static ObjectNode entry(JsonNode event, String calendarZone) {
    ObjectNode entry = Rest.object().put("id", event.path("id").asText());
    entry.putArray("assigneeIds").add(USER);
    content(entry, event, calendarZone);
    entry.put("private", event.path("visibility").asText().equals("private"));
    entry.putNull("recurrence");
    for (JsonNode line : event.path("recurrence")) {
      ObjectNode recurrence =
          entry.path("recurrence") instanceof ObjectNode known
              ? known
              : entry.putObject("recurrence");
      String text = line.asText();
      if (text.startsWith("RRULE:")) {
        recurrence.put("rrule", text.substring(6));
      } else if (text.startsWith("EXDATE") || text.startsWith("RDATE")) {
        String list = text.startsWith("EXDATE") ? "exdates" : "rdates";
        for (String date : text.substring(text.indexOf(':') + 1).split(",", -1)) {
          recurrence.withArray(list).add(slot(date, entry));
        }
      } else {
        throw new AssertionError(text);
      }
    }
    return entry;
  }

  private static String slot(String basic, ObjectNode entry) {
    String date = basic.substring(0, 4) + "-" + basic.substring(4, 6) + "-" + basic.substring(6, 8);
    if (basic.length() == 8) {
      return date;
    }
    String time =
        "T"
            + basic.substring(9, 11)
            + ":"
            + basic.substring(11, 13)
            + ":"
            + basic.substring(13, 15);
    return basic.endsWith("Z")
        ? OffsetDateTime.parse(date + time + "Z")
            .atZoneSameInstant(ZoneId.of(entry.path("timeZone").asText()))
            .toLocalDateTime()
            .toString()
        : date + time;
  }

  private static void content(ObjectNode entry, JsonNode event, String calendarZone) {
    entry
        .put("title", event.path("summary").asText(""))
        .put("notes", event.path("description").asText(""));
    entry.put("location", event.path("location").asText(""));
    entry.put("status", event.path("status").asText());
    boolean allDay = event.path("start").has("date");
    entry.put("allDay", allDay);
    for (String edge : List.of("start", "end")) {
      entry.put(edge, event.path(edge).path(allDay ? "date" : "dateTime").asText());
    }
    entry.put("timeZone", event.path("start").path("timeZone").asText(calendarZone));
  }

  private static void except(ObjectNode master, JsonNode event, String calendarZone) {
    JsonNode original = event.path("originalStartTime");
    String slot =
        original.has("date")
            ? original.path("date").asText()
            : OffsetDateTime.parse(original.path("dateTime").asText())
                .atZoneSameInstant(ZoneId.of(master.path("timeZone").asText()))
                .toLocalDateTime()
                .toString();
    ObjectNode exception = master.withArray("exceptions").addObject().put("recurrenceId", slot);
    exception.put("cancelled", event.path("status").asText().equals("cancelled"));
    if (!exception.path("cancelled").asBoolean()) {
      content(exception, event, calendarZone);
    }
  }
}

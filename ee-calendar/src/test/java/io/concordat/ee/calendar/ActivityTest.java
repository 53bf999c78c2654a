package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.Breakable.Killed;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.web.HttpShell;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every change on either side is told once, with its reason, and to nobody whom it is not for. */
class ActivityTest {
  private static final House house = House.open();
  private static final HttpShell shell = house.http();
  private static final OkHttpClient http = new OkHttpClient();
  private static final MediaType JSON = MediaType.get("application/json");

  @AfterAll
  static void close() {
    shell.close();
    house.close();
  }

  private static List<JsonNode> told(Tech tess, String query) {
    return told(tess, tess.caller, query);
  }

  private static List<JsonNode> told(Tech tess, Caller by, String query) {
    var answer =
        house.call(
            by, "GET", "/api/v1/calendar/providers/" + tess.provider + "/activity" + query, "");
    assertEquals(200, answer.status(), answer.body().toString());
    return answer.body().path("items").valueStream().toList();
  }

  /** Side, action, cause and title of each, without an order. */
  private static Set<String> lines(Tech tess, String query) {
    List<JsonNode> all = told(tess, query);
    var lines = all.stream().map(ActivityTest::line).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(all.size(), lines.size(), "told twice: " + all);
    return lines;
  }

  private static String line(JsonNode one) {
    return String.join(
        " ",
        one.path("side").asText(),
        one.path("action").asText(),
        one.path("cause").asText(),
        one.path("title").asText());
  }

  private static void forget(Tech tess) {
    tess.execute("delete from calendar_activity");
  }

  private static void quiet(Tech tess) {
    tess.execute("update calendar_providers set next_attempt_at = '2200-01-01'");
  }

  @Test
  void what_the_vendor_changed_is_told_with_its_run() {
    var tess = Tech.alone(house);
    tess.insert("visit");
    tess.insert("gone");
    tess.connected();
    assertEquals(
        Set.of("here create vendor_change visit", "here create vendor_change gone"),
        lines(tess, ""));
    JsonNode created = told(tess, "").getFirst();
    assertEquals("first", created.path("trigger").asText());
    assertTrue(created.path("before").isNull());
    assertTrue(created.path("after").has("start"), created.toString());
    assertEquals(tess.user.toString(), created.path("after").path("assigneeIds").path(0).asText());
    forget(tess);
    tess.retitle(tess.remoteId("visit"), "visit at ten");
    house.google.delete(tess.email, tess.remoteId("gone"));
    String run = tess.sync().path("id").asText();
    assertEquals(
        Set.of("here update vendor_change visit at ten", "here delete vendor_change gone"),
        lines(tess, "?run=" + run));
    JsonNode update = told(tess, "?action=update").getFirst();
    assertEquals("{\"title\":\"visit\"}", update.path("before").toString());
    assertEquals("{\"title\":\"visit at ten\"}", update.path("after").toString());
    assertEquals(tess.remoteId("visit at ten"), update.path("eventId").asText());
    assertEquals(tess.entry().id().toString(), update.path("entryId").asText());
    assertEquals("manual", update.path("trigger").asText());
    assertEquals(0, told(tess, "?run=" + UUID.randomUUID()).size());
  }

  @Test
  void what_a_user_changed_is_told_with_who_it_was() throws IOException {
    var tess = Tech.alone(house, house.microsoft).connected();
    String token = house.token(tess.tenant, tess.user);
    String id = rest(token, "POST", "", entry("visit"), "").path("id").asText();
    house.settle();
    JsonNode created = told(tess, "?entry=" + id).getFirst();
    assertEquals("there create user_edit visit", line(created));
    assertEquals(tess.user.toString(), created.path("actorId").asText());
    assertEquals(36, created.path("requestId").asText().length(), created.toString());
    assertEquals(tess.remoteId("visit"), created.path("eventId").asText());
    rest(token, "PATCH", "/" + id, "{\"location\":\"Room 7\"}", "*");
    house.settle();
    JsonNode update = told(tess, "?action=update&side=there").getFirst();
    assertEquals("{\"location\":\"\"}", update.path("before").toString());
    assertEquals("{\"location\":\"Room 7\"}", update.path("after").toString());
    assertEquals(tess.user.toString(), update.path("actorId").asText());
    rest(token, "DELETE", "/" + id, "", "*");
    house.settle();
    JsonNode delete = told(tess, "?action=delete").getFirst();
    assertEquals("there delete user_edit visit", line(delete));
    assertEquals(tess.user.toString(), delete.path("actorId").asText());
    assertEquals(3, told(tess, "").size());
  }

  private static String entry(String title) {
    return """
        {"title":"%s","start":"2026-11-23T09:00:00Z","end":"2026-11-23T10:00:00Z","timeZone":"UTC"}
        """
        .formatted(title);
  }

  private static JsonNode rest(String token, String method, String path, String body, String match)
      throws IOException {
    var request =
        new Request.Builder()
            .url("http://localhost:" + shell.port() + "/api/v1/schedule/entries" + path)
            .header("Authorization", "Bearer " + token)
            .header("If-Match", match)
            .method(method, method.equals("DELETE") ? null : RequestBody.create(body, JSON))
            .build();
    try (var response = http.newCall(request).execute()) {
      String text = response.body().string();
      assertTrue(response.isSuccessful(), text);
      return new ObjectMapper().readTree(text);
    }
  }

  @Test
  void what_one_calendar_brings_is_told_of_the_other_as_that() {
    var tess = Tech.alone(house).connected();
    var theo = new Tech(house, tess.tenant).connected();
    ScheduleEntryId id = house.create(tess.tenant, Contents.single("both"), tess.user, theo.user);
    house.settle();
    forget(tess);
    tess.retitle(tess.remoteId("both"), "both, later");
    tess.sync();
    house.settle();
    assertEquals(Set.of("here update vendor_change both, later"), lines(tess, ""));
    assertEquals(Set.of("there update other_calendar both, later"), lines(theo, ""));
    assertEquals(id.toString(), told(theo, "").getFirst().path("entryId").asText());
  }

  /** However the process dies, each effect has its line, and no line tells of what was not. */
  @Test
  void a_write_whose_answer_was_lost_is_told_once() {
    house.google.control(
        "faults", "{\"kind\":\"notifications\",\"mode\":\"drop\",\"times\":10000}");
    for (int place = 1; place <= 10; place++) {
      var tess = Tech.alone(house);
      ScheduleEntryId edited = tess.create(Contents.single("edited"));
      ScheduleEntryId deleted = tess.create(Contents.single("deleted"));
      tess.connected();
      tess.insert("theirs");
      forget(tess);
      tess.update(edited, Contents.single("edited twice"));
      house.remove(tess.tenant, deleted);
      tess.create(Contents.single("new"));
      tess.call("POST", "/sync", "");
      dies(place);
      tess.sync();
      assertEquals(
          Set.of(
              "there update user_edit edited twice",
              "there delete user_edit deleted",
              "there create user_edit new",
              "here create vendor_change theirs"),
          lines(tess, ""),
          "killed at " + place);
    }
    house.google.forget("faults");
  }

  private static void dies(int place) {
    house.breaks.killAt(place);
    try {
      house.settle();
    } catch (Killed expected) {
      // The job runner may also catch it.
    }
    house.breaks.mend();
    house.restart();
    house.advance(Duration.ofMinutes(16));
    house.settle();
  }

  private static Tech bothEdited() {
    var tess = Tech.alone(house);
    ScheduleEntryId id = tess.create(Contents.single("base"));
    tess.connected();
    forget(tess);
    quiet(tess);
    tess.retitle(tess.remoteId("base"), "theirs");
    tess.update(id, Contents.single("ours"));
    house.settle();
    tess.sync();
    return tess;
  }

  @Test
  void a_conflict_and_its_end_are_told() {
    var tess = bothEdited();
    tess.sync();
    assertEquals(Set.of("both conflict vendor_change ours"), lines(tess, ""));
    tess.resolve("ours");
    assertEquals(
        Set.of(
            "both conflict vendor_change ours",
            "both resolve resolution ours",
            "there update resolution ours"),
        lines(tess, ""));
    for (JsonNode one : told(tess, "")) {
      boolean decided = one.path("cause").asText().equals("resolution");
      assertEquals(decided ? tess.user.toString() : "", one.path("actorId").asText(""), line(one));
    }
    assertTrue(told(tess, "?action=resolve").getFirst().path("runId").isNull());
    assertFalse(told(tess, "?action=update").getFirst().path("runId").isNull());
  }

  @Test
  void theirs_is_told_as_the_choice_that_it_was() {
    var tess = bothEdited();
    tess.resolve("theirs");
    assertEquals(
        Set.of("both resolve resolution ours", "here update resolution theirs"),
        lines(tess, "?from=2020-01-01T00:00:00Z").stream()
            .filter(line -> !line.contains("conflict"))
            .collect(Collectors.toSet()));
  }

  @Test
  void what_is_refused_put_aside_or_held_is_told_once() {
    var tess = Tech.alone(house);
    house.google.control(
        "events",
        """
        {"account":"%s","raw":true,"event":{"id":"bad00001","status":"confirmed","summary":"bad",
         "end":{"dateTime":"2026-11-23T09:15:00Z"}}}"""
            .formatted(tess.email));
    tess.connected();
    tess.create(
        Contents.series(
            "Every hour",
            Contents.timed("2026-03-02T09:00", Contents.BERLIN, 10),
            "FREQ=HOURLY;COUNT=5"));
    house.settle();
    tess.fullSync();
    tess.fullSync();
    assertEquals(
        Set.of("there refuse user_edit Every hour", "here quarantine vendor_change "),
        lines(tess, ""));
    assertEquals("sub_daily", told(tess, "?action=refuse").getFirst().path("reason").asText());
    JsonNode aside = told(tess, "?event=bad00001").getFirst();
    assertEquals("no_start", aside.path("reason").asText());
    assertTrue(aside.path("entryId").isNull());
  }

  @Test
  void private_things_stay_their_owners() {
    var tess = Tech.alone(house);
    ScheduleEntryId later = tess.create(Contents.single("canary later private"));
    tess.create(hidden("canary private"));
    tess.connected();
    var boss = house.caller(tess.tenant, house.user(tess.tenant, "boss" + tess.email));
    assertEquals(Set.of("Busy", "canary later private"), titles(tess, boss));
    tess.update(later, hidden("canary private now"));
    house.settle();
    String shown = told(tess, boss, "").toString();
    assertEquals(Set.of("Busy"), titles(tess, boss));
    assertFalse(shown.contains("canary"), shown);
    assertTrue(shown.contains("\"masked\":true"), shown);
    assertTrue(titles(tess, tess.caller).contains("canary private now"));
  }

  private static EntryContent hidden(String title) {
    EntryContent open = Contents.single(title);
    return new EntryContent(
        open.title(),
        "canary notes",
        "",
        open.when(),
        true,
        open.status(),
        Optional.empty(),
        new TreeMap<>());
  }

  private static Set<String> titles(Tech tess, Caller by) {
    return told(tess, by, "").stream()
        .map(one -> one.path("title").asText())
        .collect(Collectors.toSet());
  }

  @Test
  void pages_follow_each_other_youngest_first() {
    var tess = Tech.alone(house);
    for (int i = 0; i < 7; i++) {
      tess.insert("visit " + i);
    }
    tess.connected();
    tess.insert("last");
    tess.sync();
    String path = "/api/v1/calendar/providers/" + tess.provider + "/activity?limit=3";
    var seen = new TreeSet<String>();
    String cursor = "";
    String first = "";
    do {
      JsonNode page = house.call(tess.caller, "GET", path + cursor, "").body();
      page.path("items").forEach(one -> assertTrue(seen.add(one.path("id").asText())));
      first = first.isEmpty() ? page.path("items").path(0).path("title").asText() : first;
      cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asText();
    } while (!cursor.isEmpty());
    assertEquals(8, seen.size());
    assertEquals("last", first);
  }

  @Test
  void filters_are_checked_and_strangers_find_nothing() {
    var tess = Tech.alone(house).connected();
    for (String bad :
        List.of("side=up", "action=burn", "run=x", "entry=x", "from=now", "limit=0")) {
      assertEquals(400, tess.call("GET", "/activity?" + bad, "").status(), bad);
    }
    var stranger = Tech.alone(house);
    String path = "/api/v1/calendar/providers/" + tess.provider + "/activity";
    assertEquals(404, house.call(stranger.caller, "GET", path, "").status());
    var colleague = house.user(tess.tenant, "colleague" + tess.email);
    var technician = new Caller(tess.tenant, colleague, Set.of("calendar:connect"));
    assertEquals(404, house.call(technician, "GET", path, "").status());
  }
}

package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.House.Answer;
import io.concordat.ee.calendar.house.Office;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Plans and fuses against the twins, by the interface. */
class PlanRoutesTest {
  private static final House house = House.open();

  @AfterAll
  static void close() {
    house.close();
  }

  private static void dropNotices(Office office) {
    office.control("faults", "{\"kind\":\"notifications\",\"mode\":\"drop\",\"times\":10000}");
  }

  private static String plan(Tech tess, boolean full) {
    Answer asked = tess.call("POST", "/plans", "{\"full\":" + full + "}");
    assertEquals(202, asked.status(), asked.body().toString());
    house.settle();
    return asked.body().path("planId").asText();
  }

  private static JsonNode shown(Tech tess, String plan) {
    return tess.call("GET", "/plans/" + plan, "").body();
  }

  private static Answer apply(Tech tess, String plan) {
    Answer answer = tess.call("POST", "/plans/" + plan + "/apply", "");
    house.settle();
    return answer;
  }

  private static String side(JsonNode plan, String side) {
    JsonNode of = plan.path(side);
    return "%d+ %d* %d-"
        .formatted(
            of.path("creates").asInt(), of.path("updates").asInt(), of.path("deletes").asInt());
  }

  /** Something of everything, without anybody telling. */
  private static Tech changed(Office office) {
    var tess = Tech.alone(house, office);
    tess.insert("edited there");
    tess.insert("deleted there");
    ScheduleEntryId edited = tess.create(Contents.single("edited here"));
    ScheduleEntryId deleted = tess.create(Contents.single("deleted here"));
    tess.connected();
    dropNotices(office);
    tess.change("{\"paused\":true}");
    tess.retitle(tess.remoteId("edited there"), "edited there, twice");
    office.delete(tess.email, tess.remoteId("deleted there"));
    tess.insert("new there");
    tess.update(edited, Contents.single("edited here, twice"));
    house.remove(tess.tenant, deleted);
    tess.create(Contents.single("new here"));
    tess.create(Contents.series("too often", Contents.single("x").when(), "FREQ=HOURLY;COUNT=3"));
    house.settle();
    tess.execute("update calendar_providers set paused = false");
    return tess;
  }

  private static void showsAndApplies(Office office) {
    var tess = changed(office);
    Set<String> here = tess.titles();
    Set<String> there = tess.remoteTitles();
    office.quiet();
    String id = plan(tess, false);
    JsonNode plan = shown(tess, id);
    assertEquals("ready", plan.path("state").asText(), plan.toString());
    assertEquals("manual", plan.path("kind").asText());
    assertEquals("1+ 1* 1-", side(plan, "here"));
    assertEquals("1+ 1* 1-", side(plan, "there"));
    assertEquals(1, plan.path("refusals").asInt());
    assertEquals(0, plan.path("mails").asInt());
    assertTrue(plan.path("cost").path("requests").asInt() >= 4, plan.toString());
    assertTrue(plan.path("cost").path("seconds").asInt() >= 1);
    assertEquals(7, plan.path("samples").size());
    assertEquals(0, office.requests("write"), "a plan writes nothing");
    assertEquals(here, tess.titles());
    assertEquals(there, tess.remoteTitles());
    assertEquals(202, apply(tess, id).status());
    assertEquals("applied", shown(tess, id).path("state").asText());
    assertFalse(shown(tess, id).path("runId").isNull());
    assertEquals(3, office.requests("write"));
    assertTrue(tess.titles().containsAll(Set.of("edited there, twice", "new there")));
    assertTrue(tess.remoteTitles().containsAll(Set.of("edited here, twice", "new here")));
    assertEquals(409, apply(tess, id).status());
    String idle = plan(tess, true);
    assertEquals("0+ 0* 0-", side(shown(tess, idle), "here"));
    assertEquals("0+ 0* 0-", side(shown(tess, idle), "there"));
    office.forget("faults");
  }

  @Test
  void a_plan_for_google_is_shown_and_done() {
    showsAndApplies(house.google);
  }

  @Test
  void a_plan_for_outlook_is_shown_and_done() {
    showsAndApplies(house.microsoft);
  }

  @Test
  void what_changed_since_is_told_and_nothing_is_done() {
    var tess = changed(house.google);
    String id = plan(tess, false);
    tess.insert("even newer");
    int entries = tess.entries().size();
    house.google.quiet();
    apply(tess, id);
    JsonNode plan = shown(tess, id);
    assertEquals("outdated", plan.path("state").asText());
    assertEquals(1, plan.path("changed").path("more").asInt());
    assertEquals(0, plan.path("changed").path("fewer").asInt());
    assertEquals("even newer", plan.path("changed").path("samples").path(0).path("title").asText());
    assertEquals(entries, tess.entries().size());
    assertEquals(0, house.google.requests("write"));
    assertEquals(409, apply(tess, id).status());
    house.google.forget("faults");
  }

  @Test
  void a_flood_is_stopped_before_the_first_call_and_passes_by_a_plan() {
    var tess = Tech.alone(house);
    tess.connected(",\"createsAtOnce\":20");
    dropNotices(house.google);
    house.google.quiet();
    List<ScheduleEntryId> ids = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      ids.add(tess.create(Contents.single("entry " + i)));
    }
    house.settle();
    assertEquals(0, house.google.requests("write"), "everything re-created");
    assertEquals("degraded", tess.status());
    String id = plan(tess, false);
    assertEquals("mass_create", shown(tess, id).path("questions").path(0).asText());
    assertEquals("21+ 0* 0-", side(shown(tess, id), "there"));
    apply(tess, id);
    assertEquals(21, tess.remote().size());
    assertEquals("connected", tess.status());
    house.google.quiet();
    ids.forEach(one -> house.remove(tess.tenant, one));
    house.settle();
    assertEquals(0, house.google.requests("write"), "the whole calendar deleted there");
    assertEquals(21, tess.remote().size());
    assertEquals("fuse_mass_delete_there", tess.shown().path("error").path("code").asText());
    String etag = tess.call("GET", "/fuse", "").headers().getOrDefault("ETag", "");
    String path = "/api/v1/calendar/providers/" + tess.provider + "/fuse/release";
    assertEquals(202, house.call(tess.caller, "POST", path, "", Map.of("if-match", etag)).status());
    house.settle();
    assertEquals(0, tess.remote().size());
    assertEquals(0, house.google.mails());
    house.google.forget("faults");
  }

  @Test
  void others_see_no_plan_and_no_private_title() {
    var tess = Tech.alone(house);
    String doctor = tess.insert("Doctor");
    house.google.patch(tess.email, doctor, "{\"visibility\":\"private\"}");
    tess.provider = house.provider(tess.caller, "");
    assertEquals(409, tess.call("POST", "/plans", "").status(), "not connected");
    tess.connected();
    house.google.delete(tess.email, doctor);
    String id = plan(tess, true);
    var colleague = new Tech(house, tess.tenant);
    String path = "/api/v1/calendar/providers/" + tess.provider + "/plans/";
    String told = house.call(colleague.caller, "GET", path + id, "").body().toString();
    assertFalse(told.contains("Doctor"), told);
    assertTrue(told.contains("Busy"), told);
    assertEquals(
        "0", tess.value("select count(*) from calendar_plans where acts::text like '%Doctor%'"));
    assertEquals(
        id, tess.call("GET", "/plans", "").body().path("items").path(0).path("id").asText());
    var stranger = Tech.alone(house);
    assertEquals(404, house.call(stranger.caller, "GET", path + id, "").status());
    assertEquals(404, house.call(stranger.caller, "POST", path + id + "/apply", "").status());
    stranger.connected();
    String own = "/api/v1/calendar/providers/" + stranger.provider + "/plans/";
    assertEquals(404, house.call(stranger.caller, "GET", own + id, "").status());
  }

  @Test
  void a_vendor_that_is_down_is_said() {
    var tess = Tech.alone(house).connected();
    house.google.control("faults", "{\"match\":\"GET .*events.*\",\"status\":503,\"times\":100}");
    String id = plan(tess, true);
    assertEquals("failed", shown(tess, id).path("state").asText());
    assertEquals("vendor_unavailable", shown(tess, id).path("errorCode").asText());
    assertEquals("connected", tess.status(), "a plan leaves no trace");
    assertEquals(409, apply(tess, id).status());
    house.google.forget("faults");
  }

  @Test
  void a_first_sync_waits_for_its_plan_if_somebody_wants_to_see_it() {
    var tess = Tech.alone(house);
    tess.insert("theirs");
    tess.create(Contents.single("ours"));
    house.google.quiet();
    tess.connected(",\"planFirst\":true");
    assertEquals("paused", tess.status());
    assertTrue(tess.shown().path("planFirst").asBoolean());
    assertEquals(Set.of("ours"), tess.titles());
    assertEquals(Set.of("theirs"), tess.remoteTitles());
    String id = plan(tess, false);
    JsonNode plan = shown(tess, id);
    assertEquals("first", plan.path("kind").asText());
    assertEquals("1+ 0* 0-", side(plan, "here"));
    assertEquals("1+ 0* 0-", side(plan, "there"));
    assertEquals("paused", tess.status());
    apply(tess, id);
    assertEquals("connected", tess.status());
    assertEquals(Set.of("ours", "theirs"), tess.titles());
    assertEquals(Set.of("ours", "theirs"), tess.remoteTitles());
    tess.change("{\"planFirst\":true}");
    tess.create(Contents.single("later"));
    house.settle();
    assertEquals(Set.of("ours", "theirs"), tess.remoteTitles());
    tess.change("{\"paused\":false}");
    house.settle();
    assertEquals(Set.of("ours", "theirs", "later"), tess.remoteTitles());
  }
}

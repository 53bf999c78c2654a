package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.House.Answer;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A conflict taken apart: proposed, previewed, chosen field by field, or merged by itself. */
class ResolutionTest {
  private static final House house = House.open();
  private static final EntryContent BASE = Contents.single("base");

  @AfterAll
  static void close() {
    house.close();
  }

  private static ScheduleEntryId clash(Tech tess, EntryContent ours, String theirs) {
    ScheduleEntryId id = tess.create(BASE);
    tess.connected();
    tess.execute("update calendar_providers set next_attempt_at = '2200-01-01'");
    house.google.patch(tess.email, tess.remoteId("base"), theirs);
    tess.update(id, ours);
    house.settle();
    tess.sync();
    return id;
  }

  private static EntryContent with(String title, String notes, String location) {
    return new EntryContent(
        title,
        notes,
        location,
        BASE.when(),
        BASE.isPrivate(),
        BASE.status(),
        Optional.empty(),
        new TreeMap<>());
  }

  private static JsonNode conflict(Tech tess) {
    return tess.conflicts().getFirst();
  }

  private static Answer post(Tech tess, String more, String body, Map<String, String> headers) {
    String id = conflict(tess).path("id").asText();
    return house.call(
        tess.caller,
        "POST",
        "/api/v1/calendar/conflicts/" + id + "/resolution" + more,
        body,
        headers);
  }

  private static JsonNode event(Tech tess) {
    return tess.remote().getFirst();
  }

  @Test
  void a_proposal_joins_what_each_side_changed() {
    var tess = Tech.alone(house);
    clash(tess, with("ours", "", ""), "{\"location\":\"Room 7\"}");
    JsonNode one = conflict(tess);
    assertEquals("base", one.path("base").path("title").asText());
    assertEquals("ours", one.path("proposal").path("title").asText());
    assertEquals("Room 7", one.path("proposal").path("location").asText());
    assertEquals("title", one.path("fields").path(0).path("name").asText());
    assertEquals("ours", one.path("fields").path(0).path("changedBy").asText());
    assertEquals("theirs", one.path("fields").path(1).path("proposed").asText());
    assertFalse(one.path("detectedAt").asText().isEmpty());
    assertEquals(200, post(tess, "", "{\"resolution\":\"fields\"}", Map.of()).status());
    house.settle();
    merged(tess, "ours", "Room 7");
  }

  private static void merged(Tech tess, String title, String location) {
    assertEquals(title, tess.entry().content().title());
    assertEquals(location, tess.entry().content().location());
    assertEquals(title, event(tess).path("summary").asText());
    assertEquals(location, event(tess).path("location").asText());
    assertTrue(tess.conflicts().isEmpty());
    assertEquals(Optional.empty(), tess.writesWhenIdle());
  }

  /** The merged value reaches both sides, not the one from before. */
  @Test
  void each_field_goes_where_it_was_chosen() {
    var tess = Tech.alone(house);
    clash(tess, with("ours", "", "Room 1"), "{\"summary\":\"theirs\",\"location\":\"Room 7\"}");
    String body =
        "{\"resolution\":\"fields\",\"fields\":{\"title\":\"theirs\",\"location\":\"ours\"}}";
    Answer preview = post(tess, "?preview=true", body, Map.of());
    assertEquals("update", preview.body().path("here").asText());
    assertEquals("update", preview.body().path("there").asText());
    assertEquals("theirs", preview.body().path("result").path("title").asText());
    assertEquals("Room 1", preview.body().path("result").path("location").asText());
    assertEquals(1, tess.conflicts().size());
    assertEquals("ours", tess.entry().content().title());
    assertEquals(preview.body(), post(tess, "", body, Map.of()).body());
    house.settle();
    merged(tess, "theirs", "Room 1");
    assertEquals(1, tess.told("CALENDAR_CONFLICT_RESOLVED"));
    assertEquals(
        tess.user + " fields theirs",
        tess.value(
            """
            select user_id || ' ' || (detail ->> 'resolution') || ' '
              || (detail ->> 'field title')
            from audit_log where action = 'calendar_conflict.resolve'
            """));
  }

  @Test
  void what_both_changed_must_be_chosen() {
    var tess = Tech.alone(house);
    clash(tess, with("ours", "", ""), "{\"summary\":\"theirs\"}");
    Answer missing = post(tess, "", "{\"resolution\":\"fields\"}", Map.of());
    assertEquals(400, missing.status());
    assertEquals("choice_missing", missing.body().path("code").asText());
    String unknown = "{\"resolution\":\"fields\",\"fields\":{\"colour\":\"ours\"}}";
    assertEquals("unknown_field", post(tess, "", unknown, Map.of()).body().path("code").asText());
    String neither = "{\"resolution\":\"fields\",\"fields\":{\"title\":\"both\"}}";
    assertEquals("invalid_value", post(tess, "", neither, Map.of()).body().path("code").asText());
    assertEquals(1, tess.conflicts().size());
  }

  @Test
  void what_was_seen_is_what_is_decided() {
    var tess = Tech.alone(house);
    ScheduleEntryId id = clash(tess, with("ours", "", ""), "{\"summary\":\"theirs\"}");
    String seen = "\"" + conflict(tess).path("version").asText() + "\"";
    tess.update(id, with("ours again", "", ""));
    String body = "{\"resolution\":\"ours\"}";
    assertEquals(412, post(tess, "", body, Map.of("if-match", seen)).status());
    String now = "\"" + conflict(tess).path("version").asText() + "\"";
    assertNotEquals(seen, now);
    assertEquals(200, post(tess, "", body, Map.of("if-match", now)).status());
    house.settle();
    merged(tess, "ours again", "");
  }

  @Test
  void a_delete_cannot_be_chosen_field_by_field() {
    var tess = Tech.alone(house);
    ScheduleEntryId id = tess.create(BASE);
    tess.connected();
    tess.execute("update calendar_providers set next_attempt_at = '2200-01-01'");
    house.google.delete(tess.email, tess.remoteId("base"));
    tess.update(id, with("ours", "", ""));
    house.settle();
    tess.sync();
    assertFalse(conflict(tess).path("byField").asBoolean());
    assertEquals(
        "not_by_field",
        post(tess, "", "{\"resolution\":\"fields\"}", Map.of()).body().path("code").asText());
    Answer preview = post(tess, "?preview=true", "{\"resolution\":\"ours\"}", Map.of());
    assertEquals("create", preview.body().path("there").asText());
    assertEquals("none", preview.body().path("here").asText());
  }

  @Test
  void a_tenant_may_let_disjoint_changes_merge() {
    var tess = Tech.alone(house);
    policy(tess, "merge_disjoint", "\"0\"", 200);
    clash(tess, with("ours", "", ""), "{\"location\":\"Room 7\"}");
    house.settle();
    merged(tess, "ours", "Room 7");
    assertEquals(0, tess.told("CALENDAR_CONFLICT_DETECTED"));
  }

  @Test
  void the_same_field_is_asked_even_then() {
    var tess = Tech.alone(house);
    policy(tess, "merge_disjoint", "*", 200);
    clash(tess, with("ours", "", ""), "{\"summary\":\"theirs\"}");
    assertEquals(1, tess.conflicts().size());
  }

  @Test
  void the_policy_is_changed_by_who_knows_it() {
    var tess = Tech.alone(house);
    policy(tess, "merge_disjoint", "\"7\"", 412);
    policy(tess, "merge_disjoint", "\"0\"", 200);
    policy(tess, "ask", "\"0\"", 412);
    policy(tess, "ask", "\"1\"", 200);
    policy(tess, "often", "\"2\"", 400);
    assertEquals(428, put(tess, "ask", Map.of()).status());
    JsonNode now = house.call(tess.caller, "GET", "/api/v1/calendar/settings", "").body();
    assertEquals("ask", now.path("conflictPolicy").asText());
    assertEquals(2, now.path("version").asInt());
  }

  private static void policy(Tech tess, String policy, String match, int status) {
    assertEquals(status, put(tess, policy, Map.of("if-match", match)).status());
  }

  private static Answer put(Tech tess, String policy, Map<String, String> headers) {
    return house.call(
        tess.caller,
        "PUT",
        "/api/v1/calendar/settings",
        "{\"conflictPolicy\":\"%s\"}".formatted(policy),
        headers);
  }

  @Test
  void a_private_one_is_masked_for_others() {
    var tess = Tech.alone(house);
    clash(
        tess,
        with("canary here", "canary why", ""),
        "{\"summary\":\"canary there\",\"visibility\":\"private\"}");
    var other = house.caller(tess.tenant, house.user(tess.tenant, "boss" + tess.email));
    String path = "/api/v1/calendar/conflicts/" + conflict(tess).path("id").asText();
    String shown = house.call(other, "GET", path, "").body().toString();
    assertTrue(shown.contains("\"masked\":true"), shown);
    assertFalse(shown.contains("canary") || shown.contains("\"base\","), shown);
    String preview =
        house
            .call(other, "POST", path + "/resolution?preview=true", "{\"resolution\":\"ours\"}")
            .body()
            .toString();
    assertFalse(preview.contains("canary"), preview);
    assertEquals("canary here", conflict(tess).path("ours").path("title").asText());
  }
}

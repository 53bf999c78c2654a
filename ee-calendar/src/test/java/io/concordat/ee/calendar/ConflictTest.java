package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Both sides changed: both are kept until a person chooses. */
class ConflictTest {
  private static final House house = House.open();

  @AfterAll
  static void close() {
    house.close();
  }

  /** Both titles differ, and neither side knows of the other. */
  private static ScheduleEntryId clash(Tech tess) {
    ScheduleEntryId id = tess.create(Contents.single("base"));
    tess.connected();
    quiet(tess);
    tess.retitle(tess.remoteId("base"), "theirs");
    tess.update(id, Contents.single("ours"));
    house.settle();
    tess.sync();
    return id;
  }

  @Test
  void marks_once_and_protects_both_sides() {
    var tess = Tech.alone(house);
    clash(tess);
    assertEquals(1, tess.conflicts().size());
    assertEquals("both_edited", tess.conflicts().getFirst().path("kind").asText());
    assertEquals("ours", tess.conflicts().getFirst().path("ours").path("title").asText());
    assertEquals("theirs", tess.conflicts().getFirst().path("theirs").path("title").asText());
    tess.sync();
    tess.fullSync();
    assertEquals(Set.of("ours"), tess.titles());
    assertEquals(Set.of("theirs"), tess.remoteTitles());
    assertEquals(1, tess.told("CALENDAR_CONFLICT_DETECTED"));
    assertEquals(1, tess.shown().path("counts").path("conflict").asInt());
  }

  @Test
  void another_tenants_conflict_is_unknown() {
    var tess = Tech.alone(house);
    clash(tess);
    var stranger = Tech.alone(house);
    String path = "/api/v1/calendar/conflicts/" + tess.conflicts().getFirst().path("id").asText();
    assertEquals(
        404,
        house
            .call(
                stranger.caller,
                "POST",
                path + "/resolution",
                "{\"resolution\":\"ours\"}",
                Map.of())
            .status());
    assertEquals(0, stranger.conflicts().size());
    assertEquals(1, tess.conflicts().size());
  }

  @Test
  void ours_is_written_there() {
    var tess = Tech.alone(house);
    clash(tess);
    assertEquals(200, tess.resolve("ours").status());
    assertEquals(Set.of("ours"), tess.titles());
    assertEquals(Set.of("ours"), tess.remoteTitles());
    over(tess);
  }

  @Test
  void theirs_is_taken_over_here() {
    var tess = Tech.alone(house);
    clash(tess);
    assertEquals(200, tess.resolve("theirs").status());
    assertEquals(Set.of("theirs"), tess.titles());
    assertEquals(Set.of("theirs"), tess.remoteTitles());
    over(tess);
  }

  private static void over(Tech tess) {
    assertEquals(1, tess.told("CALENDAR_CONFLICT_RESOLVED"));
    assertTrue(tess.conflicts().isEmpty());
    assertEquals(Optional.empty(), tess.writesWhenIdle());
    assertEquals(
        "1",
        tess.value("select count(*) from audit_log where action = 'calendar_conflict.resolve'"));
  }

  @Test
  void an_edit_here_of_what_was_deleted_there_can_be_made_again() {
    var tess = Tech.alone(house);
    ScheduleEntryId id = tess.create(Contents.single("base"));
    tess.connected();
    quiet(tess);
    house.google.delete(tess.email, tess.remoteId("base"));
    tess.update(id, Contents.single("ours"));
    house.settle();
    tess.sync();
    assertEquals("local_edited_remote_deleted", tess.conflicts().getFirst().path("kind").asText());
    tess.resolve("ours");
    assertEquals(Set.of("ours"), tess.remoteTitles());
    assertEquals(Optional.empty(), tess.writesWhenIdle());
  }

  @Test
  void an_edit_there_of_what_was_deleted_here_can_come_back_or_go() {
    for (String choice : new String[] {"ours", "theirs"}) {
      var tess = Tech.alone(house);
      ScheduleEntryId id = tess.create(Contents.single("base"));
      tess.connected();
      quiet(tess);
      tess.retitle(tess.remoteId("base"), "theirs");
      house.remove(tess.tenant, id);
      house.settle();
      tess.sync();
      assertEquals(
          "local_deleted_remote_edited", tess.conflicts().getFirst().path("kind").asText());
      tess.resolve(choice);
      Set<String> left = choice.equals("ours") ? Set.of() : Set.of("theirs");
      assertEquals(left, tess.titles());
      assertEquals(left, tess.remoteTitles());
      assertEquals(Optional.empty(), tess.writesWhenIdle());
    }
  }

  /** What was said here meanwhile was never in the copy that comes back. */
  @Test
  void a_copy_that_comes_back_takes_nothing_from_the_others() {
    var tess = Tech.alone(house);
    var theo = new Tech(house, tess.tenant);
    ScheduleEntryId id = tess.create(Contents.single("base"));
    house.assign(tess.tenant, id, tess.user, theo.user);
    tess.connected();
    quiet(tess);
    tess.retitle(tess.remoteId("base"), "theirs");
    EntryContent base = tess.read(id).content();
    tess.update(id, Contents.noted(base, "notes of a colleague"));
    house.assign(tess.tenant, id, theo.user);
    house.settle();
    tess.sync();
    tess.resolve("theirs");
    EntryContent now = tess.read(id).content();
    assertEquals("theirs", now.title());
    assertEquals("notes of a colleague", now.notes());
    assertEquals(Set.of(tess.user, theo.user), tess.read(id).assignees());
    assertEquals(Optional.empty(), tess.writesWhenIdle());
  }

  /** Neither side hears of the other until somebody asks for a run. */
  private static void quiet(Tech tess) {
    tess.execute("update calendar_providers set next_attempt_at = '2200-01-01'");
  }
}

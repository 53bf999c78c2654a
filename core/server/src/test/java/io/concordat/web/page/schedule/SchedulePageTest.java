package io.concordat.web.page.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.identity.NewUser;
import io.concordat.identity.Role;
import io.concordat.spi.Offer;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.page.Words;
import io.concordat.spi.schedule.EntryBadges;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.web.FakePorts;
import io.concordat.web.WebFixture;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The frame of the schedule's page, and what plugins say about its entries. */
class SchedulePageTest {
  private static final String MONDAY =
      """
      {"title": "Visit", "start": "2026-11-23T09:00:00", "end": "2026-11-23T10:00:00",
       "timeZone": "Europe/Berlin"}""";
  private static final String WEEK =
      "/api/v1/schedule/entries?from=2026-11-23&to=2026-11-30&expand=true";
  private static final WebFixture bare = new WebFixture(FakePorts.community());
  private static final WebFixture badged =
      new WebFixture(
          FakePorts.with(
              FakePorts.community(), "test-plugin", Offer.NOTHING.withEntryBadges(new Signs())));

  /** Every entry of an administrator is in conflict, everybody else's has no badge. */
  private static final class Signs implements EntryBadges {
    @Override
    public Map<ScheduleEntryId, Badge> of(Tx tx, Caller caller, Set<ScheduleEntryId> entries) {
      var found = new HashMap<ScheduleEntryId, Badge>();
      if (caller.may("user_schedule:all")) {
        entries.forEach(it -> found.put(it, new Badge(State.CONFLICT, Optional.of("both"))));
      }
      return found;
    }

    @Override
    public List<Standing> standings(Tx tx, Caller caller, Words words, ScheduleEntryId entry) {
      return List.of(
          new Standing(
              Optional.empty(),
              "",
              "",
              caller.user(),
              "said",
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              words.t("why.it"),
              Optional.empty()));
    }

    @Override
    public Set<String> reasons() {
      return Set.of("both");
    }
  }

  @AfterAll
  static void close() {
    bare.close();
    badged.close();
  }

  private static WebFixture.Person person(WebFixture web, Role role) {
    TenantId tenant = web.ground.tenant("t");
    return web.person(tenant, role.name().toLowerCase(Locale.ROOT), role);
  }

  @Test
  void it_is_for_those_who_may_read_the_schedule() {
    bare.http().get("/schedule").expect(303);
    person(bare, Role.CLIENT_PORTAL).http().get("/schedule").expect(403);
    String page = person(bare, Role.TECHNICIAN).http().get("/schedule").expect(200).body();
    assertTrue(page.contains("id=\"schedule-new\""));
    assertTrue(page.contains("<noscript>"));
  }

  @Test
  void everyone_is_offered_to_those_who_may_write_everyones() {
    String tech = person(bare, Role.TECHNICIAN).http().get("/schedule").body();
    String admin = person(bare, Role.ADMIN).http().get("/schedule").body();
    assertFalse(tech.contains("<option value=\"all\">"));
    assertTrue(admin.contains("<option value=\"all\">"));
  }

  @Test
  void names_are_text_and_german_is_german() {
    TenantId tenant = bare.ground.tenant("x");
    NewUser mallory = new NewUser("m@example.com", "<b>mallory", Role.TECHNICIAN, Optional.empty());
    bare.ground.in(tenant, tx -> bare.ground.ground().users().create(tx, mallory));
    var admin = bare.person(tenant, "admin", Role.ADMIN);
    String page = admin.http().get("/schedule", "Accept-Language", "de").expect(200).body();
    assertFalse(page.contains("<b>mallory"));
    assertTrue(page.contains("Einsatzplan"));
  }

  @Test
  void without_a_plugin_there_is_no_trace_of_badges() {
    var admin = person(bare, Role.ADMIN);
    admin.http().post("/api/v1/schedule/entries", MONDAY).expect(201);
    assertFalse(admin.http().get("/schedule").body().contains("badges"));
    JsonNode item = admin.http().get(WEEK + "&badges=true").expect(200).json().at("/items/0");
    assertEquals("Visit", item.path("title").asText());
    assertFalse(item.has("badge"));
    assertFalse(admin.http().get("/schedule").body().contains("schedule-why"));
    String id = item.path("id").asText();
    JsonNode nothing = admin.http().get("/api/v1/schedule/entries/" + id + "/sync").json();
    assertEquals("{\"entryId\":\"" + id + "\",\"items\":[]}", nothing.toString());
  }

  @Test
  void what_a_plugin_knows_of_an_entry_is_told_to_whoever_reads_it() {
    var admin = person(badged, Role.ADMIN);
    JsonNode made = admin.http().post("/api/v1/schedule/entries", MONDAY).expect(201).json();
    String path = "/api/v1/schedule/entries/" + made.path("id").asText() + "/sync";
    JsonNode one = admin.http().get(path).expect(200).json().at("/items/0");
    assertEquals("said why.it", one.path("state").asText() + " " + one.path("text").asText());
    assertTrue(one.path("providerId").isNull());
    admin.http().get(path + "?more=1").expect(400);
    admin.http().get("/api/v1/schedule/entries/" + UUID.randomUUID() + "/sync").expect(404);
    admin.http().get("/api/v1/schedule/entries/nothing/sync").expect(404);
    String theirs = "/api/v1/schedule/entries/" + made.path("id").asText() + "/sync";
    person(bare, Role.ADMIN).http().get(theirs).expect(404);
    assertTrue(admin.http().get("/schedule").body().contains("schedule-why"));
  }

  @Test
  void what_a_plugin_says_stands_beside_the_entries_and_its_words_on_the_page() {
    var admin = person(badged, Role.ADMIN);
    admin.http().post("/api/v1/schedule/entries", MONDAY).expect(201);
    assertTrue(admin.http().get("/schedule").body().contains("\"conflict\":\"badge.conflict\""));
    JsonNode item = admin.http().get(WEEK + "&badges=true").expect(200).json().at("/items/0");
    assertEquals("{\"state\":\"conflict\",\"reason\":\"both\"}", item.path("badge").toString());
    assertFalse(admin.http().get(WEEK).json().at("/items/0").has("badge"));
    var tech = person(badged, Role.TECHNICIAN);
    tech.http().post("/api/v1/schedule/entries", MONDAY).expect(201);
    assertFalse(tech.http().get(WEEK + "&badges=true").json().at("/items/0").has("badge"));
  }
}

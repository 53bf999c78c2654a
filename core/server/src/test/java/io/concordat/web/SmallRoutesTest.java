package io.concordat.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.identity.Role;
import io.concordat.schedule.StoredSchedule;
import io.concordat.spi.calendar.CalendarSync.WebhookReply;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.EntryStatus;
import io.concordat.spi.schedule.Schedule.Command;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.schedule.When;
import io.concordat.spi.tenant.TenantId;
import io.concordat.web.Http.Got;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SmallRoutesTest {
  private static final WebFixture web =
      new WebFixture(
          FakePorts.enterprise(
              new FakePorts.Sync(
                  callback -> {
                    throw new AssertionError();
                  },
                  notice -> new WebhookReply.Accepted(200)),
              List.of()));
  private static final TenantId tenant = web.ground.tenant("t");
  private static final WebFixture.Person admin = web.person(tenant, "admin", Role.ADMIN);
  private static final WebFixture.Person tech = web.person(tenant, "tech", Role.TECHNICIAN);

  @AfterAll
  static void close() {
    web.close();
  }

  @Test
  void entriesWithoutATypeTakeTheTenants() {
    TenantId other = web.ground.tenant("types");
    WebFixture.Person boss = web.person(other, "boss", Role.ADMIN);
    String path = "/api/v1/settings/schedule";
    String set = "{\"defaultWorkItemType\":\"%s\"}";
    assertEquals(set.formatted("ad_hoc"), boss.http().get(path).expect(200).body());
    tech.http().get(path).expect(403);
    tech.http().send("PUT", path, set.formatted("visit")).expect(403);
    assertEquals("ad_hoc", made(boss, "").path("workItemType").asText());
    boss.http().send("PUT", path, set.formatted("visit")).expect(200);
    assertEquals(set.formatted("visit"), boss.http().get(path).expect(200).body());
    JsonNode visit = made(boss, "");
    assertEquals("visit", visit.path("workItemType").asText());
    assertEquals(
        "ticket", made(boss, ",\"workItemType\":\"ticket\"").path("workItemType").asText());
    assertEquals("visit", imported(other));
    boss.http().send("PUT", path, "{\"defaultWorkItemType\":null}").expect(200);
    assertEquals("ad_hoc", made(boss, "").path("workItemType").asText());
    String entry = "/api/v1/schedule/entries/" + visit.path("id").asText();
    assertEquals("visit", boss.http().get(entry).json().path("workItemType").asText());
    boss.http().patch(entry, "{\"workItemType\":null}", "If-Match", "*").expect(200);
    assertEquals("ad_hoc", boss.http().get(entry).json().path("workItemType").asText());
    for (String wrong : List.of(set.formatted("No"), "{\"default\":\"x\"}")) {
      boss.http().send("PUT", path, wrong).expect(422);
    }
  }

  private static JsonNode made(WebFixture.Person person, String more) {
    return person
        .http()
        .post(
            "/api/v1/schedule/entries",
            "{\"start\":\"2026-03-05\",\"end\":\"2026-03-06\"%s}".formatted(more))
        .expect(201)
        .json();
  }

  /** As a plugin makes one. */
  private static String imported(TenantId of) {
    var schedule = new StoredSchedule(web.ground.ground().outbox(), web.ground.ground().clock());
    var id = new ScheduleEntryId(UUID.randomUUID());
    var day = LocalDate.of(2026, 3, 5);
    var content =
        new EntryContent(
            "",
            "",
            "",
            new When.AllDay(day, day.plusDays(1)),
            false,
            EntryStatus.CONFIRMED,
            Optional.empty(),
            Collections.emptySortedMap());
    return web.ground.in(
        of,
        tx -> {
          schedule.apply(
              tx, "calendar_sync", List.of(new Command.Create(id, content, Set.of(), "")));
          return schedule.find(tx, id).orElseThrow().entry().workItemType();
        });
  }

  @Test
  void aTokenPassesOnNoMoreThanItHas() {
    Got made =
        admin
            .http()
            .post("/api/v1/tokens", "{\"name\":\"n\",\"scopes\":[\"tokens:manage\"]}")
            .expect(201);
    String token = made.json().path("token").asText();
    Http narrow = web.http().as(token);
    narrow.get("/api/v1/schedule/entries").expect(403);
    Got wider =
        narrow.post("/api/v1/tokens", "{\"name\":\"w\",\"scopes\":[\"users:manage\"]}").expect(422);
    assertEquals("unknown_scope", wider.code());
    JsonNode same = narrow.post("/api/v1/tokens", "{\"name\":\"s\"}").expect(201).json();
    assertEquals("[\"tokens:manage\"]", same.path("scopes").toString());
    String list = admin.http().get("/api/v1/tokens").expect(200).body();
    assertFalse(list.contains(token), list);
    String id = made.json().path("id").asText();
    tech.http().delete("/api/v1/tokens/" + id).expect(404);
    admin.http().delete("/api/v1/tokens/" + id).expect(204);
    narrow.get("/api/v1/tokens").expect(401);
    admin.http().delete("/api/v1/tokens/" + id).expect(404);
    Got past =
        admin
            .http()
            .post("/api/v1/tokens", "{\"name\":\"p\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}")
            .expect(422);
    assertEquals("expiresAt", past.json().path("field").asText());
    tech.http().post("/api/v1/tokens", "{\"name\":\"t\"}").expect(403);
  }

  @Test
  void administratorsAddAndListUsers() {
    String body = "{\"email\":\"New@Example.com\",\"name\":\"N\"}";
    tech.http().post("/api/v1/users", body).expect(403);
    JsonNode made = admin.http().post("/api/v1/users", body).expect(201).json();
    assertEquals("new@example.com", made.path("email").asText());
    assertEquals("technician", made.path("role").asText());
    assertEquals("email_taken", admin.http().post("/api/v1/users", body).expect(409).code());
    String wrong = "{\"email\":\"no\",\"name\":\"N\"}";
    assertEquals(
        "email",
        admin.http().post("/api/v1/users", wrong).expect(422).json().path("field").asText());
    JsonNode first = admin.http().get("/api/v1/users?limit=2").expect(200).json();
    assertEquals(2, first.path("items").size());
    JsonNode second =
        admin
            .http()
            .get("/api/v1/users?limit=2&cursor=" + first.path("next").asText())
            .expect(200)
            .json();
    assertTrue(second.path("items").size() >= 1);
    assertTrue(second.path("next").isNull());
  }

  @Test
  void eventsContinueAfterTheirCursor() {
    TenantId other = web.ground.tenant("events");
    WebFixture.Person person = web.person(other, "events", Role.TECHNICIAN);
    assertEquals(
        "{\"items\":[],\"next\":null}", person.http().get("/api/v1/events").expect(200).body());
    for (int i = 0; i < 3; i++) {
      person
          .http()
          .post(
              "/api/v1/schedule/entries",
              "{\"title\":\"E\",\"start\":\"2026-03-05\",\"end\":\"2026-03-06\"}")
          .expect(201);
    }
    JsonNode page = person.http().get("/api/v1/events?limit=2").expect(200).json();
    assertEquals("SCHEDULE_ENTRY_CREATED", page.path("items").path(0).path("type").asText());
    String next = page.path("next").asText();
    JsonNode rest = person.http().get("/api/v1/events?cursor=" + next).expect(200).json();
    assertEquals(1, rest.path("items").size());
    next = rest.path("next").asText();
    JsonNode none = person.http().get("/api/v1/events?cursor=" + next).expect(200).json();
    assertEquals(0, none.path("items").size());
    assertEquals(next, none.path("next").asText());
    assertEquals("invalid_cursor", person.http().get("/api/v1/events?cursor=!").expect(400).code());
  }
}

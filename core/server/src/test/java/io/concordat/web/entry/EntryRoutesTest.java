package io.concordat.web.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.identity.Role;
import io.concordat.spi.tenant.TenantId;
import io.concordat.web.FakePorts;
import io.concordat.web.Http.Got;
import io.concordat.web.WebFixture;
import io.concordat.web.WebFixture.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("zones")
class EntryRoutesTest {
  private static final String PATH = "/api/v1/schedule/entries";
  private static final WebFixture web = new WebFixture(FakePorts.community());
  private static final TenantId tenant = web.ground.tenant("one");
  private static final Person tech = web.person(tenant, "tech", Role.TECHNICIAN);
  private static final Person other = web.person(tenant, "other", Role.TECHNICIAN);
  private static final Person admin = web.person(tenant, "admin", Role.ADMIN);

  @AfterAll
  static void close() {
    web.close();
  }

  private static final String VISIT =
      """
      {"title":"Visit","start":"2026-03-05T09:00:00+01:00","end":"2026-03-05T10:00:00+01:00",
       "timeZone":"Europe/Berlin"}""";

  private static Got made(Person by, String body) {
    return by.http().post(PATH, body).expect(201);
  }

  private static String at(Got made) {
    return PATH + "/" + made.json().path("id").asText();
  }

  private static Got weekly(Person by) {
    return made(
        by,
        """
        {"title":"Round","start":"2026-03-16T09:00:00","end":"2026-03-16T10:00:00",
         "timeZone":"Europe/Berlin","recurrence":{"rrule":"FREQ=WEEKLY;BYDAY=MO;COUNT=4"}}""");
  }

  @Test
  void anEntryComesBackAsItWasSent() {
    String text = "\u05e9\u05dc\u05d5\u05dd <b>&amp;\"</b> \ud83d\udc77\u200d\u2640\ufe0f \u202e";
    Got made =
        made(
            tech,
            """
            {"title":"%s","notes":"a\\nb","location":"<script>","start":"2026-10-25T02:30:00+01:00",
             "end":"2026-10-25T03:30:00","timeZone":"Europe/Berlin","status":"tentative",
             "workItemType":"ticket","workItemId":"T-1"}"""
                .formatted(text.replace("\"", "\\\"")));
    assertEquals("\"1\"", made.header("ETag"));
    assertEquals(at(made), made.header("Location"));

    JsonNode read = tech.http().get(at(made)).expect(200).json();

    assertEquals(made.json(), read);
    assertEquals(text, read.path("title").asText());
    assertEquals("2026-10-25T02:30:00+01:00", read.path("start").asText());
    assertEquals("tentative", read.path("status").asText());
    assertEquals("T-1", read.path("workItemId").asText());
    assertEquals(tech.id().toString(), read.path("assigneeIds").path(0).asText());
    assertEquals(1, read.path("version").asLong());
  }

  @Test
  void allDayEntriesHaveDates() {
    JsonNode made =
        made(tech, "{\"title\":\"Off\",\"start\":\"2026-03-05\",\"end\":\"2026-03-07\"}").json();
    assertTrue(made.path("allDay").asBoolean());
    assertEquals("2026-03-07", made.path("end").asText());
    assertTrue(made.path("timeZone").isNull());
  }

  @Test
  void updatesNeedTheVersionThatWasRead() {
    Got made = made(tech, VISIT);
    assertEquals("if_match_required", tech.http().patch(at(made), "{}").expect(428).code());
    Got changed = tech.http().patch(at(made), "{\"title\":\"B\"}", "If-Match", "\"1\"").expect(200);
    assertEquals("\"2\"", changed.header("ETag"));
    assertEquals("B", changed.json().path("title").asText());
    Got stale = tech.http().patch(at(made), "{\"title\":\"C\"}", "If-Match", "\"1\"").expect(412);
    assertEquals("stale", stale.code());
    assertEquals("\"2\"", stale.header("ETag"));
    tech.http().delete(at(made)).expect(428);
    tech.http().delete(at(made), "If-Match", "\"1\"").expect(412);
    tech.http().delete(at(made), "If-Match", "\"2\"").expect(204);
    tech.http().get(at(made)).expect(404);
    tech.http().delete(at(made), "If-Match", "\"3\"").expect(404);
  }

  @Test
  void sendingItBackChangesNothingAndTellsNobody() {
    Got made = weekly(tech);
    String path = at(made);
    Got moved =
        tech.http()
            .patch(
                path + "?scope=this&recurrenceId=2026-03-23T09:00:00",
                "{\"start\":\"2026-03-24T11:00:00\",\"end\":\"2026-03-24T12:00:00\"}",
                "If-Match",
                "\"1\"")
            .expect(200);
    assertEquals("2026-03-24T11:00:00+01:00", moved.json().path("start").asText());
    Got read = tech.http().get(path).expect(200);
    int events = web.told(tenant).size();

    Got same = tech.http().patch(path, read.body(), "If-Match", "\"2\"").expect(200);

    assertEquals(read.json(), same.json());
    assertEquals(events, web.told(tenant).size());
  }

  @Test
  void everyChangeIsToldOnce() {
    Got made = made(tech, VISIT);
    tech.http().patch(at(made), "{\"notes\":\"n\"}", "If-Match", "\"1\"").expect(200);
    tech.http().delete(at(made), "If-Match", "\"2\"").expect(204);
    String id = made.json().path("id").asText();
    assertEquals(
        List.of(
            "SCHEDULE_ENTRY_CREATED " + id + " api {\"version\": 1}",
            "SCHEDULE_ENTRY_UPDATED " + id + " api {\"version\": 2}",
            "SCHEDULE_ENTRY_DELETED " + id + " api {\"version\": 3}"),
        web.told(tenant).stream().filter(event -> event.contains(id)).toList());
  }

  @Test
  void aSeriesIsEditedByScope() {
    Got made = weekly(tech);
    String path = at(made);
    tech.http()
        .patch(
            path + "?scope=this&recurrenceId=2026-04-06T09:00:00",
            "{\"title\":\"Special\"}",
            "If-Match",
            "\"1\"")
        .expect(200);
    tech.http()
        .delete(path + "?scope=this&recurrenceId=2026-03-23T09:00:00", "If-Match", "\"2\"")
        .expect(204);
    Got tail =
        tech.http()
            .patch(
                path + "?scope=following&recurrenceId=2026-03-30T09:00:00",
                "{\"title\":\"Later\",\"start\":\"2026-03-30T14:00:00\",\"end\":\"2026-03-30T15:00:00\"}",
                "If-Match",
                "\"3\"")
            .expect(200);

    assertEquals(List.of("Round 2026-03-16T09:00:00+01:00"), occurrences(made));
    assertEquals(
        List.of("Later 2026-03-30T14:00:00+02:00", "Special 2026-04-06T14:00:00+02:00"),
        occurrences(tail));
    tech.http()
        .delete(at(tail) + "?scope=following&recurrenceId=2026-04-06T14:00:00", "If-Match", "\"1\"")
        .expect(204);
    assertEquals(List.of("Later 2026-03-30T14:00:00+02:00"), occurrences(tail));
  }

  private static List<String> occurrences(Got made) {
    var found = new ArrayList<String>();
    String id = made.json().path("id").asText();
    items(tech, "?from=2026-01-01&to=2026-12-31&expand=true&limit=500")
        .forEach(
            item -> {
              if (item.path("seriesId").asText().equals(id)) {
                found.add(item.path("title").asText() + " " + item.path("start").asText());
              }
            });
    return found;
  }

  private static List<JsonNode> items(Person who, String query) {
    var items = new ArrayList<JsonNode>();
    String next = "";
    do {
      JsonNode page =
          who.http()
              .get(PATH + query + (next.isEmpty() ? "" : "&cursor=" + next))
              .expect(200)
              .json();
      page.path("items").forEach(items::add);
      next = page.path("next").asText("");
    } while (!next.isEmpty() && !next.equals("null"));
    return items;
  }

  @Test
  void pagesHoldEverythingOnceInOrder() {
    Person reader = web.person(tenant, "reader", Role.TECHNICIAN);
    for (int day = 10; day < 22; day++) {
      made(
          reader,
          "{\"title\":\"P\",\"start\":\"2027-05-%d\",\"end\":\"2027-05-%d\"}"
              .formatted(day, day + 1));
    }
    made(
        reader,
        """
        {"title":"S","start":"2027-05-10T09:00:00Z","end":"2027-05-10T10:00:00Z",
         "recurrence":{"rrule":"FREQ=DAILY"}}""");
    String query = "?from=2027-05-10T00:00:00%2B00:00&to=2027-05-22T00:00:00Z&assignee=me";
    assertEquals(13, items(reader, query + "&limit=5").size());
    var expanded = items(reader, query + "&limit=5&expand=true");
    assertEquals(24, expanded.size());
    assertEquals(24, expanded.stream().distinct().count());
    var starts = expanded.stream().map(i -> i.path("start").asText().substring(0, 10)).toList();
    assertEquals(starts.stream().sorted().toList(), starts);
    assertEquals(24, items(reader, query + "&limit=500&expand=true").size());
  }

  @Test
  void privateEntriesAreBusyForOthers() {
    Got made =
        made(
            tech,
            """
            {"title":"Canary","notes":"Canary","location":"Canary","private":true,
             "start":"2026-06-01T09:00:00Z","end":"2026-06-01T10:00:00Z",
             "recurrence":{"rrule":"FREQ=WEEKLY;COUNT=3"}}""");
    tech.http()
        .patch(
            at(made) + "?recurrenceId=2026-06-08T09:00:00",
            "{\"title\":\"Canary two\"}",
            "If-Match",
            "\"1\"")
        .expect(200);
    String range = PATH + "?from=2026-06-01&to=2026-07-01";
    for (Got seen :
        List.of(
            admin.http().get(at(made)),
            admin.http().get(range),
            admin.http().get(range + "&expand=true"),
            other.http().get(at(made) + "?recurrenceId=2026-06-08T09:00:00"))) {
      assertTrue(seen.expect(200).body().contains("Busy"), seen.body());
      assertTrue(!seen.body().contains("Canary"), seen.body());
    }
    assertTrue(tech.http().get(range + "&expand=true").body().contains("Canary two"));
    Got refused =
        admin.http().patch(at(made), "{\"title\":\"Mine\"}", "If-Match", "\"2\"").expect(403);
    assertEquals("private_entry", refused.code());
    refused =
        admin
            .http()
            .patch(
                at(made),
                "{\"assigneeIds\":[\"%s\",\"%s\"]}".formatted(tech.id(), admin.id()),
                "If-Match",
                "\"2\"")
            .expect(403);
    assertEquals("private_entry", refused.code());

    // Sending the mask back, or moving the entry, keeps what is hidden.
    admin
        .http()
        .patch(
            at(made),
            "{\"title\":\"Busy\",\"start\":\"2026-06-01T11:00:00Z\",\"end\":\"2026-06-01T12:00:00Z\"}",
            "If-Match",
            "\"2\"")
        .expect(200);
    JsonNode after = tech.http().get(at(made)).expect(200).json();
    assertEquals("Canary", after.path("title").asText());
    assertEquals("Canary two", after.path("exceptions").path(0).path("title").asText());
    assertEquals(
        "2026-06-08T11:00:00", after.path("exceptions").path(0).path("recurrenceId").asText());
    assertTrue(web.told(tenant).stream().noneMatch(event -> event.contains("Canary")));
  }

  @Test
  void othersSchedulesNeedAPermission() {
    Got made = made(tech, VISIT);
    Got denied = other.http().patch(at(made), "{\"title\":\"X\"}", "If-Match", "\"1\"").expect(403);
    assertEquals("forbidden", denied.code());
    other.http().delete(at(made), "If-Match", "\"1\"").expect(403);
    String forOther =
        VISIT.replace("{\"title\"", "{\"assigneeIds\":[\"" + other.id() + "\"],\"title\"");
    tech.http().post(PATH, forOther).expect(403);
    admin.http().post(PATH, forOther).expect(201);
    admin.http().patch(at(made), "{\"title\":\"X\"}", "If-Match", "\"1\"").expect(200);
    Person client = web.person(tenant, "client", Role.CLIENT_PORTAL);
    client.http().get(PATH).expect(403);
    Got unknown =
        admin
            .http()
            .post(PATH, forOther.replace(other.id().toString(), client.id().toString()))
            .expect(422);
    assertEquals("unknown_assignee", unknown.code());
    assertEquals("assigneeIds", unknown.json().path("field").asText());
    assertTrue(
        web.audited(tenant).stream()
            .anyMatch(
                e -> e.outcome().equals("denied") && e.action().equals("schedule_entry.list")));
  }

  @Test
  void aRepeatedWriteIsAnsweredAndNotRepeated() throws Exception {
    String key = UUID.randomUUID().toString();
    Got first = tech.http().post(PATH, VISIT, "Idempotency-Key", key).expect(201);
    Got second = tech.http().post(PATH, VISIT, "Idempotency-Key", key).expect(201);
    assertEquals(first.json(), second.json());
    assertEquals("true", second.header("Idempotency-Replayed"));
    assertEquals(first.header("Location"), second.header("Location"));
    Got reused =
        tech.http().post(PATH, VISIT.replace("Visit", "X"), "Idempotency-Key", key).expect(422);
    assertEquals("idempotency_key_reused", reused.code());
    other.http().post(PATH, VISIT, "Idempotency-Key", key).expect(201);
    Got removed =
        tech.http().delete(at(first), "If-Match", "\"1\"", "Idempotency-Key", key).expect(204);
    assertEquals("", removed.body());
    tech.http().delete(at(first), "If-Match", "\"1\"", "Idempotency-Key", key).expect(204);
  }

  @Test
  void concurrentDuplicatesMakeOneEntry() throws Exception {
    String key = UUID.randomUUID().toString();
    var ids = new java.util.concurrent.ConcurrentSkipListSet<String>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () ->
                      ids.add(
                          tech.http()
                              .post(PATH, VISIT, "Idempotency-Key", key)
                              .expect(201)
                              .json()
                              .path("id")
                              .asText())));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(1, ids.size());
  }

  @Test
  void aRefusedRequestDoesNotUseUpItsKey() {
    String key = UUID.randomUUID().toString();
    tech.http().post(PATH, "{\"title\":\"no times\"}", "Idempotency-Key", key).expect(422);
    tech.http().post(PATH, VISIT, "Idempotency-Key", key).expect(201);
  }

  @Test
  void aClientMayChooseTheId() {
    String id = UUID.randomUUID().toString();
    String body = VISIT.replace("{\"title\"", "{\"id\":\"" + id + "\",\"title\"");
    assertEquals(id, made(tech, body).json().path("id").asText());
    assertEquals("id_taken", tech.http().post(PATH, body).expect(409).code());
  }
}

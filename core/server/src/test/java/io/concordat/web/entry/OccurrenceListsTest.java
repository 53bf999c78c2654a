package io.concordat.web.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.app.Statements;
import io.concordat.identity.Role;
import io.concordat.web.FakePorts;
import io.concordat.web.Http;
import io.concordat.web.WebFixture;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Occurrences page by page are the occurrences of one long page, read from few series. */
@Tag("zones")
class OccurrenceListsTest {
  private static final String PATH = "/api/v1/schedule/entries";
  private static final String[] ZONES = {"Europe/Berlin", "Pacific/Auckland", "America/St_Johns"};
  private static final String[] RULES = {
    "FREQ=DAILY;COUNT=4", "FREQ=WEEKLY", "FREQ=MONTHLY;UNTIL=20260501T000000Z", "FREQ=DAILY"
  };

  private static final WebFixture web = new WebFixture(FakePorts.community());

  @AfterAll
  static void close() {
    web.close();
  }

  @Test
  void pagesOfAnySizeAreTheWhole() {
    int seeds = Boolean.getBoolean("concordat.long") ? 40 : 3;
    for (long seed = 1; seed <= seeds; seed++) {
      System.err.println("OccurrenceListsTest seed " + seed);
      compare(new Random(seed));
    }
  }

  private static void compare(Random random) {
    Http http = person("p" + random.nextInt(1_000_000)).http();
    for (int i = 0; i < 40; i++) {
      http.post(PATH, entry(random)).expect(201);
    }
    moveSome(http, random);
    String offset = random.nextBoolean() ? "Z" : "%2B13:00";
    String query =
        PATH
            + "?expand=true&from=2026-03-10T00:00:00%s&to=2026-04-12T00:00:00%s"
                .formatted(offset, offset);
    List<String> whole = pages(http, query, 500);
    assertTrue(whole.size() > 30, whole.toString());
    assertEquals(whole, pages(http, query, 1 + random.nextInt(9)));
  }

  private static String entry(Random random) {
    LocalDate day = LocalDate.of(2026, 2, 20).plusDays(random.nextInt(50));
    String rule =
        random.nextInt(3) == 0
            ? ""
            : ",\"recurrence\":{\"rrule\":\"%s\"}".formatted(RULES[random.nextInt(RULES.length)]);
    if (random.nextInt(3) == 0) {
      return "{\"start\":\"%s\",\"end\":\"%s\"%s}"
          .formatted(day, day.plusDays(1 + random.nextInt(3)), rule);
    }
    int hour = random.nextInt(23);
    return "{\"start\":\"%sT%02d:30:00\",\"end\":\"%sT%02d:%d:00\",\"timeZone\":\"%s\"%s}"
        .formatted(
            day, hour, day, hour, 30 + random.nextInt(2) * 15, ZONES[random.nextInt(3)], rule);
  }

  /** Occurrences that lie far from their slots, inside the window and out of it. */
  private static void moveSome(Http http, Random random) {
    JsonNode items =
        http.get(PATH + "?expand=true&from=2026-03-01&to=2026-04-01&limit=500")
            .json()
            .path("items");
    for (JsonNode item : items) {
      if (random.nextInt(10) == 0 && !item.path("recurrenceId").isNull()) {
        String day = LocalDate.of(2026, 2, 25).plusDays(random.nextInt(60)).toString();
        boolean allDay = item.path("allDay").asBoolean();
        String end = allDay ? LocalDate.parse(day).plusDays(1).toString() : day + "T12:15:00";
        http.patch(
                "%s/%s?scope=this&recurrenceId=%s"
                    .formatted(PATH, item.path("id").asText(), item.path("recurrenceId").asText()),
                "{\"start\":\"%s\",\"end\":\"%s\"}"
                    .formatted(allDay ? day : day + "T12:00:00", end),
                "If-Match",
                "*")
            .expect(200);
      }
    }
  }

  private static List<String> pages(Http http, String query, int limit) {
    List<String> all = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      JsonNode page = http.get(query + "&limit=" + limit + cursor).expect(200).json();
      page.path("items").forEach(item -> all.add(item.toString()));
      cursor = page.path("next").isNull() ? null : "&cursor=" + page.path("next").asText();
    }
    return all;
  }

  @Test
  void seriesThatEndedLongAgoAreNotRead() {
    WebFixture.Person person = person("ended");
    for (int i = 0; i < 200; i++) {
      person
          .http()
          .post(
              PATH,
              "{\"start\":\"2020-01-%02d\",\"end\":\"2020-02-01\",\"recurrence\":{\"rrule\":\"FREQ=DAILY;COUNT=3\"}}"
                  .formatted(1 + i % 28))
          .expect(201);
    }
    String plan =
        web.ground.in(
            person.tenant(),
            tx -> {
              Statements.column(
                  tx.connection(), "select set_config('enable_seqscan', 'off', true)");
              return String.join(
                  "\n",
                  Statements.column(
                      tx.connection(),
                      """
                      explain (analyze, costs off, timing off)
                      select id from schedule_entries e where tenant_id = '%s'
                        and deleted_at is null and (recurrence is not null) = true
                        and starts_at <= '2026-04-01'
                        and reaches_to >= '2026-03-01'"""
                          .formatted(person.tenant())));
            });
    assertTrue(plan.contains("schedule_entries_series"), plan);
    assertTrue(plan.contains("rows=0"), plan);
    assertTrue(!plan.contains("Rows Removed"), plan);
  }

  private static WebFixture.Person person(String name) {
    return web.person(web.ground.tenant(name), name, Role.ADMIN);
  }
}

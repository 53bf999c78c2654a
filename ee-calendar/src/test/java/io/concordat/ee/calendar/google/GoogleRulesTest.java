package io.concordat.ee.calendar.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.event.Rules;
import io.concordat.ee.calendar.event.Tally;
import io.concordat.ee.calendar.remote.Copy;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import okhttp3.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every rule through the adapter to the twin, which makes its days by itself. */
@Tag("zones")
class GoogleRulesTest {
  private static final Twin TWIN = new Twin();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RemoteCalendar calendar = TWIN.calendar("primary");
  private final Tally tally = new Tally();

  @AfterAll
  static void close() {
    TWIN.close();
  }

  @Test
  void everyRuleIsTheSameOrRefused() {
    TWIN.post("quota", "{\"enabled\":false}");
    Rules.all().forEach(this::sameOrRefused);
    System.out.println("Google: " + tally);
    assertTrue(tally.all() >= 300, tally::toString);
    assertEquals(Set.of(Refusal.SUB_DAILY, Refusal.NO_OCCURRENCE), tally.refused().keySet());
  }

  private void sameOrRefused(Rules.Case rule) {
    switch (calendar.create(UUID.randomUUID().toString(), rule.series())) {
      case Written.Done(var parts) -> {
        var there = rule.within(occurrences(parts.id(), rule));
        assertEquals(rule.occurrences(), there, rule::toString);
        var shown = Copy.of(found(parts.id())).content();
        assertEquals(Set.of(), Fields.changed(rule.series(), shown), () -> rule + " is " + shown);
        tally.same(there.size());
      }
      case Written.Refused(var reason) -> tally.refused(reason);
      case Written.Exists exists -> throw new AssertionError(rule + " " + exists);
      case Written.Stale stale -> throw new AssertionError(rule + " is stale");
      case Written.Missing missing -> throw new AssertionError(rule + " is missing");
    }
  }

  private Read.Found found(String id) {
    return assertInstanceOf(Read.Found.class, calendar.read(id));
  }

  private static SortedSet<String> occurrences(String id, Rules.Case rule) {
    var url =
        TWIN.base()
            + "/calendar/v3/calendars/primary/events/%s/instances?maxResults=2500&timeMin=%sZ&timeMax=%sZ"
                .formatted(id, rule.from().minusDays(2) + ":00", rule.to().plusDays(2) + ":00");
    var starts = new TreeSet<String>();
    get(url).path("items").forEach(one -> starts.add(start(one.path("start"))));
    return starts;
  }

  private static String start(JsonNode start) {
    return start.has("date")
        ? start.path("date").asText()
        : OffsetDateTime.parse(start.path("dateTime").asText()).toInstant().toString();
  }

  private static JsonNode get(String url) {
    var request =
        new Request.Builder()
            .url(url)
            .header("Authorization", "Bearer " + TWIN.account().path("accessToken").asText())
            .build();
    try (var response = TWIN.http().newCall(request).execute()) {
      var body = response.body().string();
      assertTrue(response.isSuccessful(), body);
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

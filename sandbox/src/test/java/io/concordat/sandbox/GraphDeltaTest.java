package io.concordat.sandbox;

import static io.concordat.sandbox.GraphDesk.meeting;
import static io.concordat.sandbox.GraphDesk.timed;
import static io.concordat.sandbox.GraphDesk.weekly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("zones")
class GraphDeltaTest {
  private static final String FROM = "2026-11-01T00:00:00Z";
  private static final String TO = "2027-02-01T00:00:00Z";
  private final GraphDesk desk = new GraphDesk();

  @AfterEach
  void stop() {
    desk.close();
  }

  private static String id(JsonNode event) {
    return event.path("id").asText();
  }

  private JsonNode series() {
    return desk.create(
        timed(
            "Round",
            "2026-12-07T09:00:00",
            "2026-12-07T10:00:00",
            "W. Europe Standard Time",
            "recurrence",
            weekly("2026-12-07", "\"monday\"", "\"type\":\"numbered\",\"numberOfOccurrences\":5")));
  }

  @Test
  void tellsWhatChangedSinceTheLink() {
    JsonNode a = desk.create(meeting("a"));
    JsonNode b = desk.create(meeting("b"));
    GraphDesk.Round first = desk.prime(FROM, TO);
    assertEquals(List.of("a", "b"), first.subjects());
    assertEquals(List.of(), desk.changes(first.link()).rows());
    desk.patch(id(a), "{\"subject\":\"a1\"}").expect(200);
    desk.patch(id(a), "{\"subject\":\"a2\"}").expect(200);
    desk.delete(id(b)).expect(204);
    JsonNode c = desk.create(meeting("c"));
    GraphDesk.Round second = desk.changes(first.link());
    assertEquals(List.of("a2", "-", "c"), second.subjects());
    assertEquals(List.of(id(a), id(b), id(c)), second.ids());
    assertEquals("deleted", second.rows().get(1).path("@removed").path("reason").asText());
    assertEquals(second.subjects(), desk.changes(first.link()).subjects(), "a replay");
    assertEquals(List.of(), desk.changes(second.link()).rows());
  }

  @Test
  void whatLiesOutsideTheWindowComesAsRemoved() {
    JsonNode far = desk.create(timed("far", "2028-01-01T10:00:00", "2028-01-01T11:00:00", "UTC"));
    GraphDesk.Round first = desk.prime(FROM, TO);
    assertEquals(List.of(), first.rows());
    desk.patch(id(far), "{\"subject\":\"far 2\"}").expect(200);
    JsonNode near = desk.create(meeting("near"));
    GraphDesk.Round second = desk.changes(first.link());
    assertTrue(second.rows().getFirst().has("@removed"));
    assertEquals(id(far), id(second.rows().getFirst()));
    desk.patch(
            id(near),
            "{\"start\":{\"dateTime\":\"2029-01-01T10:00:00\",\"timeZone\":\"UTC\"},"
                + "\"end\":{\"dateTime\":\"2029-01-01T11:00:00\",\"timeZone\":\"UTC\"}}")
        .expect(200);
    GraphDesk.Round third = desk.changes(second.link());
    assertTrue(third.rows().getFirst().has("@removed"), "moved out of the window");
    desk.get("/me/events/" + id(near)).expect(200);
  }

  @Test
  void seriesAreExpandedAndTheirDaysAreSparse() {
    JsonNode master = series();
    GraphDesk.Round first = desk.prime(FROM, TO);
    assertEquals(6, first.rows().size());
    assertEquals("seriesMaster", first.rows().getFirst().path("type").asText());
    JsonNode day = first.rows().get(1);
    assertEquals(
        new HashSet<>(List.of("@odata.type", "id", "seriesMasterId", "type", "start", "end")),
        day.properties().stream().map(java.util.Map.Entry::getKey).collect(Collectors.toSet()));
    assertEquals(id(master), day.path("seriesMasterId").asText());
    desk.patch(id(day), "{\"subject\":\"Other\"}").expect(200);
    GraphDesk.Round second = desk.changes(first.link());
    assertEquals(List.of("Other"), second.subjects());
    assertEquals("exception", second.rows().getFirst().path("type").asText());
  }

  @Test
  void aDeletedDayGivesNoSign() {
    JsonNode master = series();
    GraphDesk.Round first = desk.prime(FROM, TO);
    desk.delete(id(first.rows().get(2))).expect(204);
    assertEquals(List.of(), desk.changes(first.link()).rows());
    JsonNode shown =
        desk.get("/me/events/" + id(master) + "?$select=subject,cancelledOccurrences").json();
    assertEquals(
        "OID." + id(master) + ".2026-12-14", shown.path("cancelledOccurrences").path(0).asText());
  }

  @Test
  void pagesAreAsLongAsPreferred() {
    for (int i = 0; i < 7; i++) {
      desk.create(meeting("e" + i));
    }
    GraphDesk.Round round = desk.prime(FROM, TO, "Prefer", "odata.maxpagesize=3");
    assertEquals(3, round.pages());
    assertEquals(7, round.rows().size());
  }

  @Test
  void changesDuringARoundWaitForTheNext() {
    for (int i = 0; i < 12; i++) {
      desk.create(meeting("e" + i));
    }
    JsonNode page = desk.get(GraphDesk.window(FROM, TO)).expect(200).json();
    String unseen = id(desk.get("/me/events?$skip=11").json().path("value").path(0));
    desk.patch(unseen, "{\"subject\":\"new\"}").expect(200);
    JsonNode last = desk.follow(page.path("@odata.nextLink").asText()).expect(200).json();
    assertEquals(1, last.path("value").size());
    assertEquals(List.of("new"), desk.changes(last.path("@odata.deltaLink").asText()).subjects());
  }

  @ParameterizedTest
  @ValueSource(strings = {"$select=subject", "$expand=x", "$filter=x", "$orderby=x", "$top=5"})
  void takesNoQueryOptions(String option) {
    desk.get(GraphDesk.window(FROM, TO) + "&" + option).expect(400);
  }

  @Test
  void neverShowsExtendedProperties() {
    desk.create(
        meeting(
            "a",
            "singleValueExtendedProperties",
            "[{\"id\":\"String {66f5a359-4659-4638-81a3-d1d2b2f5c5b4} Name X\",\"value\":\"v\"}]"));
    assertFalse(desk.prime(FROM, TO).rows().getFirst().has("singleValueExtendedProperties"));
  }

  @Test
  void endlessSeriesInAVastWindowTimeOut() {
    desk.create(
        timed(
            "Round",
            "2026-12-07T09:00:00",
            "2026-12-07T10:00:00",
            "UTC",
            "recurrence",
            weekly("2026-12-07", "\"monday\"", "\"type\":\"noEnd\"")));
    desk.get(GraphDesk.window("2026-01-01T00:00:00Z", "2029-12-31T00:00:00Z")).expect(504);
    desk.get(GraphDesk.window(FROM, TO)).expect(200);
  }
}

package io.concordat.sandbox;

import static io.concordat.sandbox.GraphDesk.meeting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.sandbox.Kit.Answer;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphDeltaTroubleTest {
  private static final String FROM = "2026-11-01T00:00:00Z";
  private static final String TO = "2027-02-01T00:00:00Z";
  private final GraphDesk desk = new GraphDesk();

  @BeforeEach
  void fill() {
    for (int i = 0; i < 25; i++) {
      desk.create(meeting("e" + i));
    }
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  private void settings(String json) {
    desk.kit.control("POST", "settings", json);
  }

  @Test
  void pagesMayBeEmpty() {
    settings("{\"deltaEmptyPages\":true}");
    JsonNode first = desk.get(GraphDesk.window(FROM, TO)).expect(200).json();
    assertEquals(0, first.path("value").size());
    assertTrue(first.has("@odata.nextLink"));
    GraphDesk.Round round = desk.prime(FROM, TO);
    assertEquals(25, round.rows().size());
    assertEquals(6, round.pages());
  }

  @Test
  void itemsMayComeTwice() {
    settings("{\"deltaRepeats\":true}");
    GraphDesk.Round round = desk.prime(FROM, TO);
    assertEquals(27, round.rows().size(), "each of two further pages repeats one");
    assertEquals(25, new HashSet<>(round.ids()).size());
    assertEquals(0, desk.changes(round.link()).rows().size());
  }

  @ParameterizedTest
  @CsvSource({
    "GONE,410,resyncRequired,true",
    "SYNC_STATE_NOT_FOUND,410,syncStateNotFound,false",
    "SYNC_STATE_INVALID,400,SyncStateInvalid,false"
  })
  void deadLinksAreRefused(String expiry, int status, String code, boolean location) {
    String link = desk.prime(FROM, TO).link();
    settings("{\"deltaExpiry\":\"" + expiry + "\"}");
    desk.kit.control("POST", "faults", "{\"kind\":\"expireSyncTokens\"}");
    Answer refused = desk.follow(link).expect(status);
    assertEquals(code, MicrosoftKit.code(refused));
    assertEquals(location, !refused.header("location").isEmpty());
    if (location) {
      assertEquals(
          10, desk.follow(refused.header("location")).expect(200).json().path("value").size());
    }
  }

  @Test
  void aMiddlePageDiesTooAndLinksGrowOld() {
    JsonNode first = desk.get(GraphDesk.window(FROM, TO)).expect(200).json();
    desk.kit.control(
        "POST", "faults", "{\"kind\":\"expireSyncTokens\",\"account\":\"tina@contoso.example\"}");
    desk.follow(first.path("@odata.nextLink").asText()).expect(410);
    settings("{\"deltaMaxAgeSeconds\":86400}");
    String link = desk.prime(FROM, TO).link();
    desk.kit.clock.advance(Duration.ofHours(23));
    desk.kit.signIn();
    desk.follow(link).expect(200);
    desk.kit.clock.advance(Duration.ofHours(2));
    desk.kit.signIn();
    desk.follow(link).expect(410);
  }

  @Test
  void monthsOfDeletionsAreStillTold() {
    GraphDesk.Round first = desk.prime(FROM, TO);
    first.ids().subList(0, 20).forEach(id -> desk.delete(id).expect(204));
    desk.kit.clock.advance(Duration.ofDays(200));
    desk.kit.signIn();
    GraphDesk.Round later = desk.changes(first.link());
    assertEquals(new HashSet<>(first.ids().subList(0, 20)), new HashSet<>(later.ids()));
    assertTrue(later.rows().stream().allMatch(r -> r.has("@removed")));
  }

  @Test
  void theCalendarsOwnFormCanBeSwitchedOff() {
    String id = desk.get("/me/calendar").json().path("id").asText();
    String path =
        "/me/calendars/" + id + "/calendarView/delta?startDateTime=" + FROM + "&endDateTime=" + TO;
    desk.get(path).expect(200);
    settings("{\"calendarDelta\":false}");
    desk.get(path).expect(400);
    desk.get(GraphDesk.window(FROM, TO)).expect(200);
  }

  @Test
  void linksAreTakenVerbatimOnly() {
    String link = desk.prime(FROM, TO).link();
    desk.follow(link + "&startDateTime=" + FROM).expect(400);
    desk.follow(link.substring(0, link.length() - 9)).expect(400);
    assertFalse(link.contains(FROM), "opaque");
  }

  @Test
  void aRepeatedTransactionMayAnswerTheFirstEvent() {
    settings("{\"repeatAnswers201\":true}");
    String body = meeting("t", "transactionId", "\"t-1\"");
    assertEquals(desk.create(body).path("id"), desk.create(body).path("id"));
  }
}

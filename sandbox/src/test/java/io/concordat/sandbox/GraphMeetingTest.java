package io.concordat.sandbox;

import static io.concordat.sandbox.GraphDesk.meeting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GraphMeetingTest {
  private static final String BOB = "bob@contoso.example";
  private final GraphDesk desk = new GraphDesk();
  private String tina = "";
  private String bob = "";

  @BeforeEach
  void start() {
    tina = desk.kit.token;
    bob = desk.kit.another(BOB).path("accessToken").asText();
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  private JsonNode invite() {
    return desk.create(
        meeting(
            "Review",
            "attendees",
            "[{\"emailAddress\":{\"address\":\"Bob@contoso.example\"}},"
                + "{\"emailAddress\":{\"address\":\"guest@elsewhere.example\"}}]"));
  }

  private List<String> mails() {
    return desk.kit
        .control("GET", "mails", "")
        .path("items")
        .valueStream()
        .map(m -> m.path("kind").asText() + " " + m.path("to").asText())
        .sorted()
        .toList();
  }

  private JsonNode bobs() {
    desk.kit.token = bob;
    JsonNode rows = desk.get("/me/events").expect(200).json().path("value");
    desk.kit.token = tina;
    return rows;
  }

  @Test
  void guestsAreMailedAndHaveCopies() {
    JsonNode made = invite();
    assertEquals(
        List.of("invitation bob@contoso.example", "invitation guest@elsewhere.example"), mails());
    JsonNode copy = bobs().path(0);
    assertEquals(made.path("iCalUId"), copy.path("iCalUId"));
    assertFalse(copy.path("isOrganizer").asBoolean());
    assertEquals(
        MicrosoftKit.TECH, copy.path("organizer").path("emailAddress").path("address").asText());
    assertEquals("notResponded", copy.path("responseStatus").path("response").asText());
  }

  @Test
  void everySharedWriteMailsAndOwnOnesDoNot() {
    String id = invite().path("id").asText();
    desk.kit.control("DELETE", "mails", "");
    desk.patch(id, "{\"categories\":[\"Red\"],\"isReminderOn\":false,\"showAs\":\"free\"}")
        .expect(200);
    assertEquals(List.of(), mails());
    desk.patch(id, "{\"subject\":\"Review\"}").expect(200);
    assertEquals(List.of("update bob@contoso.example", "update guest@elsewhere.example"), mails());
    desk.patch(id, "{\"attendees\":[{\"emailAddress\":{\"address\":\"bob@contoso.example\"}}]}")
        .expect(200);
    assertTrue(mails().contains("cancellation guest@elsewhere.example"), mails().toString());
  }

  @Test
  void theOrganizersDeletionCancelsTheCopies() {
    String id = invite().path("id").asText();
    desk.kit.control("DELETE", "mails", "");
    desk.delete(id).expect(204);
    assertEquals(
        List.of("cancellation bob@contoso.example", "cancellation guest@elsewhere.example"),
        mails());
    assertTrue(bobs().path(0).path("isCancelled").asBoolean());
  }

  @Test
  void aGuestsDeletionReachesNobody() {
    String id = invite().path("id").asText();
    desk.kit.control("DELETE", "mails", "");
    String copy = bobs().path(0).path("id").asText();
    desk.kit.token = bob;
    desk.call("POST", "/me/events/" + copy + "/cancel", "{}").expect(400);
    desk.patch(copy, "{\"subject\":\"mine\"}").expect(200);
    desk.delete(copy).expect(204);
    desk.kit.token = tina;
    assertEquals(List.of(), mails());
    assertEquals("Review", desk.event(id).path("subject").asText());
    desk.call("POST", "/me/events/" + id + "/cancel", "{\"Comment\":\"off\"}").expect(202);
    assertEquals(2, mails().size());
  }

  @Test
  void strangersAreOutOfReach() {
    String id = desk.create(meeting("mine")).path("id").asText();
    desk.kit.token = bob;
    desk.get("/me/events/" + id).expect(404);
    desk.get("/users/" + MicrosoftKit.TECH + "/events").expect(403);
    assertEquals(0, desk.get("/users/" + BOB + "/events").expect(200).json().path("value").size());
  }
}

package io.concordat.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvitationTest {
  private Kit kit;
  private String mine;
  private String guest;
  private String id;

  @BeforeEach
  void start() {
    kit = new Kit();
    mine = kit.token;
    guest =
        kit.control("POST", "accounts", "{\"email\":\"guest@example.com\"}")
            .path("accessToken")
            .asText();
    id =
        kit.insert(
                Kit.meeting(
                    "Shared",
                    "attendees",
                    "[{\"email\":\"Guest@example.com\"}]",
                    "recurrence",
                    "[\"RRULE:FREQ=WEEKLY;COUNT=3\"]",
                    "extendedProperties",
                    "{\"private\":{\"mine\":\"1\"},\"shared\":{\"ours\":\"2\"}}"))
            .json()
            .path("id")
            .asText();
  }

  @AfterEach
  void stop() {
    kit.close();
  }

  private JsonNode as(String token) {
    kit.token = token;
    return kit.event(id).expect(200).json();
  }

  @Test
  void aGuestWithAnAccountGetsACopyWithTheSameUid() {
    JsonNode original = as(mine);
    JsonNode copy = as(guest);
    assertEquals(original.path("iCalUID"), copy.path("iCalUID"));
    assertEquals("2026-12-01T09:00:00Z", copy.path("start").path("dateTime").asText());
    assertFalse(copy.path("organizer").has("self"));
    assertTrue(copy.path("attendees").path(0).path("self").asBoolean());
    assertEquals("{\"shared\":{\"ours\":\"2\"}}", copy.path("extendedProperties").toString());
    kit.patch(id, "{\"summary\":\"Mine now\"}").expect(403);
  }

  @Test
  void changesGoOutAndAnswersComeBack() {
    kit.token = guest;
    kit.patch(
            id,
            "{\"extendedProperties\":{\"private\":{\"own\":\"x\"}},\"attendees\":[{\"email\":\"Guest@example.com\",\"responseStatus\":\"accepted\"}]}")
        .expect(200);
    assertEquals("accepted", as(mine).path("attendees").path(0).path("responseStatus").asText());
    kit.patch(id, "{\"summary\":\"Renamed\"}").expect(200);
    kit.patch(id + "_20261208T090000Z", "{\"location\":\"Elsewhere\"}").expect(200);
    JsonNode copy = as(guest);
    assertEquals("Renamed", copy.path("summary").asText());
    assertEquals("x", copy.path("extendedProperties").path("private").path("own").asText());
    assertEquals("Elsewhere", kit.event(id + "_20261208T090000Z").json().path("location").asText());
    assertEquals(0, kit.control("GET", "mails", "").path("count").asInt());
  }

  @Test
  void withdrawnInvitationsAreCancelledAndDeletedCopiesDeclined() {
    kit.token = guest;
    kit.delete(id).expect(204);
    assertEquals("declined", as(mine).path("attendees").path(0).path("responseStatus").asText());
    kit.patch(id, "{\"attendees\":[]}").expect(200);
    assertEquals("cancelled", as(guest).path("status").asText());
    assertEquals("confirmed", as(mine).path("status").asText());
  }

  @Test
  void deletingTheEventCancelsTheCopy() {
    kit.delete(id).expect(204);
    assertEquals("cancelled", as(guest).path("status").asText());
  }
}

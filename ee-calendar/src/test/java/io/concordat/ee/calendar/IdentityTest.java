package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** One meeting in many calendars is one entry. */
class IdentityTest {
  private static final House house = House.open();

  @AfterAll
  static void close() {
    house.close();
  }

  private static String meeting(Tech organizer, Tech guest) {
    return house
        .google
        .insert(
            organizer.email,
            """
            {"summary":"Meeting","attendees":[{"email":"%s"},{"email":"%s"}],
             "start":{"dateTime":"2026-11-23T09:00:00","timeZone":"Europe/Berlin"},
             "end":{"dateTime":"2026-11-23T10:00:00","timeZone":"Europe/Berlin"}}"""
                .formatted(organizer.email, guest.email))
        .path("id")
        .asText();
  }

  @Test
  void a_guest_is_assigned_and_the_invitation_is_the_copy() {
    var tenant = house.tenant("meeting");
    var tess = new Tech(house, tenant);
    var theo = new Tech(house, tenant).connected();
    String id = meeting(tess, theo);
    house.google.forget("mails");
    tess.connected();
    house.settle();
    theo.sync();
    assertEquals(Set.of(tess.user, theo.user), tess.entry().assignees());
    assertEquals(1, theo.entries().size());
    assertEquals(1, theo.remote().size());
    assertEquals(1, tess.remote().size());
    assertEquals(id, tess.remoteId("Meeting"));
    assertEquals(Optional.empty(), tess.writesWhenIdle());
    assertEquals(Optional.empty(), theo.writesWhenIdle());
    assertEquals(0, house.google.mails());
  }

  @Test
  void the_guest_may_connect_first() {
    var tenant = house.tenant("meeting");
    var tess = new Tech(house, tenant);
    var theo = new Tech(house, tenant);
    meeting(tess, theo);
    theo.connected();
    tess.connected();
    house.settle();
    assertEquals(1, tess.entries().size());
    assertEquals(tess.entry().id(), theo.entry().id());
    assertEquals(1, theo.remote().size());
    assertEquals(1, tess.remote().size());
    assertEquals(Optional.empty(), tess.writesWhenIdle());
  }

  @Test
  void a_guest_without_the_invitation_gets_no_created_copy() {
    var tenant = house.tenant("meeting");
    var tess = new Tech(house, tenant);
    var theo = new Tech(house, tenant).connected();
    JsonNode made =
        house.google.control(
            "events",
            """
            {"account":"%s","raw":true,"event":{"id":"meeting00001","status":"confirmed",
             "summary":"Meeting","iCalUID":"m1@elsewhere","attendees":[{"email":"%s"}],
             "organizer":{"email":"%s","self":true},
             "start":{"dateTime":"2026-11-23T09:00:00Z"},"end":{"dateTime":"2026-11-23T10:00:00Z"}}}"""
                .formatted(tess.email, theo.email, tess.email));
    assertEquals("meeting00001", made.path("id").asText());
    tess.connected();
    house.settle();
    assertEquals(Set.of(tess.user, theo.user), tess.entry().assignees());
    if (theo.remote().isEmpty()) {
      var mapping = theo.call("GET", "/mappings", "").body().path("items").path(0);
      assertEquals("invitation_is_copy", mapping.path("reason").asText());
      assertEquals("pending", mapping.path("syncStatus").asText());
    }
    assertEquals(Optional.empty(), theo.writesWhenIdle());
  }
}

package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Office;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.identity.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Clean-ups by the real adapters, at both vendors' twins over HTTP. */
class CleanupTwinsTest {
  private static final House house = House.open();
  private static final String SURE = "{\"confirm\":true}";
  private static final String UNKNOWN = "{\"confirm\":true,\"unknown\":true}";

  @AfterAll
  static void close() {
    house.close();
  }

  private static List<Office> offices() {
    return List.of(house.google, house.microsoft);
  }

  private static Tech busy(Office office) {
    var tess = Tech.alone(house, office);
    tess.insert("theirs");
    tess.create(Contents.single("ours"));
    tess.create(
        Contents.weekly(
            "our series",
            Map.of(
                Contents.slot("2026-03-09T09:00"),
                Contents.changed(
                    "our series", Contents.timed("2026-03-09T14:00", Contents.BERLIN, 60)),
                Contents.slot("2026-03-16T09:00"),
                Contents.cancelled())));
    return tess.connected();
  }

  private static String look(Tech tess) {
    JsonNode asked = tess.call("POST", "/cleanups", "").body();
    house.settle();
    return asked.path("cleanupId").asText();
  }

  private static JsonNode shown(Tech tess, String id) {
    return tess.call("GET", "/cleanups/" + id, "").body();
  }

  private static JsonNode start(Tech tess, String id, String body) {
    assertEquals(202, tess.call("POST", "/cleanups/" + id + "/start", body).status());
    house.settle();
    return shown(tess, id);
  }

  @Test
  void everything_that_was_written_goes_and_nothing_else() {
    for (Office office : offices()) {
      Tech tess = busy(office);
      int before = tess.remote().size();
      office.quiet();
      String id = look(tess);
      JsonNode seen = shown(tess, id);
      assertEquals("ready", seen.path("state").asText());
      assertEquals(2, seen.path("found").path("plain").asInt(), seen.toString());
      assertEquals(0, office.requests("write"));
      JsonNode done = start(tess, id, SURE);
      assertEquals("completed", done.path("state").asText(), done.toString());
      assertEquals(2, done.path("removed").asInt());
      assertEquals(2, office.requests("write"), "one request an event");
      assertEquals(Set.of("theirs"), tess.remoteTitles());
      assertEquals(Set.of("theirs", "ours", "our series"), tess.titles());
      assertEquals(0, office.mails());
      assertEquals("paused", tess.status());
      tess.change("{\"paused\":false,\"planFirst\":false}");
      house.settle();
      assertEquals(Set.of("theirs", "ours", "our series"), tess.remoteTitles());
      assertEquals(before, tess.remote().size());
      assertEquals(3, tess.entries().size(), "no delete of ours came back");
    }
  }

  /** Another installation, with the same account and nothing but the marks. */
  @Test
  void a_new_installation_finds_what_the_lost_one_wrote() {
    for (Office office : offices()) {
      Tech lost = busy(office);
      var tenant = house.tenant("after the fire at " + office.vendor());
      Caller caller = house.caller(tenant, house.user(tenant, "again-" + lost.email));
      String provider = house.connect(caller, office, lost.email, ",\"planFirst\":true");
      String path = "/api/v1/calendar/providers/" + provider + "/cleanups";
      String id = house.call(caller, "POST", path, "").body().path("cleanupId").asText();
      house.settle();
      JsonNode seen = house.call(caller, "GET", path + "/" + id, "").body();
      assertEquals(2, seen.path("found").path("unknown").asInt(), seen.toString());
      assertEquals(0, seen.path("found").path("plain").asInt());
      assertEquals(202, house.call(caller, "POST", path + "/" + id + "/start", UNKNOWN).status());
      house.settle();
      JsonNode done = house.call(caller, "GET", path + "/" + id, "").body();
      assertEquals(2, done.path("removed").asInt(), done.toString());
      assertEquals(Set.of("theirs"), lost.remoteTitles());
    }
  }

  @Test
  void it_waits_as_long_as_the_vendor_asks() {
    for (Office office : offices()) {
      Tech tess = busy(office);
      String id = look(tess);
      office.control(
          "faults",
          """
          {"match":"DELETE .*events.*","times":1,"status":429,"reason":"rateLimitExceeded",
           "retryAfter":120}""");
      JsonNode waits = start(tess, id, SURE);
      assertEquals("running", waits.path("state").asText(), waits.toString());
      assertEquals("rate_limited", waits.path("errorCode").asText());
      assertFalse(waits.path("nextAttemptAt").isNull());
      office.quiet();
      house.advance(Duration.ofSeconds(60));
      house.settle();
      assertEquals(0, office.requests("write"), "it was asked for quiet");
      house.advance(Duration.ofSeconds(90));
      house.await("the end", () -> shown(tess, id).path("state").asText().equals("completed"));
      assertEquals(2, shown(tess, id).path("removed").asInt());
      assertEquals(Set.of("theirs"), tess.remoteTitles());
    }
  }

  @Test
  void it_goes_on_when_the_account_is_connected_again() {
    Tech tess = busy(house.google);
    String id = look(tess);
    house.google.control("accounts/revoke", "{\"email\":\"%s\"}".formatted(tess.email));
    house.advance(Duration.ofHours(2));
    // An hour has passed since somebody looked; they look again when it can be done.
    assertEquals(
        "cleanup_outdated",
        tess.call("POST", "/cleanups/" + id + "/start", SURE).body().path("code").asText());
    String blind = look(tess);
    assertEquals("looking", shown(tess, blind).path("state").asText());
    assertEquals("reconnect_required", shown(tess, blind).path("errorCode").asText());
    assertEquals("reconnect_required", tess.status());
    house.google.account(tess.email);
    house.authorize(tess.caller, tess.provider, tess.email);
    house.settle();
    assertEquals("ready", shown(tess, blind).path("state").asText());
    assertEquals("completed", start(tess, blind, SURE).path("state").asText());
    assertEquals(Set.of("theirs"), tess.remoteTitles());
  }

  @Test
  void microsoft_mails_guests_only_by_an_explicit_wish() {
    Tech tess = busy(house.microsoft);
    house.microsoft.patch(
        tess.email,
        tess.remoteId("ours"),
        """
        {"attendees":[{"emailAddress":{"address":"guest@elsewhere.example"},"type":"required"}]}""");
    tess.sync();
    int before = house.microsoft.mails();
    JsonNode done = start(tess, look(tess), SURE);
    assertEquals(1, done.path("stays").path("guests").asInt(), done.toString());
    assertTrue(done.path("guestsAreMailed").asBoolean());
    assertEquals(before, house.microsoft.mails());
    assertEquals(Set.of("theirs", "ours"), tess.remoteTitles());
    start(tess, look(tess), "{\"confirm\":true,\"guests\":true}");
    assertEquals(Set.of("theirs"), tess.remoteTitles());
    assertEquals(before + 1, house.microsoft.mails());
  }
}

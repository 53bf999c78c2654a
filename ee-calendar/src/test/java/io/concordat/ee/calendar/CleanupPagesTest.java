package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Office;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.web.HttpShell;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A clean-up as the pages show it: asked about, under way, over. */
class CleanupPagesTest {
  private static final House house = House.open();
  private static final HttpShell shell = house.http();
  private static final String PROFILE = "/profile/calendar";

  @AfterAll
  static void close() {
    shell.close();
    house.close();
  }

  private static Document page(Tech tess, String language) {
    return Got.get(shell, house.token(tess.tenant, tess.user), PROFILE, language).page();
  }

  private static String text(Document page, Tech tess, String part) {
    return page.select("#calendar-" + tess.provider + "-" + part).text();
  }

  private static boolean there(Document page, Tech tess, String part) {
    return !page.select("#calendar-" + tess.provider + "-" + part).isEmpty();
  }

  private static Tech busy(Office office) {
    var tess = Tech.alone(house, office);
    tess.insert("theirs");
    tess.create(Contents.single("ours"));
    tess.create(Contents.secret("canary page cleanup"));
    return tess.connected();
  }

  private static String ask(Tech tess) {
    return tess.call("POST", "/cleanups", "").body().path("cleanupId").asText();
  }

  @Test
  void it_is_asked_about_shown_and_told() {
    Tech tess = busy(house.google);
    Document before = page(tess, "en");
    assertEquals("Remove events…", text(before, tess, "clean"));
    assertTrue(text(before, tess, "cleanup-dialog").contains("Nothing is removed by looking"));
    assertTrue(text(before, tess, "delete-dialog").contains("Remove events…"));
    String id = ask(tess);
    Document looking = page(tess, "en");
    assertTrue(text(looking, tess, "cleanup").contains("Looking for events"));
    assertFalse(looking.select("#calendar-" + tess.provider + "-cleanup[hx-get]").isEmpty());
    assertFalse(there(looking, tess, "clean"));
    house.settle();
    Document seen = page(tess, "en");
    String said = text(seen, tess, "cleanup");
    assertTrue(said.contains("Events that Concordat wrote to Google Calendar: 2"), said);
    assertTrue(said.contains("Private event"), said);
    assertFalse(said.contains("canary"), said);
    assertTrue(seen.select("#calendar-" + tess.provider + "-cleanup[hx-get]").isEmpty());
    assertFalse(seen.select("#calendar-" + tess.provider + "-cleanup-sure[required]").isEmpty());
    assertFalse(there(seen, tess, "cleanup-unknown"), "a choice without anything to choose");
    assertTrue(page(tess, "de").text().contains("Termine, die Concordat in Google Calendar"));
    tess.call("POST", "/cleanups/" + id + "/start", "{\"confirm\":true}");
    assertTrue(there(page(tess, "en"), tess, "cleanup-stop"));
    house.settle();
    Document done = page(tess, "en");
    assertTrue(text(done, tess, "cleanup").contains("2 events"), text(done, tess, "cleanup"));
    assertEquals("Paused", text(done, tess, "state"));
    assertTrue(there(done, tess, "clean"));
  }

  @Test
  void what_stays_is_said_with_its_reason_also_to_the_administrator() {
    Tech tess = busy(house.microsoft);
    house.microsoft.patch(
        tess.email,
        tess.remoteId("ours"),
        """
        {"attendees":[{"emailAddress":{"address":"guest@elsewhere.example"},"type":"required"}]}""");
    tess.sync();
    String id = ask(tess);
    house.settle();
    String asked = text(page(tess, "en"), tess, "cleanup");
    assertTrue(asked.contains("mails every guest"), asked);
    tess.call("POST", "/cleanups/" + id + "/start", "{\"confirm\":true}");
    house.settle();
    assertTrue(text(page(tess, "en"), tess, "cleanup").contains("Meetings with guests: 1"));
    Document all =
        Got.get(shell, house.adminToken(tess.tenant), "/settings/integrations/calendar", "en")
            .page();
    assertTrue(text(all, tess, "cleanup").contains("Meetings with guests: 1"));
    assertFalse(text(all, tess, "row").contains("ours"), "no contents for administrators");
  }

  @Test
  void what_nobody_wants_after_looking_is_shown_no_more() {
    Tech tess = busy(house.google);
    String id = ask(tess);
    house.settle();
    assertEquals(202, tess.call("POST", "/cleanups/" + id + "/stop", "").status());
    Document page = page(tess, "en");
    assertEquals("", text(page, tess, "cleanup"));
    assertEquals("Connected", text(page, tess, "state"), "looking pauses nothing");
  }
}

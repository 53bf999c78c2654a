package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.web.HttpShell;
import org.jsoup.nodes.Document;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The page on which people decide about conflicts. */
class ConflictPagesTest {
  private static final House house = House.open();
  private static final HttpShell shell = house.http();
  private static final String CONFLICTS = "/conflicts";

  @AfterAll
  static void close() {
    shell.close();
    house.close();
  }

  private static Got get(String token, String path, String language) {
    return Got.get(shell, token, path, language);
  }

  private static Got get(String token, String path) {
    return get(token, path, "en");
  }

  private static String token(Tech tess) {
    return house.token(tess.tenant, tess.user);
  }

  private static ScheduleEntryId clash(Tech tess, String theirs, EntryContent ours) {
    ScheduleEntryId id = tess.create(Contents.single("base"));
    tess.connected();
    tess.execute("update calendar_providers set next_attempt_at = '2200-01-01'");
    house.google.patch(tess.email, tess.remoteId("base"), theirs);
    tess.update(id, ours);
    house.settle();
    tess.sync();
    return id;
  }

  private static Elements rows(Document page) {
    return page.select("#conflicts-list fieldset");
  }

  @Test
  void without_conflicts_there_is_nothing_to_decide() {
    var tess = Tech.alone(house);
    assertTrue(get(token(tess), CONFLICTS).page().text().contains("Nothing to decide"));
    assertTrue(get(token(tess), CONFLICTS, "de").page().text().contains("Nichts zu entscheiden"));
  }

  @Test
  void changes_that_fit_together_are_proposed() {
    var tess = Tech.alone(house);
    clash(tess, "{\"location\":\"Room 7\"}", Contents.single("ours"));
    Document page = get(token(tess), CONFLICTS).page();
    assertEquals(2, rows(page).size());
    assertEquals("Title", rows(page).get(0).select("legend").text());
    assertEquals("base", rows(page).get(0).select(".conflict-before .conflict-value").text());
    assertEquals("ours", rows(page).get(0).select("input[checked]").val());
    assertEquals("theirs", rows(page).get(1).select("input[checked]").val());
    assertEquals("Room 7", rows(page).get(1).select(".conflict-value").get(2).text());
    assertTrue(page.text().contains("This is the proposal"));
    assertTrue(get(token(tess), CONFLICTS, "de").page().text().contains("Das ist der Vorschlag"));
    assertFalse(get(house.adminToken(house.tenant("other")), CONFLICTS).html().contains("Room 7"));
  }

  @Test
  void what_both_changed_is_left_open() {
    var tess = Tech.alone(house);
    clash(tess, "{\"summary\":\"theirs\"}", Contents.single("ours"));
    Document page = get(token(tess), CONFLICTS).page();
    assertEquals(0, page.select("#conflicts-list input[checked]").size());
    assertEquals(2, page.select("#conflicts-list .badge:contains(changed)").size() - 1);
  }

  @Test
  void a_side_that_is_gone_is_a_choice_between_two() {
    var tess = Tech.alone(house);
    ScheduleEntryId id = tess.create(Contents.single("base"));
    tess.connected();
    tess.execute("update calendar_providers set next_attempt_at = '2200-01-01'");
    house.google.delete(tess.email, tess.remoteId("base"));
    tess.update(id, Contents.single("ours"));
    house.settle();
    tess.sync();
    Document page = get(token(tess), CONFLICTS).page();
    assertTrue(page.text().contains("Changed here, deleted in Google Calendar"));
    assertTrue(page.text().contains("The event in Google Calendar is made again."));
    assertTrue(page.text().contains("The entry in Concordat is deleted."));
    assertEquals(2, page.select("#conflicts-list input[name=resolution]").size());
  }

  @Test
  void somebody_elses_private_conflict_shows_no_text() {
    var tess = Tech.alone(house);
    clash(
        tess,
        "{\"summary\":\"canary there\",\"visibility\":\"private\"}",
        Contents.single("canary here"));
    String html = get(house.adminToken(tess.tenant), CONFLICTS).html();
    assertTrue(html.contains("Busy"), html);
    assertFalse(html.contains("canary"), html);
    assertTrue(get(token(tess), CONFLICTS).html().contains("canary there"));
  }
}

package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.web.HttpShell;
import java.time.Duration;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whatever of a calendar waits for a person is told to its owner, once for each cause. */
class NoticesTest {
  private static final String GRANTS = "google_calendar_provider_config";

  private static final House house = House.open();
  private static final HttpShell shell = house.http();

  @AfterAll
  static void close() {
    shell.close();
    house.close();
  }

  private static Document page(Tech tess, String language) {
    String token = house.token(tess.tenant, tess.user);
    return Got.get(shell, token, "/profile/notifications", language).page();
  }

  private static String open(Tech tess) {
    return tess.value(
        """
        select coalesce(string_agg(kind || ' ' || count, ', ' order by kind), '')
        from notifications where settled_at is null
        """);
  }

  private static void quiet(Tech tess) {
    tess.execute("update calendar_providers set next_attempt_at = '2200-01-01'");
  }

  private static void revoked(Tech tess) {
    house.google.control("accounts/revoke", "{\"email\":\"%s\"}".formatted(tess.email));
    house.advance(Duration.ofHours(2));
    tess.sync();
  }

  @Test
  void conflicts_are_one_notice_that_goes_when_they_do() {
    var tess = Tech.alone(house);
    ScheduleEntryId one = tess.create(Contents.single("canary one"));
    ScheduleEntryId two = tess.create(Contents.single("canary two"));
    tess.connected();
    quiet(tess);
    tess.retitle(tess.remoteId("canary one"), "canary there");
    tess.retitle(tess.remoteId("canary two"), "canary there too");
    tess.update(one, Contents.single("canary here"));
    tess.update(two, Contents.single("canary here too"));
    house.settle();
    tess.sync();
    house.settle();
    assertEquals("calendar_conflicts 2", open(tess));
    Document page = page(tess, "en");
    assertTrue(page.select("#notifications").text().contains("2 entries were changed on both"));
    assertFalse(page.text().contains("canary"));
    assertEquals("Notifications: 1 new", page.select("#nav-notices").attr("aria-label"));
    assertTrue(page(tess, "de").select("#notifications").text().contains("2 Einträge wurden"));
    tess.resolve("ours");
    assertEquals("calendar_conflicts 1", open(tess));
    tess.resolve("ours");
    assertEquals("", open(tess));
    assertTrue(page(tess, "en").select("#notifications").text().contains("settled"));
  }

  @Test
  void what_was_read_is_told_again_only_when_more_waits() {
    var tess = Tech.alone(house);
    ScheduleEntryId one = tess.create(Contents.single("one"));
    ScheduleEntryId two = tess.create(Contents.single("two"));
    tess.connected();
    quiet(tess);
    tess.retitle(tess.remoteId("one"), "there");
    tess.update(one, Contents.single("here"));
    house.settle();
    tess.sync();
    house.settle();
    tess.execute("update notifications set read_at = '2026-01-01'");
    tess.sync();
    house.settle();
    assertEquals("1", tess.value("select count(read_at) from notifications"));
    quiet(tess);
    tess.retitle(tess.remoteId("two"), "there too");
    tess.update(two, Contents.single("here too"));
    house.settle();
    tess.sync();
    house.settle();
    assertEquals("calendar_conflicts 2", open(tess));
    assertEquals("0", tess.value("select count(read_at) from notifications"));
    assertEquals("1", tess.value("select count(*) from notifications"));
  }

  @Test
  void a_consent_that_ended_is_told_and_settled_by_connecting_again() {
    var tess = Tech.alone(house).connected();
    assertEquals("", open(tess));
    revoked(tess);
    house.settle();
    assertEquals("calendar_reconnect 1", open(tess));
    assertTrue(page(tess, "en").text().contains("Connect it again"));
    house.google.account(tess.email);
    house.authorize(tess.caller, tess.provider, tess.email);
    house.settle();
    assertEquals("", open(tess));
  }

  @Test
  void what_broke_on_our_side_is_told_when_it_stays_and_settled_when_it_is_mended() {
    var tess = Tech.alone(house).connected();
    String token = tess.value("select encode(access_token, 'hex') from " + GRANTS);
    tess.execute("update " + GRANTS + " set access_token = '\\x00'");
    for (int failures = 0; failures < 3; failures++) {
      assertEquals("", open(tess));
      tess.call("POST", "/sync", "{}");
      house.settle();
    }
    assertEquals("calendar_broken 1", open(tess));
    tess.execute("update " + GRANTS + " set access_token = decode('" + token + "', 'hex')");
    tess.sync();
    house.settle();
    assertEquals("", open(tess));
  }

  @Test
  void a_deleted_connection_leaves_no_question() {
    var tess = Tech.alone(house).connected();
    revoked(tess);
    house.settle();
    tess.call("DELETE", "", "");
    house.settle();
    assertEquals("", open(tess));
  }
}

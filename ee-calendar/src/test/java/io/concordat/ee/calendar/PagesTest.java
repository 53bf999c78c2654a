package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Contents;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.ee.calendar.page.Carried;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.remote.RemoteCalendarContract;
import io.concordat.web.HttpShell;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The calendar's pages over HTTP: who sees what, in every state and both languages. */
class PagesTest {
  private static final House house = House.open();
  private static final HttpShell shell = house.http();
  private static final String PROFILE = "/profile/calendar";
  private static final String SETTINGS = "/settings/integrations/calendar";

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

  private static Document profile(Tech tess) {
    return get(token(tess), PROFILE).page();
  }

  private static String text(Document page, Tech tess, String part) {
    return page.select("#calendar-" + tess.provider + "-" + part).text();
  }

  @Test
  void what_each_vendor_carries_is_shown_and_held_to_by_the_contract() {
    var contract =
        Map.of(
            Carried.BEFORE, "whatIsCreatedIsListedTheSame",
            Carried.EDITS, "anUpdateIsListedOnceWithItsRevision",
            Carried.SERIES, "slotsAreCancelledChangedAndRestored",
            Carried.DAYS, "whatIsCreatedComesBackTheSame",
            Carried.PRIVATE, "everyContentCanBecomeEveryOther",
            Carried.GUESTS, "whatWeCreateIsOursAndInvitesNobody");
    List<String> held =
        Arrays.stream(RemoteCalendarContract.class.getMethods()).map(Method::getName).toList();
    Document page = profile(Tech.alone(house));
    for (Carried carried : Carried.values()) {
      assertTrue(held.contains(contract.get(carried)), carried::name);
      assertEquals(1, page.select("#calendar-carried-" + carried.key()).size());
    }
    int vendors = Brand.values().length;
    assertEquals(vendors * Carried.values().length, page.select(".calendar-carried dd").size());
    assertTrue(page.select(".calendar-carried").text().contains("Outlook"));
  }

  @Test
  void both_languages_say_the_same_things() throws IOException {
    assertEquals(messages("en").keySet(), messages("de").keySet());
  }

  private static Properties messages(String language) throws IOException {
    String path = "/concordat/ee-calendar/messages_" + language + ".properties";
    var messages = new Properties();
    try (var in = new InputStreamReader(resource(path), StandardCharsets.UTF_8)) {
      messages.load(in);
    }
    return messages;
  }

  private static InputStream resource(String path) {
    return Objects.requireNonNull(PagesTest.class.getResourceAsStream(path));
  }

  @Test
  void nothing_connected_is_a_calm_beginning() {
    var tess = Tech.alone(house);
    Document page = profile(tess);
    assertTrue(page.text().contains("No calendar is connected yet"));
    assertEquals("Add Google calendar", page.select("#add-google").text());
    assertEquals("Add Outlook calendar", page.select("#add-microsoft").text());
    assertTrue(get(token(tess), PROFILE, "de").page().text().contains("Noch ist kein Kalender"));
  }

  @Test
  void what_is_missing_is_said_with_a_way_for_administrators_only() {
    var tess = Tech.alone(house);
    tess.execute("delete from google_apps");
    house.unbind(tess.tenant);
    Document page = profile(tess);
    assertTrue(page.select("#add-google, #add-microsoft").isEmpty());
    assertTrue(page.select("#add-google-missing").text().contains("Google app"));
    assertTrue(page.select("#add-microsoft-missing").text().contains("An administrator"));
    assertTrue(page.select("#add-google-fix").isEmpty());
    String admin = house.adminToken(tess.tenant);
    assertEquals(
        "/settings/integrations/providers/google",
        get(admin, PROFILE).page().select("#add-google-fix").attr("href"));
    assertEquals(
        "/settings/integrations/providers",
        get(admin, SETTINGS).page().select("#setup-microsoft-open").attr("href"));
  }

  @Test
  void every_state_has_its_words_and_its_way_on() {
    var tess = Tech.alone(house).connected();
    state(tess, "connection='configuring', real_calendar_id=null", "Not finished", "authorize");
    tess.execute("update calendar_providers set calendar_id = null");
    assertTrue(profile(tess).select("form[data-picker]").size() == 1);
    tess.execute("update calendar_providers set calendar_id = 'primary'");
    state(tess, "connection='connected'", "Connected", "sync");
    state(tess, "imported_at=null", "Importing", "sync");
    state(
        tess,
        "imported_at=now(), failures=1, error_code='vendor_unavailable',"
            + " next_attempt_at=now()+interval '5 minutes'",
        "Delayed",
        "sync");
    assertTrue(text(profile(tess), tess, "rest").contains("in 4 minutes"));
    state(tess, "rate_limited=true, error_code='rate_limited'", "Waiting", "sync");
    state(tess, "rate_limited=false, error_code='calendar_forbidden'", "Error", "sync");
    state(
        tess,
        "failures=0, connection='reconnect_required', error_code='app_replaced'",
        "Reconnect",
        "authorize");
    state(tess, "connection='connected', error_code=null, paused=true", "Paused", "resume");
    state(tess, "paused=false, active=false", "Off", "resume");
  }

  private static void state(Tech tess, String set, String badge, String act) {
    tess.execute("update calendar_providers set " + set);
    Document page = profile(tess);
    assertEquals(badge, text(page, tess, "state"));
    assertFalse(text(page, tess, "cause").isBlank());
    assertEquals(1, page.select("#calendar-" + tess.provider + "-" + act).size(), badge);
    assertEquals(
        badge.equals("Reconnect") ? "Action required" : "OAuth Complete",
        text(page, tess, "oauth"));
    get(token(tess), PROFILE, "de").page();
  }

  @Test
  void a_card_tells_how_it_goes() {
    var tess = Tech.alone(house);
    tess.insert("one");
    tess.connected();
    tess.sync();
    Document page = profile(tess);
    assertTrue(text(page, tess, "counts").startsWith("1 in agreement"), page.text());
    assertTrue(text(page, tess, "rest").contains("took "), page.text());
    assertTrue(page.select("svg .calendar-bar-completed").size() >= 2);
    assertTrue(
        page.select("svg[role=img]").attr("aria-label").contains("none failed"), page.text());
  }

  @Test
  void names_are_text_and_nothing_else() {
    var tess = Tech.alone(house);
    String evil = "</h2><script>alert('x')</script>\\\"><img src=x onerror=alert(1)>";
    tess.connected(",\"name\":\"" + evil + "\"");
    tess.insert("<b>bold</b>");
    tess.sync();
    for (String path : List.of(PROFILE, SETTINGS)) {
      String html = get(house.adminToken(house.tenant("other")), path).html();
      assertFalse(html.contains("alert("), html);
    }
    Document page = profile(tess);
    assertTrue(page.select("#main script:not([src])").isEmpty());
    assertTrue(page.select("#main img").isEmpty());
    assertTrue(text(page, tess, "name").contains("<script>alert('x')</script>"));
  }

  @Test
  void everybody_sees_their_own_and_administrators_no_contents() {
    var tess = Tech.alone(house);
    tess.insert("secret visit");
    tess.connected();
    var colleague = new Tech(house, tess.tenant);
    Document theirs = profile(colleague);
    assertFalse(theirs.html().contains(tess.provider), theirs.html());
    assertEquals(403, get(token(colleague), SETTINGS).status());
    assertEquals(404, get(token(colleague), PROFILE + "?trouble=" + tess.provider).status());
    Document all = get(house.adminToken(tess.tenant), SETTINGS).page();
    assertTrue(all.text().contains(tess.email), all.text());
    assertFalse(all.text().contains("secret visit"));
    String stranger = house.adminToken(house.tenant("stranger"));
    assertFalse(get(stranger, SETTINGS).html().contains(tess.provider));
  }

  @Test
  void no_secret_is_on_any_page() {
    var tess = Tech.alone(house).connected();
    String admin = house.adminToken(tess.tenant);
    for (String html : List.of(get(token(tess), PROFILE).html(), get(admin, SETTINGS).html())) {
      for (String canary :
          List.of(house.google.secret(), house.microsoft.secret(), "ya29", "1//")) {
        assertFalse(html.contains(canary), canary);
      }
    }
  }

  @Test
  void the_outcome_of_an_authorization_is_shown_in_words() {
    var tess = Tech.alone(house);
    String token = token(tess);
    Got denied = get(token, PROFILE + "?calendarAuth=error&calendarError=access_denied");
    assertEquals("unsafe-none", denied.headers().get("opener"));
    Element box = denied.page().select("[data-calendar-auth]").first();
    assertTrue(box != null && box.text().startsWith("Access was not granted"), denied.html());
    String wild = PROFILE + "?calendarAuth=error&calendarError=%3Cb%3E&provider=%22x";
    Document page = get(token, wild, "de").page();
    assertEquals(
        "internal_error", page.select("[data-calendar-error]").attr("data-calendar-error"));
    assertEquals("", page.select("[data-provider]").attr("data-provider"));
    Document well = get(token, PROFILE + "?calendarAuth=success&provider=" + tess.user).page();
    assertEquals("Access is granted.", well.select("[data-calendar-auth=success]").text());
    assertEquals("same-origin-allow-popups", get(token, PROFILE).headers().get("opener"));
  }

  @Test
  void entries_in_trouble_are_listed_with_their_reason() {
    var tess = Tech.alone(house).connected();
    tess.create(Contents.single("kept back"));
    house.settle();
    tess.execute(
        "update calendar_event_mappings set sync_status='pending', reason='would_notify_attendees'");
    assertTrue(text(profile(tess), tess, "cause").contains("wait for a decision"));
    tess.execute(
        "insert into calendar_quarantine (tenant_id, provider_id, remote_id, reason, detail,"
            + " seen_at, generation) select tenant_id, id, 'r1', 'unknown_zone', 'x', now(), 1"
            + " from calendar_providers");
    Document page = profile(tess);
    assertEquals("Incomplete", text(page, tess, "state"));
    assertEquals("2 entries need a look", text(page, tess, "trouble-open"));
    Document list = get(token(tess), PROFILE + "?trouble=" + tess.provider).page();
    assertTrue(list.text().contains("kept back"), list.text());
    assertTrue(list.text().contains("would mail the guests"));
    assertTrue(list.text().contains("unknown time zone"));
    assertEquals(1, list.select("button[id^=aside-]").size());
    assertEquals(1, list.select("button[id$=-release]").size());
    tess.execute("update calendar_event_mappings set sync_status='conflict', reason=null");
    Document conflict = get(token(tess), PROFILE + "?trouble=" + tess.provider).page();
    assertEquals("/conflicts", conflict.select("a[id$=-decide]").attr("href"));
  }

  @Test
  void activity_tells_owners_everything_and_administrators_no_contents() {
    var tess = Tech.alone(house);
    tess.insert("secret visit");
    tess.connected();
    tess.retitle(tess.remoteId("secret visit"), "secret visit, later");
    tess.sync();
    String path = PROFILE + "?activity=" + tess.provider;
    assertTrue(profile(tess).select("#calendar-" + tess.provider + "-activity").size() == 1);
    Document page = get(token(tess), path).page();
    assertEquals(2, page.select("#activity-list > li").size());
    String first = page.select("#activity-list > li").eq(0).text();
    assertTrue(first.contains("Changed: secret visit, later"), first);
    assertTrue(first.contains("Title: secret visit → became secret visit, later"), first);
    assertTrue(first.contains("It came from Google Calendar."), first);
    Document created = get(token(tess), path + "&action=create&side=here").page();
    assertEquals(1, created.select("#activity-list > li").size());
    assertEquals(1, created.select("#activity-reset").size());
    Document none = get(token(tess), path + "&side=there", "de").page();
    assertTrue(none.select("#activity-empty").text().contains("Dazu gibt es nichts"));
    String admin = house.adminToken(tess.tenant);
    Document theirs = get(admin, path).page();
    assertEquals(2, theirs.select("#activity-list > li").size());
    assertFalse(theirs.html().contains("secret visit"), theirs.select("#main").html());
    assertTrue(theirs.select("#activity-list > li").eq(0).text().endsWith("Title"));
    assertTrue(theirs.select("#activity-title").text().startsWith("Activity of "));
    assertEquals(
        1, get(admin, SETTINGS).page().select("#calendar-" + tess.provider + "-activity").size());
    assertEquals(404, get(token(new Tech(house, tess.tenant)), path).status());
    assertEquals(404, get(token(Tech.alone(house)), path).status());
  }

  @Test
  void a_question_is_asked_where_its_owner_and_the_administrator_see_it() {
    var tess = Tech.alone(house);
    for (int i = 0; i < 12; i++) {
      tess.insert("visit " + i);
    }
    tess.connected();
    tess.remote().forEach(event -> house.google.delete(tess.email, event.path("id").asText()));
    tess.sync();
    Document page = profile(tess);
    assertTrue(text(page, tess, "fuse-text").startsWith("12 events were deleted in Google"));
    assertTrue(text(page, tess, "cause").contains("Nothing of it has happened"));
    assertEquals("Needs an answer", text(page, tess, "state"));
    assertEquals("Yes, delete 12 entries here", text(page, tess, "fuse-go"));
    String go = page.select("#calendar-" + tess.provider + "-fuse-go").attr("data-version");
    assertEquals(tess.value("select fuse_version from calendar_providers"), go);
    Document some = get(token(tess), PROFILE + "?fuse=" + tess.provider).page();
    assertEquals(10, some.select("#calendar-" + tess.provider + "-fuse-list li").size());
    var stranger = Tech.alone(house);
    assertEquals(404, get(token(stranger), PROFILE + "?fuse=" + tess.provider).status());
    String admin = house.adminToken(tess.tenant);
    assertEquals(404, get(admin, PROFILE + "?fuse=" + tess.provider).status());
    Document all = get(admin, SETTINGS).page();
    assertTrue(text(all, tess, "fuse-text").startsWith("12 events"));
    assertFalse(all.html().contains("visit"));
    assertTrue(
        get(token(tess), PROFILE, "de").page().text().contains("Ja, 12 Einträge hier löschen"));
    house.call(
        tess.caller,
        "POST",
        "/api/v1/calendar/providers/" + tess.provider + "/fuse/release",
        "{\"kind\":\"mass_delete_here\"}",
        Map.of("if-match", "\"" + go + "\""));
    tess.sync();
    assertTrue(profile(tess).select("#calendar-" + tess.provider + "-fuse").isEmpty());
    assertTrue(tess.entries().isEmpty());
  }
}

package io.concordat.dist.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import io.concordat.dist.browser.Site.Edition;
import io.concordat.dist.http.Rest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The schedule as a technician uses it: by mouse, by keys, and beside others. */
@Tag("assembled")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ScheduleTest {
  @RegisterExtension static final Browsing BROWSING = Browsing.of(Edition.CE);

  private static final String ENTRIES = "/api/v1/schedule/entries";
  private static final String WEEK = "?view=week&date=2027-03-09";

  /** A tenant with a technician and an administrator, and the technician's week before them. */
  private record Desk(Team team, Member tess, Visit visit, Page page) {
    static Desk open() {
      Team team = BROWSING.team();
      Member tess = team.technician("Tess Okafor");
      Visit visit = BROWSING.visit(tess);
      return new Desk(team, tess, visit, week(visit, ""));
    }

    JsonNode create(String whose, String title, String day, String from, String to, String more) {
      ObjectNode body =
          Rest.object()
              .put("title", title)
              .put("start", day + "T" + from + ":00")
              .put("end", day + "T" + to + ":00")
              .put("timeZone", "UTC");
      body.putArray("assigneeIds").add(whose);
      try {
        body.setAll((ObjectNode) Rest.JSON.readTree("{" + more + "}"));
      } catch (java.io.IOException e) {
        throw new AssertionError(e);
      }
      return team.rest().post(ENTRIES, body).expect(201).json();
    }

    JsonNode create(String title, String day, String from, String to, String more) {
      return create(tess.id(), title, day, from, to, more);
    }

    List<String> stored() {
      return team
          .rest()
          .all(ENTRIES + "?from=2027-03-01&to=2027-05-01&expand=true&assignee=" + tess.id())
          .stream()
          .map(
              one ->
                  one.path("title").asText()
                      + " "
                      + one.path("start").asText().substring(5, 16)
                      + "-"
                      + one.path("end").asText().substring(11, 16))
          .toList();
    }

    void await(Predicate<List<String>> wanted) {
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      boolean last = false;
      List<String> now = stored();
      while (!wanted.test(now)) {
        assertFalse(last, now.toString());
        page.waitForTimeout(100);
        // One more look after the end: an answer may have been long on its way.
        last = System.nanoTime() > until;
        now = stored();
      }
    }

    void await(String... wanted) {
      await(stored -> stored.equals(List.of(wanted)));
    }
  }

  private static Page week(Visit visit, String more) {
    Page page = visit.open("/schedule" + WEEK + more);
    assertThat(page.locator("#schedule-period")).containsText("2027");
    return page;
  }

  private static Locator entry(Page page, String title) {
    return page.locator("a.fc-event", new Page.LocatorOptions().setHasText(title)).first();
  }

  /** Where it is when the page has read everything anew: a mouse cannot wait for that. */
  private static BoundingBox resting(Page page, String title) {
    page.waitForTimeout(700);
    assertThat(entry(page, title)).isVisible();
    return entry(page, title).boundingBox();
  }

  private static BoundingBox box(Page page, String selector) {
    return page.locator(selector).first().boundingBox();
  }

  private static void drag(Page page, double x, double y, double toX, double toY) {
    page.mouse().move(x, y);
    page.mouse().down();
    page.mouse().move(x + 4, y + 4, new Mouse.MoveOptions().setSteps(3));
    page.mouse().move(toX, toY, new Mouse.MoveOptions().setSteps(12));
    page.waitForTimeout(100);
    page.mouse().up();
  }

  @BeforeAll
  static void patient() {
    PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
  }

  @Test
  void anEntryIsMadeMovedAndStretchedByMouse() {
    Desk desk = Desk.open();
    Page page = desk.page();
    assertThat(page.locator("#schedule-empty")).not().hasClass(Pattern.compile("invisible"));
    BoundingBox tuesday = box(page, "td.fc-timegrid-col[data-date='2027-03-09']");
    BoundingBox nine = box(page, "td.fc-timegrid-slot-lane[data-time='09:00:00']");
    drag(page, tuesday.x + 30, nine.y + 5, tuesday.x + 34, nine.y + 2 * nine.height - 5);
    assertThat(page.locator("#schedule-title-input")).isFocused();
    page.locator("#schedule-title-input").fill("Router");
    page.keyboard().press("Enter");
    desk.await("Router 03-09T09:00-10:00");
    assertThat(page.locator("#schedule-empty")).hasClass(Pattern.compile("invisible"));

    BoundingBox shown = resting(page, "Router");
    BoundingBox thursday = box(page, "td.fc-timegrid-col[data-date='2027-03-11']");
    double x = shown.x + 30;
    drag(page, x, shown.y + 5, thursday.x + 30, shown.y + 2 * nine.height);
    desk.await("Router 03-11T10:00-11:00");

    shown = resting(page, "Router");
    double end = shown.y + shown.height - 3;
    drag(page, shown.x + 40, end, shown.x + 40, end + 2 * nine.height);
    desk.await("Router 03-11T10:00-12:00");
  }

  @Test
  void whateverDraggingDoesKeysDoToo() {
    Desk desk = Desk.open();
    desk.create("Switch", "2027-03-09", "09:00", "10:00", "");
    Page page = desk.page();
    entry(page, "Switch").focus();
    page.keyboard().press("Alt+ArrowDown");
    page.keyboard().press("Alt+ArrowDown");
    page.keyboard().press("Alt+ArrowRight");
    desk.await("Switch 03-10T09:30-10:30");
    assertThat(entry(page, "Switch")).isFocused();
    page.keyboard().press("Alt+Shift+ArrowDown");
    desk.await("Switch 03-10T09:30-10:45");
    assertThat(entry(page, "Switch")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("#schedule-title-input")).isFocused();
    page.locator("#schedule-start-time").fill("13:00");
    page.locator("#schedule-title-input").press("Enter");
    desk.await("Switch 03-10T13:00-14:15");
  }

  @Test
  void aDeletionCanBeTakenBackAndIsDoneWhenThePageIsLeft() {
    Desk desk = Desk.open();
    desk.create("Old", "2027-03-09", "09:00", "10:00", "");
    Page page = desk.page();
    entry(page, "Old").focus();
    page.keyboard().press("Delete");
    assertThat(entry(page, "Old")).hasCount(0);
    page.locator(".toast-note button", new Page.LocatorOptions().setHasText("Undo")).click();
    assertThat(entry(page, "Old")).hasCount(1);
    desk.await("Old 03-09T09:00-10:00");
    entry(page, "Old").focus();
    page.keyboard().press("Delete");
    assertThat(entry(page, "Old")).hasCount(0);
    desk.await("Old 03-09T09:00-10:00");
    page.navigate("/profile/general");
    desk.await();
  }

  @Test
  void aSeriesChangesByOccurrenceFromOneOnOrAltogether() {
    Desk desk = Desk.open();
    desk.create(
        "Round",
        "2027-03-02",
        "09:00",
        "10:00",
        "\"recurrence\":{\"rrule\":\"FREQ=WEEKLY;BYDAY=TU;COUNT=5\"}");
    Page page = desk.page();
    entry(page, "Round").focus();
    page.keyboard().press("Alt+ArrowDown");
    page.locator("#schedule-scope-this").click();
    desk.await(
        "Round 03-02T09:00-10:00",
        "Round 03-09T09:15-10:15",
        "Round 03-16T09:00-10:00",
        "Round 03-23T09:00-10:00",
        "Round 03-30T09:00-10:00");

    page.locator("#schedule-next").click();
    entry(page, "Round").focus();
    page.keyboard().press("Alt+ArrowRight");
    page.locator("#schedule-scope-following").click();
    desk.await(
        "Round 03-02T09:00-10:00",
        "Round 03-09T09:15-10:15",
        "Round 03-17T09:00-10:00",
        "Round 03-24T09:00-10:00",
        "Round 03-31T09:00-10:00");

    page.locator("#schedule-next").click();
    entry(page, "Round").click();
    page.locator("#schedule-title-input").fill("Tour");
    page.locator("#schedule-start-time").fill("14:00");
    page.locator("#schedule-save").click();
    page.locator("#schedule-scope-all").click();
    desk.await(
        "Round 03-02T09:00-10:00",
        "Round 03-09T09:15-10:15",
        "Tour 03-17T14:00-15:00",
        "Tour 03-24T14:00-15:00",
        "Tour 03-31T14:00-15:00");
  }

  @Test
  void aPrivateEntryOfAColleagueIsBusyAndStaysAsItIs() {
    Desk desk = Desk.open();
    Member admin = desk.team().admin();
    desk.create(admin.id(), "Salary talk", "2027-03-10", "11:00", "12:00", "\"private\":true");
    Page page = week(desk.visit(), "&who=" + admin.id());
    Locator busy = entry(page, "Busy");
    busy.click();
    assertThat(page.locator("#schedule-locked")).isVisible();
    assertThat(page.locator("#schedule-title-input")).hasValue("Busy");
    assertThat(page.locator("#schedule-save")).isHidden();
    assertThat(page.locator("#schedule-delete")).isHidden();
    assertEquals(false, page.content().contains("Salary"));
  }

  @Test
  void whatWasTypedSurvivesSomebodyElsesChange() {
    Desk desk = Desk.open();
    String id = desk.create("Base", "2027-03-10", "11:00", "12:00", "").path("id").asText();
    Page page = desk.page();
    entry(page, "Base").click();
    page.locator("#schedule-title-input").fill("Mine");
    ObjectNode theirs = Rest.object().put("title", "Theirs").put("notes", "their notes");
    desk.team()
        .rest()
        .send("PATCH", ENTRIES + "/" + id, theirs, Map.of("If-Match", "\"1\""))
        .expect(200);
    assertThat(page.locator("#schedule-notice")).isVisible();
    assertThat(page.locator("#schedule-title-input")).hasValue("Mine");
    assertThat(page.locator("#schedule-notes")).hasValue("their notes");
    page.locator("#schedule-save").click();
    desk.await("Mine 03-10T11:00-12:00");
    JsonNode now = desk.team().rest().get(ENTRIES + "/" + id).expect(200).json();
    assertEquals("their notes", now.path("notes").asText());
    assertEquals(3, now.path("version").asInt());
  }

  @Test
  void aChangeElsewhereIsSeenHereWithoutReloading() {
    Desk desk = Desk.open();
    Page other = week(BROWSING.visit(desk.team().admin()), "&who=all");
    other.waitForTimeout(1_000);
    long start = System.nanoTime();
    desk.create("Just now", "2027-03-10", "11:00", "12:00", "");
    entry(other, "Just now").waitFor();
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.err.printf("seen in the other browser after %d ms%n", millis);
    assertTrue(millis < 3_000, "after " + millis + " ms");
    assertThat(entry(desk.page(), "Just now")).isVisible();
  }

  @Test
  void phonesShowAListThatFits() {
    Desk desk = Desk.open();
    desk.create("A visit with quite a long title for a phone", "2027-03-10", "11:00", "12:00", "");
    Page phone =
        BROWSING
            .visit(desk.tess(), Look.PHONE.inDark().inGerman())
            .open("/schedule?date=2027-03-10");
    assertThat(phone.locator("#schedule-view-list")).hasAttribute("aria-pressed", "true");
    assertThat(phone.locator(".fc-list-event")).hasCount(1);
    for (String view : List.of("list", "week", "day", "month")) {
      phone.locator("#schedule-view-" + view).click();
      assertEquals(
          true, phone.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), view);
    }
    phone.goBack();
    assertThat(phone.locator("#schedule-view-day")).hasAttribute("aria-pressed", "true");
  }

  /** Four at one time on three days beside one another can still be hit with a finger. */
  @Test
  void onAPhoneAWeekIsThreeDays() {
    Desk desk = Desk.open();
    for (String title : List.of("First", "Second", "Third", "Fourth")) {
      desk.create(title, "2027-03-10", "09:00", "10:00", "");
    }
    Page page = week(BROWSING.visit(desk.tess(), Look.PHONE), "");
    assertThat(page.locator("#schedule-view-week")).hasText("3 days");
    assertThat(page.locator("#schedule-view-week")).hasAttribute("aria-pressed", "true");
    assertThat(page.locator("th.fc-col-header-cell")).hasCount(3);
    Inspection.settle(page);
    Inspection inside = Inspection.of(page);
    assertEquals(List.of(), inside.targets());
    assertEquals(List.of(), inside.sideways());
    assertTrue(entry(page, "First").boundingBox().width >= 24);
    page.locator("#schedule-next").click();
    assertThat(page.locator("th.fc-col-header-cell").first())
        .hasAttribute("data-date", "2027-03-12");
    page.setViewportSize(Look.WIDE.width(), Look.WIDE.height());
    assertThat(page.locator("th.fc-col-header-cell")).hasCount(7);
    assertThat(page.locator("#schedule-view-week")).hasText("Week");
  }
}

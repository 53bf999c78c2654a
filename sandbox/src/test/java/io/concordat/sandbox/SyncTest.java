package io.concordat.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("zones")
class SyncTest {
  private Kit kit;

  @BeforeEach
  void start() {
    kit = new Kit();
  }

  @AfterEach
  void stop() {
    kit.close();
  }

  private void seed(int count) {
    kit.control("POST", "seed", "{\"account\":\"" + Kit.TECH + "\",\"count\":" + count + "}");
  }

  private static List<String> ids(Kit.Answer page) {
    return StreamSupport.stream(page.json().path("items").spliterator(), false)
        .map(row -> row.path("id").asText())
        .toList();
  }

  @Test
  void pagesBy250AndCapsAt2500() {
    seed(2600);
    Kit.Answer first = kit.get(Kit.EVENTS).expect(200);
    assertEquals(250, first.json().path("items").size());
    assertFalse(first.json().has("nextSyncToken"));
    assertEquals(2500, kit.get(Kit.EVENTS + "?maxResults=9999").json().path("items").size());
    Kit.Listing all = kit.list("maxResults=2500");
    assertEquals(2, all.pages());
    assertEquals(2600, new HashSet<>(all.ids()).size());
    assertFalse(all.syncToken().isEmpty());
    kit.get(Kit.EVENTS + "?maxResults=0").expect(400);
  }

  @Test
  void missesNothingThatChangesBetweenPages() {
    seed(30);
    Kit.Answer first = kit.get(Kit.EVENTS + "?maxResults=10").expect(200);
    String early = first.json().path("items").path(0).path("id").asText();
    String fresh = kit.insert(Kit.meeting("Between pages")).json().path("id").asText();
    kit.patch(early, "{\"summary\":\"Changed between pages\"}").expect(200);
    List<String> seen = new ArrayList<>(ids(first));
    String page = first.json().path("nextPageToken").asText();
    String sync = "";
    while (sync.isEmpty()) {
      Kit.Answer next = kit.get(Kit.EVENTS + "?maxResults=10&pageToken=" + page).expect(200);
      seen.addAll(ids(next));
      page = next.json().path("nextPageToken").asText();
      sync = next.json().path("nextSyncToken").asText();
    }
    assertTrue(seen.contains(fresh));
    assertTrue(seen.lastIndexOf(early) >= 10, "the changed event comes again");
    assertTrue(kit.list("syncToken=" + sync).rows().isEmpty());
  }

  @Test
  void pagesThroughChangesWithTheSameToken() {
    String sync = kit.list("").syncToken();
    seed(7);
    Kit.Answer first = kit.get(Kit.EVENTS + "?maxResults=3&syncToken=" + sync).expect(200);
    String page = first.json().path("nextPageToken").asText();
    assertEquals(400, kit.get(Kit.EVENTS + "?maxResults=3&pageToken=" + page).status());
    Kit.Listing all = kit.list("maxResults=3&syncToken=" + sync);
    assertEquals(3, all.pages());
    assertEquals(7, all.rows().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iCalUID=x",
        "orderBy=updated",
        "privateExtendedProperty=a%3Db",
        "q=x",
        "sharedExtendedProperty=a%3Db",
        "timeMin=2026-01-01T00:00:00Z",
        "timeMax=2026-01-01T00:00:00Z",
        "updatedMin=2026-01-01T00:00:00Z",
        "showDeleted=false",
        "singleEvents=true",
        "timeZone=Asia/Tokyo",
        "eventTypes=default",
        "colour=red"
      })
  void refusesParametersBesideASyncToken(String parameter) {
    String sync = kit.list("").syncToken();
    assertEquals(
        "invalid",
        kit.get(Kit.EVENTS + "?" + parameter + "&syncToken=" + sync).expect(400).reason());
  }

  @Test
  void aTokenKeepsToItsOwnParameters() {
    String sync = kit.list("eventTypes=default&singleEvents=true").syncToken();
    kit.get(Kit.EVENTS + "?singleEvents=true&eventTypes=default&maxResults=9&syncToken=" + sync)
        .expect(200);
    kit.get(Kit.EVENTS + "?syncToken=" + sync).expect(400);
  }

  @Test
  void aCancelledRowHasOnlyWhatIsPromised() {
    String id = kit.insert(Kit.meeting("Secret title")).json().path("id").asText();
    String sync = kit.list("").syncToken();
    kit.delete(id).expect(204);
    JsonNode row = kit.list("syncToken=" + sync).row(id);
    Set<String> names = new HashSet<>();
    row.fieldNames().forEachRemaining(names::add);
    assertEquals(Set.of("kind", "etag", "id", "status"), names);
    assertEquals("Secret title", kit.event(id).expect(200).json().path("summary").asText());
    assertEquals("Secret title", kit.list("showDeleted=true").row(id).path("summary").asText());
  }

  @Test
  void tokensDieByFaultByAclAndByAge() {
    String sync = kit.list("").syncToken();
    kit.control("POST", "faults", "{\"kind\":\"expireSyncTokens\"}");
    Kit.Answer gone = kit.get(Kit.EVENTS + "?syncToken=" + sync).expect(410);
    assertEquals("fullSyncRequired", gone.reason());
    assertEquals(
        "syncToken", gone.json().path("error").path("errors").path(0).path("location").asText());
    String second = kit.list("").syncToken();
    kit.control(
        "POST",
        "acl",
        "{\"calendarId\":\"tech@example.com\",\"email\":\"boss@example.com\",\"role\":\"reader\"}");
    kit.get(Kit.EVENTS + "?syncToken=" + second).expect(410);
    String third = kit.list("").syncToken();
    kit.control("POST", "settings", "{\"syncTokenMaxAgeSeconds\":60}");
    kit.get(Kit.EVENTS + "?syncToken=" + third).expect(200);
    kit.control("POST", "clock", "{\"advanceSeconds\":61}");
    kit.get(Kit.EVENTS + "?syncToken=" + third).expect(410);
    assertEquals("invalid", kit.get(Kit.EVENTS + "?syncToken=garbage").expect(400).reason());
  }

  @Test
  void windowsBoundTheEndBelowAndTheStartAbove() {
    kit.insert(Kit.meeting("From ten to eleven"));
    String at = "2026-12-01T%s:00%%2B01:00";
    assertEquals(0, kit.list("timeMin=" + at.formatted("11:00")).rows().size());
    assertEquals(1, kit.list("timeMin=" + at.formatted("10:59")).rows().size());
    assertEquals(0, kit.list("timeMax=" + at.formatted("10:00")).rows().size());
    assertEquals(1, kit.list("timeMax=" + at.formatted("10:01")).rows().size());
    kit.get(Kit.EVENTS + "?timeMin=2026-12-01T10:00:00").expect(400);
    assertEquals(
        "timeRangeEmpty",
        kit.get(Kit.EVENTS + "?timeMin=2026-12-02T00:00:00Z&timeMax=2026-12-01T00:00:00Z")
            .expect(400)
            .reason());
  }

  @Test
  void findsByUidPropertyTextAndType() {
    String id =
        kit.insert(Kit.meeting("Boiler", "extendedProperties", "{\"private\":{\"k\":\"v\"}}"))
            .json()
            .path("id")
            .asText();
    kit.insert(Kit.meeting("Other"));
    kit.control(
        "POST",
        "events",
        "{\"account\":\"tech@example.com\",\"event\":{\"eventType\":\"workingLocation\",\"summary\":\"Home\",\"start\":{\"date\":\"2026-12-01\"},\"end\":{\"date\":\"2026-12-02\"}}}");
    assertEquals(List.of(id), kit.list("iCalUID=" + id + "%40google.com").ids());
    assertEquals(List.of(id), kit.list("privateExtendedProperty=k%3Dv").ids());
    assertEquals(List.of(id), kit.list("q=boil").ids());
    assertEquals("", kit.list("q=boil").syncToken());
    assertEquals(1, kit.list("eventTypes=workingLocation").rows().size());
    assertEquals(2, kit.list("eventTypes=default").rows().size());
    assertEquals(
        "updatedMinTooLongAgo",
        kit.get(Kit.EVENTS + "?updatedMin=2026-09-01T00:00:00Z").expect(410).reason());
  }

  @Test
  void orderNeedsSingleEventsAndGivesNoSyncToken() {
    kit.get(Kit.EVENTS + "?orderBy=startTime").expect(400);
    kit.insert(Kit.meeting("B").replace("2026-12-01", "2026-12-05"));
    kit.insert(Kit.meeting("A"));
    Kit.Listing listing = kit.list("orderBy=startTime&singleEvents=true&maxResults=1");
    assertEquals("A", listing.rows().getFirst().path("summary").asText());
    assertEquals(2, listing.pages());
    assertEquals("", listing.syncToken());
  }

  @Test
  void othersSeeWhatTheirRoleShows() {
    kit.insert(Kit.meeting("Secret", "visibility", "\"private\""));
    String reader =
        kit.control("POST", "accounts", "{\"email\":\"boss@example.com\"}")
            .path("accessToken")
            .asText();
    String path = "/calendar/v3/calendars/tech%40example.com/events";
    String mine = kit.token;
    kit.token = reader;
    kit.get(path).expect(404);
    kit.control(
        "POST",
        "acl",
        "{\"calendarId\":\"tech@example.com\",\"email\":\"boss@example.com\",\"role\":\"reader\"}");
    assertFalse(kit.get(path).expect(200).text().contains("Secret"));
    assertEquals("forbidden", kit.post(path, Kit.meeting("No")).expect(403).reason());
    kit.token = mine;
    assertTrue(kit.get(path).expect(200).text().contains("Secret"));
  }

  @Test
  void answersOnlyTheFieldsThatAreSelected() {
    String id = kit.insert(Kit.meeting("Masked")).json().path("id").asText();
    assertEquals(
        "{\"items\":[{\"id\":\"" + id + "\",\"start\":{\"timeZone\":\"Europe/Zurich\"}}]}",
        kit.get(Kit.EVENTS + "?fields=items(id,start/timeZone)").text());
    JsonNode page = kit.get(Kit.EVENTS + "?fields=nextSyncToken,kind").json();
    assertEquals(2, page.size());
    assertEquals(
        "{\"summary\":\"Masked\"}", kit.get(Kit.EVENTS + "/" + id + "?fields=summary").text());
    assertEquals(
        "{\"summary\":\"New\"}",
        kit.api("PATCH", Kit.EVENTS + "/" + id + "?fields=summary", "{\"summary\":\"New\"}")
            .text());
    kit.delete(id).expect(204);
    assertEquals(
        "{\"items\":[{\"status\":\"cancelled\"}]}",
        kit.get(
                Kit.EVENTS
                    + "?showDeleted=false&fields=items(status)&updatedMin=2026-11-20T00:00:00Z")
            .text());
    for (String bad : List.of("items(id", "items(nonsense)", "nonsense", "items(id))", ",id")) {
      kit.get(Kit.EVENTS + "?fields=" + bad).expect(400);
    }
  }
}

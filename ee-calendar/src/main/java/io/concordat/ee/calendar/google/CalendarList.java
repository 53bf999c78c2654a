package io.concordat.ee.calendar.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.api.services.calendar.Calendar;
import io.concordat.ee.calendar.event.Zones;
import io.concordat.ee.calendar.remote.Offered;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The calendars of an account. Of those that show free and busy only there is nothing to read. */
record CalendarList(Calendar api, Calls calls) {
  private static final int PAGE = 250;
  private static final int PAGES = 20;
  private static final Set<String> READERS =
      Set.of("reader", "writerWithoutPrivateAccess", "writer", "owner");
  private static final String FIELDS =
      "nextPageToken,items(id,summary,summaryOverride,primary,accessRole,timeZone,deleted)";

  List<Offered> read() {
    var offered = new ArrayList<Offered>();
    var page = "";
    for (int left = PAGES; left > 0; left--) {
      var body = page(page);
      body.path("items").forEach(entry -> add(entry, offered));
      page = body.path("nextPageToken").asText();
      if (page.isEmpty()) {
        break;
      }
    }
    offered.sort(Comparator.comparing(Offered::primary).reversed());
    return offered;
  }

  private JsonNode page(String token) {
    return calls
        .must(
            "calendarList.list",
            () ->
                api.calendarList()
                    .list()
                    .setMaxResults(PAGE)
                    .setFields(FIELDS)
                    .setPageToken(token.isEmpty() ? null : token))
        .body();
  }

  private static void add(JsonNode entry, List<Offered> offered) {
    var role = entry.path("accessRole").asText();
    if (!READERS.contains(role) || entry.path("deleted").asBoolean()) {
      return;
    }
    offered.add(
        new Offered(
            entry.path("id").asText(),
            entry.path("summaryOverride").asText(entry.path("summary").asText()),
            entry.path("primary").asBoolean(),
            GoogleCalendar.WRITERS.contains(role),
            Zones.find(entry.path("timeZone").asText())));
  }
}

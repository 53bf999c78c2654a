package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.remote.Described;
import io.concordat.ee.calendar.remote.Offered;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where the calendars lie; asked for once in a process. Aliases are the default calendar's. */
final class Places {
  private static final Set<String> ALIASES = Set.of("", "calendar", "primary");
  private static final String SHOWN = "?$select=id,name,canEdit,isDefaultCalendar";
  private static final int MOST = 20_000;
  private static final int PAGE = 100;
  private static final int PAGES = 20;

  private final Map<String, Place> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Place> eldest) {
          return size() > MOST;
        }
      };

  /** An alias means another calendar for everybody: it is not kept. */
  Place of(String calendar, Calls calls) {
    return known(calendar).orElseGet(() -> learn(calendar, calls));
  }

  Described describe(String calendar, Calls calls) {
    var shown = shown(calendar, calls);
    var place = learn(shown, calls);
    return new Described(
        shown.path("id").asText(""),
        shown.path("name").asText(""),
        place.zone(),
        shown.path("canEdit").asBoolean());
  }

  /** Graph names no zone of a calendar: the mailbox's is that of all. */
  List<Offered> offered(Calls calls) {
    var zone = zone(calls);
    var offered = new ArrayList<Offered>();
    var next = "/me/calendars" + SHOWN + "&$top=" + PAGE;
    for (int page = 0; page < PAGES && !next.isEmpty(); page++) {
      var answer = calls.must(Ask.page("calendars.list", next, PAGE));
      answer.path("value").forEach(shown -> offered.add(offered(shown, zone)));
      var link = answer.path("@odata.nextLink").asText("");
      next = calls.ours(link) ? link : "";
    }
    offered.sort(Comparator.comparing(Offered::primary).reversed());
    return offered;
  }

  private static Offered offered(JsonNode shown, ZoneId zone) {
    return new Offered(
        shown.path("id").asText(""),
        shown.path("name").asText(""),
        shown.path("isDefaultCalendar").asBoolean(),
        shown.path("canEdit").asBoolean(),
        Optional.of(zone));
  }

  private synchronized Optional<Place> known(String calendar) {
    return Optional.ofNullable(known.get(calendar));
  }

  private Place learn(String calendar, Calls calls) {
    return learn(shown(calendar, calls), calls);
  }

  private Place learn(JsonNode shown, Calls calls) {
    var id = shown.path("id").asText("");
    boolean usual = shown.path("isDefaultCalendar").asBoolean();
    var place = new Place(usual ? Optional.empty() : Optional.of(id), zone(calls));
    synchronized (this) {
      known.put(id, place);
    }
    return place;
  }

  private static JsonNode shown(String calendar, Calls calls) {
    var path =
        ALIASES.contains(calendar) ? "/me/calendar" : "/me/calendars/" + Place.encoded(calendar);
    return calls.must(Ask.get("calendars.get", path + SHOWN));
  }

  /** Without the permission to ask, or in a zone of the user's own making, UTC will do. */
  private static ZoneId zone(Calls calls) {
    var answer = calls.send(Ask.get("mailboxSettings.get", "/me/mailboxSettings"));
    return Optional.of(answer.body().path("timeZone").asText(""))
        .filter(name -> answer.ok() && !name.isEmpty())
        .flatMap(GraphZones::find)
        .orElse(ZoneOffset.UTC);
  }
}

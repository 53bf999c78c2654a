package io.concordat.ee.calendar.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whatever was changed on either side stands in the activity of its calendar. */
final class Explained {
  private static final Set<String> CHANGES = Set.of("create", "update", "delete");

  private final Site site;
  private final Cast cast;
  private final Deeds deeds;
  private final Set<String> entries = new HashSet<>();

  Explained(Site site, Cast cast, Deeds deeds) {
    this.site = site;
    this.cast = cast;
    this.deeds = deeds;
  }

  void check() {
    cast.people.forEach(this::there);
    cast.people.forEach(this::here);
  }

  /** As many changes there as the vendor has taken; those whose answer was lost were found. */
  private void there(Person who) {
    Map<String, Integer> told = new HashMap<>();
    Map<String, Integer> found = new HashMap<>();
    for (JsonNode row : rows(who)) {
      boolean change = CHANGES.contains(row.path("action").asText());
      if (change && row.path("side").asText().equals("here")) {
        entries.add(row.path("entryId").asText());
      } else if (change && !row.path("reason").asText("").equals("already_gone")) {
        boolean lost = row.path("reason").asText("").equals("answer_lost");
        (lost ? found : told).merge(Face.thing(row.path("title").asText()), 1, Integer::sum);
      }
    }
    deeds
        .writesSinceConnected(cast.calendar(who))
        .forEach(
            (thing, writes) ->
                Wrong.unless(
                    told.getOrDefault(thing, 0) <= writes
                        && writes <= told.getOrDefault(thing, 0) + found.getOrDefault(thing, 0),
                    "activity",
                    "%s at %s: %d writes, told %s, found %s"
                        .formatted(thing, who.email, writes, told, found)));
  }

  private List<JsonNode> rows(Person who) {
    var rows = new ArrayList<JsonNode>();
    String cursor = "";
    do {
      JsonNode page = who.call("GET", "/activity?limit=200" + cursor, "").body();
      page.path("items").forEach(rows::add);
      cursor = page.path("next").isTextual() ? "&cursor=" + page.path("next").asText() : "";
    } while (!cursor.isEmpty());
    return rows;
  }

  /** What we changed here is told by one of the tenant's calendars. */
  private void here(Person who) {
    if (cast.people.stream().anyMatch(one -> one.tenant.equals(who.tenant) && one.anew)) {
      return;
    }
    for (String entry : site.changedBySync(who.tenant)) {
      Wrong.unless(entries.contains(entry), "activity", entry + " was changed and nobody says why");
    }
  }
}

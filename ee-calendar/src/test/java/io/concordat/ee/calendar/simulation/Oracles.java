package io.concordat.ee.calendar.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.spi.schedule.ScheduleEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What must be true when it is quiet. They share no code with the product. */
final class Oracles {
  private final Site site;
  private final Cast cast;
  private final Memory memory;
  private final Deeds deeds;

  /** Where each thing is, by calendar; nothing: here. */
  private final Map<String, Map<String, Face>> seen = new TreeMap<>();

  Oracles(Site site, Cast cast, Memory memory, Deeds deeds) {
    this.site = site;
    this.cast = cast;
    this.memory = memory;
    this.deeds = deeds;
  }

  /**
   * @param released writes that somebody let out although they mail guests
   */
  void check(int released) {
    cast.people.forEach(this::agree);
    memory.things().forEach(this::kept);
    memory.things().forEach(this::lives);
    memory.things().forEach(this::thrifty);
    cast.people.forEach(this::well);
    cast.people.forEach(this::sealed);
    new Explained(site, cast, deeds).check();
    Wrong.unless(
        deeds.mailed <= released, "mails", deeds.mailed + " mails, " + released + " released");
  }

  /** Nobody without the tenant's key reads its tokens. */
  private void sealed(Person who) {
    String table = who.office.vendor() + "_calendar_provider_config";
    Wrong.unless(
        site.opens(who.tenant, who.provider, table), "secrets", who.email + " is not sealed");
  }

  /** Each thing once here and once there, and both say the same. */
  private void agree(Person who) {
    Map<String, Face> here = new HashMap<>();
    for (ScheduleEntry entry : who.entries()) {
      put(here, Here.face(entry), "here");
    }
    Map<String, Face> there = new HashMap<>();
    who.faces().forEach(face -> put(there, face, "at " + who.email));
    for (var all : List.of(here, there)) {
      all.keySet().forEach(thing -> own(who, thing));
    }
    var things = new HashSet<>(here.keySet());
    things.addAll(there.keySet());
    things.forEach(thing -> agree(who, thing, here, there));
    here.forEach((thing, face) -> at(thing, "", face));
    there.forEach((thing, face) -> at(thing, cast.calendar(who), face));
  }

  private void at(String thing, String where, Face face) {
    seen.computeIfAbsent(thing, it -> new HashMap<>()).put(where, face);
  }

  private static void put(Map<String, Face> all, Face face, String where) {
    Wrong.unless(
        all.put(face.thing(), face) == null, "agreement", face.thing() + " is twice " + where);
  }

  private static void own(Person who, String thing) {
    Wrong.unless(
        thing.startsWith(who.tag), "tenants", thing + " of another tenant is at " + who.email);
  }

  private static void agree(
      Person who, String thing, Map<String, Face> here, Map<String, Face> there) {
    Face ours = here.get(thing);
    Face theirs = there.get(thing);
    Wrong.unless(ours != null, "agreement", thing + " is only at " + who.email + ": " + theirs);
    Wrong.unless(theirs != null, "agreement", thing + " is not at " + who.email + ": " + ours);
    Wrong.unless(
        Objects.requireNonNull(ours).says(Objects.requireNonNull(theirs)),
        "agreement",
        thing + " differs at " + who.email + ":\n  " + ours + "\n  " + theirs);
  }

  /** Nothing that a person said is lost, unless somebody who saw it said something else. */
  private void kept(String thing) {
    Map<String, Face> places = seen.getOrDefault(thing, Map.of());
    if (places.isEmpty()) {
      return;
    }
    for (String saying : memory.standing(thing)) {
      Wrong.unless(
          places.values().stream().anyMatch(face -> face.shows(saying)),
          "edits",
          thing + " lost “" + saying + "”: " + places);
    }
  }

  /** Nothing is gone that nobody wanted gone, and nothing comes back. */
  private void lives(String thing) {
    Set<String> places = seen.getOrDefault(thing, Map.of()).keySet();
    if (places.isEmpty()) {
      Wrong.unless(
          memory.wantedGone(thing) || memory.judged(thing), "deletions", thing + " is gone");
      Wrong.unless(
          memory.standing(thing).isEmpty() || memory.judged(thing),
          "edits",
          thing + " is gone with " + memory.standing(thing));
    } else if (!memory.judged(thing)) {
      places.forEach(
          place ->
              Wrong.unless(
                  !memory.wantedGone(thing, place), "deletions", thing + " came back " + place));
    }
  }

  /** One act of a person is at most one write to each calendar. */
  private void thrifty(String thing) {
    for (Person who : cast.people) {
      String calendar = cast.calendar(who);
      int writes = deeds.writes(calendar, thing);
      int acts = memory.actsBeyond(calendar, thing);
      Wrong.unless(
          writes <= acts,
          "writes",
          "%s: %d writes to %s for %d acts".formatted(thing, writes, who.email, acts));
    }
  }

  /** What is said about a calendar is so. */
  private void well(Person who) {
    JsonNode shown = who.shown();
    String status = who.haunted ? "degraded" : "connected";
    Wrong.unless(
        shown.path("status").asText().equals(status), "health", who.email + " is " + shown);
    for (String count : List.of("pending", "conflict")) {
      Wrong.unless(
          shown.path("counts").path(count).asInt() == 0, "health", who.email + " counts " + shown);
    }
  }
}

package io.concordat.dist.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.calendar.GoogleCalendar;
import io.concordat.dist.calendar.Rfc3339;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.http.Rest;
import io.concordat.dist.http.Surprise;
import io.concordat.dist.scene.Person;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Ten edits and five deletes on each side. Each leaves an expectation on the side that was edited;
 * that the other side says the same is the oracle's business.
 */
final class Edits {
  /** What an edit must still say in the end. */
  record Expected(String what, String value, Supplier<String> now) {
    boolean holds() {
      return value.equals(now.get());
    }

    String lost() {
      return "lost: " + what + " = " + value + ", is " + now.get();
    }
  }

  private final Person owner;
  private final List<Work.Made> work;
  private final List<Expected> expected = new ArrayList<>();
  private final Set<String> touched = new HashSet<>();

  /**
   * @param owner whose imported events are edited
   * @param work the entries that went out
   */
  Edits(Person owner, List<Work.Made> work) {
    this.owner = owner;
    this.work = work;
  }

  List<Expected> expected() {
    return expected;
  }

  /** By REST: five of our own entries, five imported ones. */
  void here() {
    text(made(0), "title", "Ticket 51001: RAID controller replaced ✔");
    move(made(1));
    text(made(2), "location", "Gate 5, Dock Rd");
    shiftDays(made(5));
    occurrence(made(8), "Weekly: backup report (auditor present)");
    List<String> imported = importedHere();
    Technician by = owner.technician();
    text(by, imported.get(0), "title", "Edited here: title");
    text(by, imported.get(1), "notes", "Edited here: <i>notes</i> & more");
    text(by, imported.get(2), "location", "Edited here: room 7");
    privacy(by, imported.get(3));
    text(by, imported.get(4), "title", "Edited here: עברית 🛠️");
    delete(made(3));
    delete(made(6));
    delete(made(10));
    delete(by, imported.get(5));
    delete(by, imported.get(6));
  }

  /** By the vendor's API: five events that came from here, five of the vendor's own. */
  void there() {
    String triage = remoteId(made(9));
    GoogleCalendar triageCalendar = made(9).by().calendar();
    patch(made(4), "summary", "Ticket 51005: firmware, ring 2");
    patch(made(7), "description", "Booth 14, moved by the fair");
    patch(made(11), "location", "Room 204");
    moveRemotely(made(15));
    cancelOccurrence(triageCalendar, triage);
    List<String> own = importedThere();
    GoogleCalendar calendar = owner.calendar();
    patch(calendar, own.get(0), "summary", "Edited at the vendor: title");
    patch(calendar, own.get(1), "description", "Edited at the vendor: notes");
    patch(calendar, own.get(2), "location", "Edited at the vendor: place");
    patch(calendar, own.get(3), "visibility", "private");
    patch(calendar, own.get(4), "summary", "Edited at the vendor: العربية 🧰");
    deleteRemotely(made(14).by().calendar(), remoteId(made(14)));
    deleteRemotely(made(13).by().calendar(), remoteId(made(13)));
    deleteRemotely(made(12).by().calendar(), remoteId(made(12)));
    deleteRemotely(calendar, own.get(5));
    deleteRemotely(calendar, own.get(6));
  }

  private Work.Made made(int index) {
    return work.get(index);
  }

  /** Entries that came from the vendor's own events: alone, ours, and without guests. */
  private List<String> importedHere() {
    return imported(7).stream()
        .map(
            event -> {
              touched.add(event);
              return mappings().get(event);
            })
        .toList();
  }

  private List<String> importedThere() {
    return imported(7);
  }

  private Map<String, String> byEvent = Map.of();

  private Map<String, String> mappings() {
    if (byEvent.isEmpty()) {
      Map<String, String> read = new HashMap<>();
      owner
          .provider()
          .mappings("")
          .forEach(m -> read.put(m.path("remoteId").asText(), m.path("entryId").asText()));
      byEvent = read;
    }
    return byEvent;
  }

  private List<String> imported(int wanted) {
    Set<String> ours = new HashSet<>();
    work.forEach(m -> ours.add(m.id()));
    List<String> events = new ArrayList<>();
    for (JsonNode event : owner.calendar().list("singleEvents=false").items()) {
      String id = event.path("id").asText();
      boolean fit =
          !event.has("recurringEventId") && !event.has("attendees") && !touched.contains(id);
      if (fit && mappings().containsKey(id) && !ours.contains(mappings().get(id))) {
        events.add(id);
      }
    }
    if (events.size() < wanted) {
      throw new Surprise(
          "only " + events.size() + " imported events to edit; " + wanted + " wanted");
    }
    // Spread over the calendar, so that singles and series take part.
    int stride = events.size() / wanted;
    List<String> spread = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      spread.add(events.get(i * stride));
    }
    touched.addAll(spread);
    return spread;
  }

  private void text(Work.Made entry, String field, String value) {
    text(entry.by().technician(), entry.id(), field, value);
  }

  private void text(Technician by, String id, String field, String value) {
    by.patch(id, Rest.object().put(field, value), all(by, id));
    expect(field + " of an entry", value, () -> by.entry(id).path(field).asText());
  }

  /** Series need a scope. */
  private static String all(Technician by, String id) {
    return by.entry(id).path("recurrence").isObject() ? "?scope=all" : "";
  }

  private void privacy(Technician by, String id) {
    by.patch(id, Rest.object().put("private", true), all(by, id));
    expect("privacy of an entry", "true", () -> by.entry(id).path("private").asText());
  }

  private void move(Work.Made entry) {
    Technician by = entry.by().technician();
    JsonNode now = by.entry(entry.id());
    OffsetDateTime start = OffsetDateTime.parse(now.path("start").asText()).plusHours(26);
    OffsetDateTime end = OffsetDateTime.parse(now.path("end").asText()).plusHours(27);
    by.patch(
        entry.id(),
        Rest.object().put("start", Rfc3339.text(start)).put("end", Rfc3339.text(end)),
        "");
    expect(
        "start of an entry",
        start.toInstant().toString(),
        () ->
            OffsetDateTime.parse(by.entry(entry.id()).path("start").asText())
                .toInstant()
                .toString());
  }

  private void shiftDays(Work.Made entry) {
    Technician by = entry.by().technician();
    JsonNode now = by.entry(entry.id());
    String start = LocalDate.parse(now.path("start").asText()).plusDays(1).toString();
    String end = LocalDate.parse(now.path("end").asText()).plusDays(2).toString();
    by.patch(entry.id(), Rest.object().put("start", start).put("end", end), "");
    expect("days of an entry", end, () -> by.entry(entry.id()).path("end").asText());
  }

  /** The third occurrence of a weekly series. */
  private void occurrence(Work.Made entry, String title) {
    Technician by = entry.by().technician();
    JsonNode series = by.entry(entry.id());
    ZonedDateTime first =
        OffsetDateTime.parse(series.path("start").asText())
            .atZoneSameInstant(ZoneId.of(series.path("timeZone").asText()));
    String slot = first.plusWeeks(2).toLocalDateTime() + ":00";
    by.patch(entry.id(), Rest.object().put("title", title), "?scope=this&recurrenceId=" + slot);
    expect(
        "one occurrence of a series",
        title,
        () -> by.occurrence(entry.id(), slot).path("title").asText());
  }

  private void delete(Work.Made entry) {
    delete(entry.by().technician(), entry.id());
  }

  private void delete(Technician by, String id) {
    by.delete(id, all(by, id));
    expect(
        "a deleted entry",
        "404",
        () -> Integer.toString(by.rest().get("/api/v1/schedule/entries/" + id).status()));
  }

  private void patch(Work.Made entry, String field, String value) {
    patch(entry.by().calendar(), remoteId(entry), field, value);
  }

  private void patch(GoogleCalendar calendar, String id, String field, String value) {
    calendar.patch(id, Rest.object().put(field, value));
    expect(field + " of an event", value, () -> calendar.get(id).path(field).asText());
  }

  private void moveRemotely(Work.Made entry) {
    GoogleCalendar calendar = entry.by().calendar();
    String id = remoteId(entry);
    JsonNode now = calendar.get(id);
    ObjectNode change = Rest.object();
    for (String edge : List.of("start", "end")) {
      OffsetDateTime at = OffsetDateTime.parse(now.path(edge).path("dateTime").asText());
      change
          .putObject(edge)
          .put("dateTime", Rfc3339.text(at.plus(Duration.ofHours(3))))
          .put("timeZone", now.path(edge).path("timeZone").asText());
    }
    String start = change.path("start").path("dateTime").asText();
    calendar.patch(id, change);
    expect(
        "start of an event",
        OffsetDateTime.parse(start).toInstant().toString(),
        () ->
            OffsetDateTime.parse(calendar.get(id).path("start").path("dateTime").asText())
                .toInstant()
                .toString());
  }

  private void cancelOccurrence(GoogleCalendar calendar, String series) {
    OffsetDateTime first =
        OffsetDateTime.parse(calendar.get(series).path("start").path("dateTime").asText());
    LocalDate from = first.toLocalDate();
    JsonNode third = calendar.instances(series, from, from.plusDays(14)).get(2);
    String id = third.path("id").asText();
    calendar.patch(id, Rest.object().put("status", "cancelled"));
    expect("a cancelled occurrence", "cancelled", () -> calendar.get(id).path("status").asText());
  }

  private void deleteRemotely(GoogleCalendar calendar, String id) {
    calendar.delete(id);
    expect("a deleted event", "true", () -> Boolean.toString(calendar.isGone(id)));
  }

  private static String remoteId(Work.Made entry) {
    return entry.by().provider().mappings("").stream()
        .filter(m -> m.path("entryId").asText().equals(entry.id()))
        .map(m -> m.path("remoteId").asText())
        .findFirst()
        .orElseThrow(() -> new Surprise("“" + entry.title() + "” has no copy at the vendor"));
  }

  private void expect(String what, String value, Supplier<String> now) {
    expected.add(new Expected(what, value, now));
  }
}

package io.concordat.dist.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.dist.calendar.Rfc3339;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.calendar.VendorCalendar;
import io.concordat.dist.calendar.VendorCalendar.Text;
import io.concordat.dist.http.Rest;
import io.concordat.dist.http.Surprise;
import io.concordat.dist.scene.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  private final List<Person> owners;
  private final List<Work.Made> work;
  private final List<Expected> expected = new ArrayList<>();
  private final Set<String> touched = new HashSet<>();
  private int deletes;

  /**
   * @param owners whose imported events are edited
   * @param work the entries that went out
   */
  Edits(List<Person> owners, List<Work.Made> work) {
    this.owners = owners;
    this.work = work;
  }

  List<Expected> expected() {
    return expected;
  }

  /** Each of one event and one entry. */
  int deletes() {
    return deletes;
  }

  /** By REST: five of our own entries, and five imported ones of each owner. */
  void here() {
    text(made(0), "title", "Ticket 51001: RAID controller replaced ✔");
    move(made(1));
    text(made(2), "location", "Gate 5, Dock Rd");
    shiftDays(made(5));
    occurrence(made(8), "Weekly: backup report (auditor present)");
    delete(made(3));
    delete(made(6));
    delete(made(10));
    owners.forEach(this::here);
  }

  private void here(Person owner) {
    List<String> imported = importedHere(owner);
    Technician by = owner.technician();
    text(by, imported.get(0), "title", "Edited here: title");
    text(by, imported.get(1), "notes", "Edited here: <i>notes</i> & more");
    text(by, imported.get(2), "location", "Edited here: room 7");
    privacy(by, imported.get(3));
    text(by, imported.get(4), "title", "Edited here: עברית 🛠️");
    delete(by, imported.get(5));
    delete(by, imported.get(6));
  }

  /** By the vendor's API: five events that came from here, five of each owner's own. */
  void there() {
    change(made(4), Text.TITLE, "Ticket 51005: firmware, ring 2");
    change(made(7), Text.NOTES, "Booth 14, moved by the fair");
    change(made(11), Text.LOCATION, "Room 204");
    moveRemotely(made(15));
    cancelOccurrence(made(9));
    deleteRemotely(made(14).by().calendar(), remoteId(made(14)));
    deleteRemotely(made(13).by().calendar(), remoteId(made(13)));
    deleteRemotely(made(12).by().calendar(), remoteId(made(12)));
    owners.forEach(this::there);
  }

  private void there(Person owner) {
    List<String> own = imported(owner, 7);
    VendorCalendar calendar = owner.calendar();
    change(calendar, own.get(0), Text.TITLE, "Edited at the vendor: title");
    change(calendar, own.get(1), Text.NOTES, "Edited at the vendor: notes");
    change(calendar, own.get(2), Text.LOCATION, "Edited at the vendor: place");
    calendar.makePrivate(own.get(3));
    expect("privacy of an event", "true", () -> Boolean.toString(calendar.isPrivate(own.get(3))));
    change(calendar, own.get(4), Text.TITLE, "Edited at the vendor: العربية 🧰");
    deleteRemotely(calendar, own.get(5));
    deleteRemotely(calendar, own.get(6));
  }

  private Work.Made made(int index) {
    return work.get(index);
  }

  /** Entries that came from the vendor's own events: alone, ours, and without guests. */
  private List<String> importedHere(Person owner) {
    Map<String, String> entries = mappings(owner);
    return imported(owner, 7).stream()
        .map(
            event -> {
              touched.add(event);
              return Objects.requireNonNull(entries.get(event));
            })
        .toList();
  }

  private final Map<Person, Map<String, String>> byEvent = new HashMap<>();

  /** Entries by event. */
  private Map<String, String> mappings(Person owner) {
    return byEvent.computeIfAbsent(
        owner,
        person -> {
          Map<String, String> read = new HashMap<>();
          person
              .provider()
              .mappings("")
              .forEach(m -> read.put(m.path("remoteId").asText(), m.path("entryId").asText()));
          return read;
        });
  }

  private List<String> imported(Person owner, int wanted) {
    Set<String> ours = new HashSet<>();
    work.forEach(m -> ours.add(m.id()));
    Map<String, String> entries = mappings(owner);
    List<String> events =
        owner.calendar().own().stream()
            .filter(id -> !touched.contains(id))
            .filter(id -> entries.containsKey(id) && !ours.contains(entries.get(id)))
            .toList();
    if (events.size() < wanted) {
      throw new Surprise(
          owner.name()
              + " has "
              + events.size()
              + " imported events to edit; "
              + wanted
              + " wanted");
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
    deletes++;
    expect(
        "a deleted entry",
        "404",
        () -> Integer.toString(by.rest().get("/api/v1/schedule/entries/" + id).status()));
  }

  private void change(Work.Made entry, Text text, String value) {
    change(entry.by().calendar(), remoteId(entry), text, value);
  }

  private void change(VendorCalendar calendar, String id, Text text, String value) {
    calendar.write(id, text, value);
    expect(text + " of an event", value, () -> calendar.read(id, text));
  }

  private void moveRemotely(Work.Made entry) {
    VendorCalendar calendar = entry.by().calendar();
    String id = remoteId(entry);
    Instant start = calendar.move(id, Duration.ofHours(3));
    expect("start of an event", start.toString(), () -> calendar.start(id).toString());
  }

  private void cancelOccurrence(Work.Made entry) {
    VendorCalendar calendar = entry.by().calendar();
    String series = remoteId(entry);
    int before = calendar.fortnight(series);
    calendar.cancelThird(series);
    expect(
        "occurrences of two weeks, one cancelled",
        Integer.toString(before - 1),
        () -> Integer.toString(calendar.fortnight(series)));
  }

  private void deleteRemotely(VendorCalendar calendar, String id) {
    calendar.delete(id);
    deletes++;
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

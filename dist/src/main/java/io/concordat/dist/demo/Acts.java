package io.concordat.dist.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Rest;
import io.concordat.dist.http.Surprise;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Person;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What happens, act by act; each says in a few words what came of it. */
final class Acts {
  /** Deletes on both sides, each of one event and one entry. */
  private static final int DELETES = 10;

  private final Stage stage;
  private final LocalDate today;
  private final Map<String, Integer> refused = new TreeMap<>();
  private int loaded;
  private long loadedAt;
  private int imported;
  private int copies;
  private List<Work.Made> work = List.of();
  private List<Edits.Expected> edits = List.of();

  Acts(Stage stage, LocalDate today) {
    this.stage = stage;
    this.today = today;
  }

  /** The twin's refusals, by reason. */
  Map<String, Integer> refused() {
    return refused;
  }

  List<Edits.Expected> edits() {
    return edits;
  }

  /** How many events must be there in the end, all calendars together. */
  int expectedEvents() {
    return imported + copies - DELETES;
  }

  String load(String sample, Optional<String> extra) {
    load(stage.people().get(0), sample);
    extra.ifPresent(ics -> load(stage.people().get(1), ics));
    invite(stage.people().get(0));
    loadedAt = stage.control().mark();
    return loaded + " events; the twin refused " + (refused.isEmpty() ? "none" : refused);
  }

  private void load(Person person, String ics) {
    TwinControl.Imported taken = stage.control().load(person.account().email(), ics);
    loaded += taken.events();
    taken.refused().forEach(reason -> refused.merge(Refused.known(reason), 1, Integer::sum));
  }

  /** An import is nobody's invitation; saved once more by the organizer, guests get their copy. */
  private static void invite(Person organizer) {
    for (JsonNode event : organizer.calendar().list("singleEvents=false").items()) {
      if (event.has("attendees") && !event.has("recurringEventId")) {
        String title = event.path("summary").asText();
        organizer.calendar().patch(event.path("id").asText(), Rest.object().put("summary", title));
      }
    }
  }

  String connect() {
    stage.people().forEach(stage.cast()::connect);
    return stage.people().size() + " calendars authorised, PKCE, redirected back";
  }

  String imported() {
    stage.awaitQuiet("the import");
    stage.awaitAgreement("the import", List.of());
    long writes = stage.control().since(loadedAt).writes();
    if (writes != 0) {
      throw new Surprise(
          "an import must write nothing to the vendor and wrote " + writes + " times");
    }
    imported = stage.people().stream().mapToInt(p -> stage.compare(p).remote()).sum();
    return imported + " events here, 0 writes to the vendor";
  }

  String sendOut() {
    long mark = stage.control().mark();
    work = new Work(today, stage.people(), stage.cast().tenant().admin()).create();
    copies = work.stream().mapToInt(Acts::assignees).sum();
    Waiting.until(
        "all entries are at the vendor",
        Stage.PATIENCE,
        () -> stage.control().since(mark).writes() >= copies && stage.isQuiet());
    stage.awaitAgreement("sending", List.of());
    long writes = stage.control().since(mark).writes();
    return copies + " copies for " + work.size() + " entries, " + writes + " writes";
  }

  private static int assignees(Work.Made made) {
    return made.by().technician().entry(made.id()).path("assigneeIds").size();
  }

  /**
   * @param owner whose imported events are edited beside the entries that went out
   */
  String edit(Person owner) {
    TwinControl control = stage.control();
    long mark = control.mark();
    int before = control.read("notifications").path("count").asInt();
    Edits both = new Edits(owner, work);
    both.here();
    both.there();
    edits = both.expected();
    stage.awaitAgreement("the edits", edits);
    int notices = control.read("notifications").path("count").asInt() - before;
    return "carried by " + notices + " notifications, " + control.since(mark).lists() + " lists";
  }
}

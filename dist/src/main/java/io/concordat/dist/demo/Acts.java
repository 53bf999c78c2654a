package io.concordat.dist.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.dist.calendar.GoogleCalendar;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Rest;
import io.concordat.dist.http.Surprise;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Person;
import io.concordat.dist.scene.Vendors;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What happens, act by act; each says in a few words what came of it. */
final class Acts {
  private static final String SHARED = "Shared meeting: carrier and NOC";

  private final Stage stage;
  private final LocalDate today;
  private final Map<String, Integer> refused = new TreeMap<>();
  private int loaded;
  private Vendors.@Nullable Mark loadedAt;
  private int imported;
  private int copies;
  private int deletes;
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
    return imported + copies - deletes;
  }

  String load(String sample, Optional<String> extra) {
    Person maya = stage.people().get(0);
    Person jonas = stage.people().getLast();
    load(maya, sample, false);
    load(jonas, Sample.alone(sample), true);
    extra.ifPresent(
        ics -> {
          load(stage.people().get(1), ics, false);
          load(jonas, Sample.alone(ics), true);
        });
    String meeting = SharedMeeting.ics(SHARED, today, maya, jonas);
    load(maya, meeting, false);
    load(jonas, meeting, false);
    invite(maya.google());
    loadedAt = stage.vendors().mark();
    return loaded + " events; the twin refused " + (refused.isEmpty() ? "none" : refused);
  }

  /**
   * @param fresh as events of this calendar alone, with UIDs of their own
   */
  private void load(Person person, String ics, boolean fresh) {
    TwinControl.Imported taken = person.twin().load(person.account().email(), ics, fresh);
    loaded += taken.events();
    taken.refused().forEach(reason -> refused.merge(Refused.known(reason), 1, Integer::sum));
  }

  /** An import is nobody's invitation; saved once more by the organizer, guests get their copy. */
  private static void invite(GoogleCalendar organizer) {
    for (JsonNode event : organizer.list("singleEvents=false").items()) {
      if (event.has("attendees") && !event.has("recurringEventId")) {
        String title = event.path("summary").asText();
        organizer.patch(event.path("id").asText(), Rest.object().put("summary", title));
      }
    }
  }

  String connect() {
    stage.people().forEach(Person::connect);
    return stage.people().size() + " calendars authorised, PKCE, redirected back";
  }

  String imported() {
    stage.awaitQuiet("the import");
    stage.awaitAgreement("the import", List.of());
    long writes = stage.vendors().since(Objects.requireNonNull(loadedAt)).writes();
    if (writes != 0) {
      throw new Surprise(
          "an import must write nothing to the vendor and wrote " + writes + " times");
    }
    imported = stage.people().stream().mapToInt(p -> stage.compare(p).remote()).sum();
    return imported + " events here, 0 writes to the vendors, " + sharedOnce();
  }

  /** Seen through both vendors, and still one entry with two assignees. */
  String sharedOnce() {
    List<JsonNode> entries =
        stage
            .cast()
            .tenant()
            .admin()
            .all("/api/v1/schedule/entries?expand=false&limit=500")
            .stream()
            .filter(entry -> entry.path("title").asText().equals(SHARED))
            .toList();
    if (entries.size() != 1 || entries.getFirst().path("assigneeIds").size() != 2) {
      throw new Surprise("the meeting that both vendors show should be one entry: " + entries);
    }
    return "the shared meeting once";
  }

  String sendOut() {
    Vendors.Mark mark = stage.vendors().mark();
    work = new Work(today, stage.people(), stage.cast().tenant().admin()).create();
    copies = work.stream().mapToInt(Acts::assignees).sum();
    Waiting.until(
        "all entries are at the vendor",
        Stage.PATIENCE,
        () -> stage.vendors().since(mark).writes() >= copies && stage.isQuiet());
    stage.awaitAgreement("sending", List.of());
    long writes = stage.vendors().since(mark).writes();
    return copies + " copies for " + work.size() + " entries, " + writes + " writes";
  }

  private static int assignees(Work.Made made) {
    return made.by().technician().entry(made.id()).path("assigneeIds").size();
  }

  /**
   * @param owners whose imported events are edited beside the entries that went out
   */
  String edit(List<Person> owners) {
    Vendors.Mark mark = stage.vendors().mark();
    int before = stage.vendors().notifications();
    Edits both = new Edits(owners, work);
    both.here();
    both.there();
    edits = both.expected();
    deletes = both.deletes();
    stage.awaitAgreement("the edits", edits);
    int notices = stage.vendors().notifications() - before;
    long lists = stage.vendors().since(mark).lists();
    return edits.size() + " in all, carried by " + notices + " notifications, " + lists + " lists";
  }
}

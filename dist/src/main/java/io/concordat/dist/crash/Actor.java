package io.concordat.dist.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.calendar.Rfc3339;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.http.Answer;
import io.concordat.dist.http.NoAnswer;
import io.concordat.dist.http.Rest;
import io.concordat.dist.http.Surprise;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes things on one side of one person's calendar and keeps the books. */
final class Actor {
  private static final String ENTRIES = "/api/v1/schedule/entries";

  private final Person person;
  private final OffsetDateTime origin;
  private final Ledger here = new Ledger();
  private final Ledger there = new Ledger();
  private int counter;

  Actor(Person person, OffsetDateTime origin) {
    this.person = person;
    this.origin = origin;
  }

  Person person() {
    return person;
  }

  /** One create, edit or delete by REST; asked again until it is acknowledged. */
  void changeHere(Random random) {
    List<String> live = here.live();
    int dice = random.nextInt(10);
    if (live.size() < 5 || dice < 4) {
      createHere();
    } else if (dice < 8) {
      editHere(live.get(random.nextInt(live.size())));
    } else {
      deleteHere(live.get(random.nextInt(live.size())));
    }
  }

  private void createHere() {
    ObjectNode entry = Rest.object();
    String title = title("here");
    OffsetDateTime start = origin.plusHours(counter);
    entry.put("title", title).put("allDay", false).put("timeZone", "Europe/Berlin");
    entry.put("start", Rfc3339.text(start)).put("end", Rfc3339.text(start.plusMinutes(30)));
    entry.putArray("assigneeIds").add(person.technician().userId());
    String key = UUID.randomUUID().toString();
    Answer answer = insist("POST", ENTRIES, entry, Map.of("Idempotency-Key", key)).expect(200, 201);
    here.holds(now(), answer.json().path("id").asText(), title);
  }

  private void editHere(String id) {
    String title = title("edited here");
    Answer answer;
    do {
      answer = insist("PATCH", ENTRIES + "/" + id, Rest.object().put("title", title), matching(id));
    } while (answer.status() == 412);
    answer.expect(200);
    here.holds(now(), id, title);
  }

  private void deleteHere(String id) {
    Answer answer;
    do {
      Map<String, String> match = matching(id);
      answer = match.isEmpty() ? null : insist("DELETE", ENTRIES + "/" + id, null, match);
    } while (answer != null && answer.status() == 412);
    if (answer != null) {
      // Asked again after a lost answer, it may be gone already.
      answer.expect(200, 204, 404, 410);
    }
    here.deleted(now(), id);
  }

  private Map<String, String> matching(String id) {
    Answer answer = insist("GET", ENTRIES + "/" + id, null, Map.of());
    Map<String, String> headers = new HashMap<>();
    if (answer.status() == 200) {
      headers.put("If-Match", answer.header("ETag"));
    }
    return headers;
  }

  /** Until there is an answer: the product may be dead for a while. */
  private Answer insist(
      String method, String path, @Nullable JsonNode body, Map<String, String> headers) {
    return Waiting.until(
        "the product answers again",
        Duration.ofMinutes(2),
        () -> {
          try {
            Answer answer = person.technician().rest().send(method, path, body, headers);
            return answer.status() >= 500 ? Optional.<Answer>empty() : Optional.of(answer);
          } catch (NoAnswer e) {
            return Optional.<Answer>empty();
          }
        });
  }

  /** One create, edit or delete by the vendor's API. */
  void changeThere(Random random) {
    List<String> live = there.live();
    int dice = random.nextInt(10);
    if (live.size() < 5 || dice < 4) {
      createThere();
    } else if (dice < 8) {
      String id = live.get(random.nextInt(live.size()));
      String title = title("edited there");
      person.google().patch(id, Rest.object().put("summary", title));
      there.holds(now(), id, title);
    } else {
      String id = live.get(random.nextInt(live.size()));
      person.google().delete(id);
      there.deleted(now(), id);
    }
  }

  private void createThere() {
    String title = title("there");
    OffsetDateTime start = origin.plusHours(counter).plusDays(60);
    ObjectNode event = Rest.object().put("summary", title);
    event.putObject("start").put("dateTime", Rfc3339.text(start)).put("timeZone", "Europe/Berlin");
    event
        .putObject("end")
        .put("dateTime", Rfc3339.text(start.plusMinutes(30)))
        .put("timeZone", "Europe/Berlin");
    there.holds(now(), person.google().insert(event).path("id").asText(), title);
  }

  private synchronized String title(String what) {
    return person.name() + " " + what + " " + ++counter;
  }

  /** What was acknowledged and is not there any more. */
  List<String> lost() {
    List<String> lost = new ArrayList<>(here.missing(this::titleHere));
    lost.addAll(there.missing(this::titleThere));
    return lost;
  }

  /** Changes at the vendor that were acknowledged before an instant and have not come in. */
  List<String> notYetHere(Instant before) {
    Map<String, Integer> titles = titles(person.technician());
    List<String> owed = new ArrayList<>();
    for (Ledger.Change change : there.lastBefore(before)) {
      boolean gone = change.before().filter(titles::containsKey).isEmpty();
      boolean come = change.after().isEmpty() || titles.containsKey(change.after().get());
      if (!gone || !come) {
        owed.add(change.id() + " → " + change.after().orElse("deleted"));
      }
    }
    return owed;
  }

  /** How many items' changes had been noticed by then. */
  int noticed(Instant before) {
    return there.lastBefore(before).size();
  }

  private static Instant now() {
    return Clock.systemUTC().instant();
  }

  private Optional<String> titleHere(String id) {
    Answer answer = person.technician().rest().get(ENTRIES + "/" + id);
    return answer.status() == 200
        ? Optional.of(answer.json().path("title").asText())
        : Optional.empty();
  }

  private Optional<String> titleThere(String id) {
    return person.google().isGone(id)
        ? Optional.empty()
        : Optional.of(person.google().get(id).path("summary").asText());
  }

  /** Titles are unique, so more than one of a title is a duplicate. */
  List<String> duplicates() {
    Map<String, Integer> local = titles(person.technician());
    Map<String, Integer> remote = new HashMap<>();
    person
        .google()
        .list("singleEvents=false")
        .items()
        .forEach(e -> remote.merge(e.path("summary").asText(), 1, Integer::sum));
    List<String> twice = new ArrayList<>();
    local.forEach((title, n) -> add(twice, n, title + " here"));
    remote.forEach((title, n) -> add(twice, n, title + " at the vendor"));
    return twice;
  }

  private static void add(List<String> twice, int n, String what) {
    if (n > 1) {
      twice.add(n + " × " + what);
    }
  }

  private static Map<String, Integer> titles(Technician technician) {
    Map<String, Integer> titles = new HashMap<>();
    for (JsonNode entry : technician.entries()) {
      boolean mine = entry.path("assigneeIds").toString().contains(technician.userId());
      if (mine) {
        titles.merge(entry.path("title").asText(), 1, Integer::sum);
      }
    }
    if (titles.isEmpty()) {
      throw new Surprise(technician.name() + " has no entries at all");
    }
    return titles;
  }
}

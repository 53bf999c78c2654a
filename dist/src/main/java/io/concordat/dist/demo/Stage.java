package io.concordat.dist.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.dist.http.Answer;
import io.concordat.dist.http.Surprise;
import io.concordat.dist.oracle.Comparison;
import io.concordat.dist.oracle.Oracle;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Cast;
import io.concordat.dist.scene.Person;
import io.concordat.dist.scene.Vendors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everybody and everything that runs.
 *
 * @param people in the order of {@link Cast#NAMES}: the last one is at Microsoft
 */
record Stage(Vendors vendors, Cast cast, List<Person> people, Oracle oracle) {
  static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int SHOWN = 20;

  Stage {
    people = List.copyOf(people);
  }

  boolean isQuiet() {
    return people.stream().allMatch(person -> person.provider().isQuiet());
  }

  void awaitQuiet(String after) {
    try {
      Waiting.until("all calendars are quiet after " + after, PATIENCE, this::isQuiet);
    } catch (Surprise e) {
      String waiting = people.stream().map(Stage::waiting).collect(Collectors.joining("\n    "));
      throw new Surprise(e.getMessage() + ":\n    " + waiting, e);
    }
  }

  private static String waiting(Person person) {
    List<String> waiting = new ArrayList<>();
    for (JsonNode mapping : person.provider().mappings("pending")) {
      String entry = mapping.path("entryId").asText();
      Answer shown = person.technician().rest().get("/api/v1/schedule/entries/" + entry);
      waiting.add(mapping + " " + shown.status() + " " + shown.json().path("title").asText());
    }
    return person.name() + " " + person.provider().status() + ", waiting: " + waiting;
  }

  /** Until the oracle is content and every edit still says what it said. */
  void awaitAgreement(String after, List<Edits.Expected> edits) {
    List<String> last = new ArrayList<>();
    try {
      Waiting.untilSlowly(
          "both sides agree after " + after,
          PATIENCE,
          () -> {
            last.clear();
            last.addAll(disagreements(edits));
            return last.isEmpty();
          });
    } catch (Surprise e) {
      String told = last.stream().limit(SHOWN).collect(Collectors.joining("\n    "));
      throw new Surprise(e.getMessage() + ":\n    " + told, e);
    }
  }

  private List<String> disagreements(List<Edits.Expected> edits) {
    List<String> all = new ArrayList<>();
    edits.stream().filter(edit -> !edit.holds()).forEach(edit -> all.add(edit.lost()));
    if (all.isEmpty()) {
      people.forEach(person -> all.addAll(compare(person).differences()));
    }
    return all;
  }

  Comparison compare(Person person) {
    return person.compare(oracle);
  }
}

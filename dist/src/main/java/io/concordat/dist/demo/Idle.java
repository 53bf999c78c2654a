package io.concordat.dist.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.http.Rest;
import io.concordat.dist.http.Surprise;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Person;
import io.concordat.dist.scene.Vendors;
import java.time.Duration;
import java.util.List;

/** Syncs with nothing to do: they read, and write nothing. */
final class Idle {
  private static final Duration SILENCE = Duration.ofMillis(500);

  private final Stage stage;

  Idle(Stage stage) {
    this.stage = stage;
  }

  /**
   * What an idle sync asked of the vendor.
   *
   * @param writes must be 0
   */
  record Seen(long lists, long writes) {
    boolean fine() {
      return lists > 0 && writes == 0;
    }

    @Override
    public String toString() {
      return lists + " list requests, " + writes + " writes" + (fine() ? "" : "  ← wrong");
    }
  }

  /** A reminder is nothing that both sides share: the vendor notifies, and nothing may follow. */
  Seen delta() {
    Vendors.Mark mark = stage.vendors().mark();
    stage.people().forEach(Idle::remind);
    return seen(mark, stage.people().size());
  }

  private static void remind(Person person) {
    person.calendar().own().stream()
        .findFirst()
        .ifPresentOrElse(
            person.calendar()::remind,
            () -> {
              throw new Surprise(person.name() + " has no event alone");
            });
  }

  Seen forced() {
    return sync(Rest.object());
  }

  /** Drops the cursor and reads everything again. */
  Seen full() {
    return sync(Rest.object().put("full", true));
  }

  private Seen sync(ObjectNode how) {
    Vendors.Mark mark = stage.vendors().mark();
    for (Person person : stage.people()) {
      JsonNode run = person.provider().sync(how.deepCopy(), Stage.PATIENCE);
      if (!run.path("state").asText().equals("completed")) {
        throw new Surprise("a sync run ended as " + run);
      }
    }
    return seen(mark, 0);
  }

  /**
   * @param own writes that the demo itself made at the vendor
   */
  private Seen seen(Vendors.Mark mark, int own) {
    Waiting.until(
        "every calendar is listed",
        Stage.PATIENCE,
        () -> listings(mark).stream().distinct().count() == stage.people().size());
    stage.awaitQuiet("an idle sync");
    Waiting.pause(SILENCE);
    return new Seen(listings(mark).size(), stage.vendors().since(mark).writes() - own);
  }

  /** Calendars the product listed, in ways in which the demo itself never asks. */
  private List<String> listings(Vendors.Mark mark) {
    return stage.vendors().since(mark).rows().stream()
        .filter(Idle::isListing)
        .map(row -> row.path("account").asText())
        .toList();
  }

  private static boolean isListing(JsonNode row) {
    return row.path("query").asText().matches(".*(syncToken|showDeleted).*")
        || row.path("path").asText().endsWith("/delta");
  }
}

package io.concordat.ee.calendar.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.house.House.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** Nothing is in the way any more: everything arrives, and people answer what they are asked. */
final class Quiet {
  /** Longer than any pause after failures. */
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  /** What was not told is found by then. */
  private static final Duration SWEEP = Duration.ofHours(7);

  private static final int ANSWERS = 5;

  private final Site site;
  private final Random random;
  private final Cast cast;
  private final Memory memory;
  private final Deeds deeds;
  private final Backstage backstage;
  private int released;

  Quiet(Site site, Random random, Cast cast, Memory memory, Deeds deeds, Backstage backstage) {
    this.site = site;
    this.random = random;
    this.cast = cast;
    this.memory = memory;
    this.deeds = deeds;
    this.backstage = backstage;
  }

  /**
   * @param left somebody was away
   */
  void settle(boolean left) {
    cast.people.forEach(this::back);
    site.live(PATIENCE);
    if (left || !site.net.reliable || site.net.mute) {
      site.live(SWEEP);
    }
    answers();
    new Oracles(site, cast, memory, deeds).check(released);
  }

  private void answers() {
    for (int i = 0; i < ANSWERS && answer(); i++) {
      site.live(PATIENCE);
    }
  }

  private void back(Person who) {
    if (who.paused) {
      Wrong.unless(who.status().equals("paused"), "health", who.email + " is " + who.status());
      who.pause(false);
    }
    if (who.provider.isEmpty()) {
      who.connect();
    } else if (!who.connected) {
      who.hurry();
      site.live(PATIENCE);
      Wrong.unless(
          who.status().equals("reconnect_required"), "health", who.email + " is " + who.status());
      who.consent();
    }
  }

  /** True if there was a question. */
  private boolean answer() {
    boolean any = false;
    for (Person who : cast.people) {
      for (JsonNode conflict : who.conflicts()) {
        any = true;
        resolve(who, conflict);
      }
      for (String mapping : who.held()) {
        any = true;
        released++;
        memory.tell("release for " + who.email);
        who.release(mapping);
      }
    }
    return any;
  }

  private void resolve(Person who, JsonNode conflict) {
    String thing =
        Face.thing(
            (conflict.path("ours").isObject() ? conflict.path("ours") : conflict.path("theirs"))
                .path("title")
                .asText());
    Optional<Face> ours =
        who.entries().stream()
            .map(Here::face)
            .filter(face -> face.id().equals(conflict.path("entryId").asText()))
            .findFirst();
    Optional<Face> theirs =
        who.faces().stream().filter(face -> face.thing().equals(thing)).findFirst();
    boolean mine = random.nextBoolean();
    memory.tell("resolve " + thing + " of " + who.email + (mine ? " ours" : " theirs"));
    Answer answer = who.resolve(conflict.path("id").asText(), mine ? "ours" : "theirs");
    Wrong.unless(answer.status() == 200, "resolution", answer.toString());
    backstage.resolved(thing);
    memory.judged(thing, mine ? ours : theirs, mine ? theirs : ours);
  }

  /** One word of one person is one look; whoever forges a notice is not heard. */
  void probe(People people) {
    for (Person who : cast.people) {
      if (people.retitle(who)) {
        int reads = deeds.reads;
        site.settle();
        Wrong.unless(deeds.reads == reads, "thrift", (deeds.reads - reads) + " reads for one edit");
        break;
      }
    }
    site.live(PATIENCE);
    site.net.forge();
    Wrong.unless(!site.dirty(), "secrets", "a forged notice was heard");
  }

  /** Renewals come and go; everybody is still told of changes. */
  void week() {
    memory.tell("a week");
    for (int day = 0; day < 9; day++) {
      site.time.forward(site.time.instant().plus(Duration.ofDays(1)));
      site.settle();
    }
    site.live(PATIENCE);
    answers();
    for (Person who : cast.people) {
      long channels = who.diary().channels();
      Wrong.unless(channels == 1, "channels", who.email + " has " + channels);
    }
    new Oracles(site, cast, memory, deeds).check(released);
  }
}

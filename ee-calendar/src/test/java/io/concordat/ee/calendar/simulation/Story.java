package io.concordat.ee.calendar.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.house.House.Answer;
import io.concordat.ee.calendar.house.Office;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.spi.Offer;
import io.concordat.spi.PluginContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** One seed's history: people act, the world is in the way; then it gets quiet. */
final class Story {
  private static final int ROUNDS = 2;

  /** Longer than any pause after failures. */
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  /** What was not told is found by then. */
  private static final Duration SWEEP = Duration.ofHours(7);

  private final Site site;
  private final Random random;
  private final Cast cast;
  final Memory memory;
  final Deeds deeds = new Deeds();
  private final People people;
  private final List<Spell> spells = new ArrayList<>();
  int faults;
  int steps;
  private boolean busy;

  /** A vendor's mood, for the next time we speak to it. */
  private record Spell(Office office, String fault) {}

  Story(Site site, Memory memory, long seed) {
    this.site = site;
    this.memory = memory;
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    site.restart(random, new Around());
    cast = new Cast(site, random);
    people = new People(random, cast, memory, deeds);
    deeds.meanwhile = this::between;
  }

  /** The product as it is, watched. */
  private final class Around implements Node.Stage {
    @Override
    public PluginContext context(PluginContext core) {
      return core;
    }

    @Override
    public Offer offer(Offer offer) {
      return offer;
    }

    @Override
    public RemoteCalendar calendar(RemoteCalendar real, String id) {
      return deeds.at(real, id);
    }
  }

  void tell() {
    for (Person who : cast.people) {
      people.there(who);
      people.here(who);
    }
    cast.connect();
    for (int round = 0; round < ROUNDS; round++) {
      busy = true;
      site.net.fine = false;
      int acts = 14 + random.nextInt(8);
      for (int i = 0; i < acts; i++) {
        steps++;
        step(random.nextInt(100));
        site.hear();
      }
      busy = false;
      quiet();
    }
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private Person somebody() {
    return pick(cast.people);
  }

  private void step(int dice) {
    if (dice < 32) {
      people.there(somebody());
    } else if (dice < 60) {
      people.here(somebody());
    } else if (dice < 74) {
      live(Duration.ZERO);
    } else if (dice < 80) {
      live(Duration.ofMinutes(1 + random.nextInt(60)));
    } else {
      trouble(dice);
    }
  }

  private void trouble(int dice) {
    if (dice < 87) {
      fault();
    } else if (dice < 89) {
      site.net.repeat(random, site.time.instant());
    } else if (dice < 91) {
      skew();
    } else if (dice < 97) {
      kill();
    } else if (dice < 98) {
      memory.tell("the node is relieved");
      site.relieve();
    } else {
      leave(somebody());
    }
  }

  private void live(Duration length) {
    memory.tell("live " + length);
    spells.forEach(spell -> spell.office().control("faults", spell.fault()));
    site.live(length);
    if (!spells.isEmpty()) {
      site.google.forget("faults");
      site.microsoft.forget("faults");
      spells.clear();
    }
  }

  private void fault() {
    faults++;
    Office office = random.nextBoolean() ? site.google : site.microsoft;
    String fault = Spells.draw(random, office == site.google);
    memory.tell(office.vendor() + " " + fault);
    spells.add(new Spell(office, fault));
  }

  private void skew() {
    Duration google = Duration.ofSeconds(random.nextInt(1201) - 600);
    Duration microsoft = Duration.ofSeconds(random.nextInt(1201) - 600);
    memory.tell("skew " + google + " " + microsoft);
    cast.people.forEach(Person::signedOut);
    site.time.skew(google, microsoft);
  }

  private void kill() {
    int at = 1 + random.nextInt(150);
    memory.tell("kill at " + at);
    site.node().fate.killAt(at);
  }

  /** Somebody disconnects, or ends the consent, or pauses. */
  private void leave(Person who) {
    if (!who.connected) {
      return;
    }
    site.node().fate.spare();
    switch (random.nextInt(3)) {
      case 0 -> {
        memory.tell(who.email + " disconnects");
        who.disconnect();
      }
      case 1 -> {
        memory.tell(who.email + " ends the consent");
        who.revoke();
      }
      default -> {
        memory.tell(who.email + " pauses");
        who.pause(true);
      }
    }
  }

  private void between(String calendar, String thing) {
    if (busy && random.nextInt(12) == 0) {
      busy = false;
      people.between(cast.at(calendar), thing);
      busy = true;
    }
  }

  private void quiet() {
    memory.tell("quiet");
    site.net.fine = true;
    spells.clear();
    site.node().fate.spare();
    cast.people.forEach(this::back);
    live(PATIENCE);
    live(SWEEP);
    for (int i = 0; i < 4 && resolve(); i++) {
      live(PATIENCE);
    }
    new Oracles(cast, memory, deeds).check();
  }

  private void back(Person who) {
    if (who.provider.isEmpty()) {
      who.connect();
    } else if (!who.connected) {
      who.consent();
    }
    if (who.paused) {
      who.pause(false);
    }
  }

  /** True if there was something to resolve. */
  private boolean resolve() {
    boolean any = false;
    for (Person who : cast.people) {
      for (JsonNode conflict : who.conflicts()) {
        any = true;
        resolve(who, conflict);
      }
    }
    return any;
  }

  /** What the side that is not chosen says and the chosen one does not. */
  private static Set<String> refused(Optional<Face> kept, Optional<Face> lost) {
    if (lost.isEmpty()) {
      return Set.of();
    }
    return kept.map(chosen -> Face.beyond(lost.get(), chosen)).orElseGet(lost.get()::sayings);
  }

  private void resolve(Person who, JsonNode conflict) {
    Optional<Face> ours =
        who.entries().stream()
            .filter(entry -> entry.id().toString().equals(conflict.path("entryId").asText()))
            .map(Here::face)
            .findFirst();
    String thing =
        Face.thing(
            (conflict.path("ours").isObject() ? conflict.path("ours") : conflict.path("theirs"))
                .path("title")
                .asText());
    Optional<Face> theirs =
        who.faces().stream().filter(face -> face.thing().equals(thing)).findFirst();
    boolean mine = random.nextBoolean();
    var refused = refused(mine ? ours : theirs, mine ? theirs : ours);
    memory.tell("resolve " + thing + " of " + who.email + (mine ? " ours" : " theirs"));
    Answer answer =
        site.call(
            who.caller,
            "POST",
            "/api/v1/calendar/conflicts/" + conflict.path("id").asText() + "/resolution",
            "{\"resolution\":\"" + (mine ? "ours" : "theirs") + "\"}");
    Wrong.unless(answer.status() == 200, "resolution", answer.toString());
    memory.judged(thing, refused);
  }
}

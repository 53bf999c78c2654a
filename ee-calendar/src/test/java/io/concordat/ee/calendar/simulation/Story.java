package io.concordat.ee.calendar.simulation;

import io.concordat.ee.calendar.house.Office;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** One seed's history: people act, the world is in the way; then it gets quiet. */
final class Story {
  private static final int ROUNDS = 2;

  private final Site site;
  private final Random random;
  private final Cast cast;
  private final People people;
  private final Quiet quiet;
  private final List<Spell> spells = new ArrayList<>();
  final Memory memory;
  final Deeds deeds;
  int faults;
  int steps;
  private boolean busy;
  private boolean left;

  /** A vendor's mood, for the next time we speak to it. */
  private record Spell(Office office, String fault) {}

  Story(Site site, Memory memory, Variant variant, long seed) {
    this.site = site;
    this.memory = memory;
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.deeds = new Deeds(site.time, site.microsoft::mails, new Between());
    var backstage = new Backstage(variant, site, deeds);
    site.restart(random, backstage);
    this.cast = new Cast(site, random);
    backstage.owners(cast::owner);
    this.people = new People(random, cast, memory, deeds, backstage);
    this.quiet = new Quiet(site, random, cast, memory, deeds, backstage);
  }

  void tell() {
    for (Person who : cast.people) {
      people.there(who);
      people.here(who);
    }
    if (random.nextInt(6) == 0) {
      somebody().haunt();
    }
    cast.connect();
    for (int round = 0; round < ROUNDS; round++) {
      act();
      quiet.settle(left);
    }
    quiet.probe(people);
    if (random.nextInt(4) == 0) {
      quiet.week();
    }
  }

  private void act() {
    busy = true;
    left = false;
    site.net.fine = false;
    site.net.reliable = random.nextInt(3) == 0;
    int acts = 14 + random.nextInt(8);
    for (int i = 0; i < acts; i++) {
      steps++;
      step(random.nextInt(100));
      site.hear();
    }
    busy = false;
    memory.tell("quiet");
    spells.clear();
    site.net.fine = true;
    site.node().fate.spare();
  }

  private Person somebody() {
    return cast.people.get(random.nextInt(cast.people.size()));
  }

  private void step(int dice) {
    if (dice < 31) {
      people.there(somebody());
    } else if (dice < 58) {
      people.here(somebody());
    } else if (dice < 71) {
      live(Duration.ZERO);
    } else if (dice < 77) {
      live(Duration.ofMinutes(1 + random.nextInt(60)));
    } else {
      trouble(dice);
    }
  }

  private void trouble(int dice) {
    if (dice < 85) {
      fault();
    } else if (dice < 87) {
      site.net.repeat(random, site.time.instant());
    } else if (dice < 89) {
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
    String fault = Spells.draw(random, office.equals(site.google));
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
    if (random.nextBoolean()) {
      int at = 1 + random.nextInt(12);
      memory.tell("kill at a vendor's call, " + at);
      site.node().fate.killAtVendor(at);
    } else {
      int at = 1 + random.nextInt(200);
      memory.tell("kill at " + at);
      site.node().fate.killAt(at);
    }
  }

  /** Somebody disconnects, or ends the consent, or pauses. */
  private void leave(Person who) {
    if (!who.connected || who.paused) {
      return;
    }
    left = true;
    site.node().fate.spare();
    switch (random.nextInt(3)) {
      case 0 -> {
        memory.tell(who.email + " disconnects");
        who.disconnect();
        deeds.connectedAnew(cast.calendar(who));
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

  /** People do not wait for us. */
  private final class Between implements Deeds.World {
    @Override
    public void before(String calendar, String thing) {
      meanwhile(calendar, who -> people.between(who, thing), 12);
    }

    @Override
    public void after(String calendar) {
      meanwhile(
          calendar,
          who -> {
            people.there(who);
            site.hear();
            site.net.deliver(site.time.instant());
          },
          25);
    }

    private void meanwhile(String calendar, Consumer<Person> act, int seldom) {
      Optional<Person> who = cast.owner(calendar);
      if (busy && who.isPresent() && random.nextInt(seldom) == 0) {
        busy = false;
        memory.tell("meanwhile");
        site.google.forget("faults");
        site.microsoft.forget("faults");
        act.accept(who.get());
        busy = true;
      }
    }
  }
}

package io.concordat.ee.calendar;

import io.concordat.ee.calendar.LifeCalendar.Line;
import io.concordat.ee.calendar.LifeCalendar.Weather;
import io.concordat.ee.calendar.LifeHouse.Owner;
import io.concordat.ee.calendar.provider.Brand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * A month in the life of four calendars and their channels, made of chance, in virtual time. It
 * fails as soon as a change is known to nobody for longer than the safety interval, or a calendar
 * has two channels for longer than an overlap takes, or none though nothing hinders it.
 */
final class Life implements AutoCloseable {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Duration SAFETY = Duration.ofHours(6);
  private static final Duration OVERLAP = Duration.ofMinutes(11);

  /** A channel that ended unheard is missed when it is to be renewed. */
  private static final Duration UNHEARD = Duration.ofDays(6);

  private static final Duration LEASES = Duration.ofSeconds(31);

  /** How long the vendor's moods may hold up a read: a few tries, or its Retry-After. */
  private static final Duration GUST = Duration.ofMinutes(5);

  /** The longest pause of the watch after a failure, and a look at what was left over. */
  private static final Duration RECOVERY = Duration.ofMinutes(71);

  /** A calendar, its owner, and what is known of its troubles. */
  private static final class Home {
    final LifeCalendar calendar;
    final Owner owner;
    Optional<Instant> unknownSince = Optional.empty();
    Optional<Instant> doubleSince = Optional.empty();
    Optional<Instant> noneSince = Optional.empty();
    boolean spoilt;
    Instant fineSince = START;
    Instant fineAgain = START;

    Instant cutUntil = START;
    Instant roughUntil = START;
    Optional<String> newest = Optional.empty();

    Home(LifeCalendar calendar, Owner owner) {
      this.calendar = calendar;
      this.owner = owner;
    }
  }

  private final long seed;
  private final Random random;
  private final LifeWorld world;
  private final LifeHouse house;
  private final List<Home> homes = new ArrayList<>();
  private int titles;
  private int changes;
  private int restarts;
  private int kills;
  private int cuts;
  private int storms;
  private Duration slowest = Duration.ZERO;

  Life(long seed, BiFunction<Instant, Random, LifeWorld> world) {
    this.seed = seed;
    this.random = new Random(seed);
    this.world = world.apply(START, random);
    this.house =
        new LifeHouse(this.world, Map.of("CONCORDAT_CALENDAR_SWEEP_INTERVAL", SAFETY.toString()));
    for (LifeCalendar calendar : this.world.calendars()) {
      calendar.add("first of " + calendar.name());
      homes.add(new Home(calendar, house.move(calendar)));
    }
  }

  void live(int days) {
    Instant end = START.plus(Duration.ofDays(days));
    Instant act = START;
    while (house.now().isBefore(end)) {
      if (!house.now().isBefore(act)) {
        act();
        act = house.now().plusSeconds((long) (-Math.log(1 - random.nextDouble()) * 10_800));
      }
      step();
      Instant next = house.next();
      next = act.isBefore(next) ? act : next;
      Instant letter = world.next().orElse(next);
      house.forward(letter.isBefore(next) ? letter : next);
    }
    rest();
  }

  private void step() {
    homes.stream().filter(home -> !home.fineAgain.isAfter(house.now())).forEach(this::calm);
    Map<String, String> heard = world.deliver(house);
    boolean killed = house.settle();
    if (killed) {
      kills++;
      // Whoever comes next waits until the dead one's leases are over.
      house.forward(house.now().plus(LEASES));
      house.restart(house.address());
      house.settle();
    }
    homes.forEach(home -> check(home, !killed, heard));
  }

  private void calm(Home home) {
    if (home.spoilt) {
      home.spoilt = false;
      home.calendar.weather(Weather.FINE);
      home.fineSince = house.now();
    }
  }

  /** Everything works from now on: all that happened is known, and each has one channel. */
  private void rest() {
    homes.forEach(home -> home.fineAgain = house.now());
    Instant end = house.now().plus(SAFETY).plus(RECOVERY);
    while (house.now().isBefore(end)) {
      step();
      Instant next = house.next();
      house.forward(next.isBefore(end) ? next : end);
    }
    for (Home home : homes) {
      require(house.titles(home.owner).equals(home.calendar.titles()), home, "changes are lost");
      require(home.calendar.alive().size() <= 1, home, "several channels in the end");
      // A month has five renewals at most, a storm some dozens of tries.
      require(home.calendar.asked() < 60 + 80 * storms, home, "too many requests about channels");
    }
  }

  private void act() {
    Home home = homes.get(random.nextInt(homes.size()));
    int dice = random.nextInt(100);
    if (dice < 50) {
      change(home, false);
    } else if (dice < 75) {
      happen(home);
    } else if (dice < 80) {
      storm(home);
    } else if (dice < 84) {
      home.calendar.shorten(Duration.ofMinutes(45 + random.nextInt(10_080 - 45)));
    } else if (dice < 87) {
      world.repeat(house);
    } else if (dice < 90) {
      gust();
    } else if (dice < 95) {
      restarts++;
      house.restart(house.address());
    } else if (dice < 96) {
      restarts++;
      house.restart(world.addresses().get(random.nextInt(world.addresses().size())));
    } else {
      house.breaks.killAt(1 + random.nextInt(8));
    }
  }

  private void change(Home home, boolean unheard) {
    LifeCalendar calendar = home.calendar;
    int dice = random.nextInt(10);
    changes++;
    home.unknownSince = home.unknownSince.or(() -> Optional.of(house.now()));
    if (!unheard && (dice < 4 || calendar.size() < 3)) {
      calendar.add("event " + ++titles);
    } else {
      boolean delete = dice < 6 && calendar.size() > 1;
      calendar.change(
          random.nextInt(100),
          delete ? Optional.empty() : Optional.of("event " + ++titles),
          unheard);
    }
  }

  /** Something happens to a channel of the calendar; only Microsoft says so, if it arrives. */
  private void happen(Home home) {
    List<Line> lines = home.calendar.alive();
    if (lines.isEmpty()) {
      return;
    }
    Line line = lines.get(random.nextInt(lines.size()));
    switch (random.nextInt(5)) {
      case 0 -> {
        cut(home);
        home.calendar.kill(line, false);
      }
      case 1 -> {
        cut(home);
        home.calendar.kill(line, true);
      }
      case 2 -> {
        cut(home);
        home.calendar.pause(line);
      }
      case 3 -> home.calendar.remind(line);
      default -> {
        change(home, true);
        home.calendar.missed(line);
      }
    }
  }

  private void cut(Home home) {
    cuts++;
    home.cutUntil = house.now().plus(UNHEARD);
  }

  private void storm(Home home) {
    storms++;
    Weather weather = random.nextBoolean() ? Weather.DOWN : Weather.DEAF;
    Duration length = Duration.ofSeconds(300 + random.nextInt(86_400));
    (world.oneSky() ? homes : List.of(home)).forEach(hit -> spoil(hit, weather, length));
  }

  private void spoil(Home home, Weather weather, Duration length) {
    home.spoilt = true;
    home.calendar.weather(weather);
    home.fineAgain = house.now().plus(length);
  }

  private void gust() {
    world.gust().ifPresent(length -> homes.forEach(home -> roughen(home, length)));
  }

  private void roughen(Home home, Duration length) {
    spoil(home, Weather.MOODY, length);
    home.roughUntil = home.fineAgain;
  }

  private void check(Home home, boolean unhurt, Map<String, String> heard) {
    Instant now = house.now();
    List<Line> lines = home.calendar.alive();
    Optional<String> newest = home.calendar.newest();
    boolean fine = !home.spoilt && !home.fineSince.plus(RECOVERY).isAfter(now);
    known(home, now);
    if (fine
        && unhurt
        && (fresh(home, newest, lines) || newest.filter(heard::containsKey).isPresent())) {
      require(home.unknownSince.isEmpty(), home, "a notice, or a new channel, and nobody looked");
    }
    String word = newest.map(line -> heard.getOrDefault(line, "")).orElse("");
    if (word.matches(".*(Removed|Required).*")) {
      home.cutUntil = home.cutUntil.isAfter(now) ? now : home.cutUntil;
    }
    home.newest = newest;
    home.doubleSince = since(fine && lines.size() > 1, home.doubleSince);
    bounded(home, home.doubleSince, "two channels");
    boolean deaf = lines.stream().allMatch(Line::paused);
    home.noneSince = since(fine && deaf && !home.cutUntil.isAfter(now), home.noneSince);
    bounded(home, home.noneSince, "no channel");
  }

  /** Microsoft's are opened anew only where there was a gap. */
  private static boolean fresh(Home home, Optional<String> newest, List<Line> lines) {
    return home.calendar.brand() == Brand.MICROSOFT
        && !newest.equals(home.newest)
        && lines.stream().map(Line::id).anyMatch(newest.orElse("")::equals);
  }

  private Optional<Instant> since(boolean holds, Optional<Instant> before) {
    return holds ? before.or(() -> Optional.of(house.now())) : Optional.empty();
  }

  private void bounded(Home home, Optional<Instant> since, String what) {
    since.ifPresent(
        begin ->
            require(!begin.plus(OVERLAP).isBefore(house.now()), home, what + " since " + begin));
  }

  private void known(Home home, Instant now) {
    if (home.unknownSince.isEmpty()) {
      return;
    }
    Duration unknown = Duration.between(home.unknownSince.get(), now);
    if (house.titles(home.owner).equals(home.calendar.titles())) {
      slowest = unknown.compareTo(slowest) > 0 ? unknown : slowest;
      home.unknownSince = Optional.empty();
    }
    // A read that was due in a gust happens when the gust is over.
    Duration most = home.roughUntil.plus(GUST).isAfter(now) ? SAFETY.plus(GUST) : SAFETY;
    require(unknown.compareTo(most) <= 0, home, "a change is unknown for " + unknown);
  }

  private void require(boolean holds, Home home, String what) {
    if (!holds) {
      System.out.println(world.evidence());
      throw new AssertionError(
          "seed %d at %s: %s: %s".formatted(seed, house.now(), home.calendar.name(), what));
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "seed %d: %d changes, slowest known after %s; %s; %d channels cut off, %d storms, %d restarts, %d kills, %d requests about channels",
        seed,
        changes,
        slowest,
        world.told(),
        cuts,
        storms,
        restarts,
        kills,
        homes.stream().mapToInt(home -> home.calendar.asked()).sum());
  }

  @Override
  public void close() {
    house.close();
    world.close();
  }
}

package io.concordat.dist.bench;

import io.concordat.dist.calendar.Technician;
import io.concordat.dist.process.Home;
import io.concordat.dist.scene.Cast;
import io.concordat.dist.scene.Person;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** 500 changed entries over 50 calendars at 50 ms latency, quota windows off. */
final class PushBench {
  private static final double FLOOR = 0.7;
  private static final int LATENCY = 50;

  /** The product is a fresh process: it is compiled under way for its first thousands of pushes. */
  private static final int WARM_UPS = 10;

  private final int calendars;
  private final int entriesEach;
  private final int runs;
  private final LocalDate today;

  PushBench(int calendars, int entriesEach, int runs, LocalDate today) {
    this.calendars = calendars;
    this.entriesEach = entriesEach;
    this.runs = runs;
    this.today = today;
  }

  Figure run(Home home, Path folder) {
    Samples pushes = new Samples();
    Samples limits = new Samples();
    double perChange = 0;
    long others = 0;
    int allowed;
    try (Stand stand = new Stand(home, folder, "")) {
      Pushes changes = Pushes.fill(stand.postgres(), hire(stand), entriesEach, today);
      stand.latency(LATENCY);
      allowed = Concurrency.allowed(calendars, entriesEach);
      for (int i = 0; i < WARM_UPS; i++) {
        changes.once(LATENCY);
      }
      for (int i = 0; i < runs; i++) {
        Pushes.Round round = changes.once(LATENCY);
        pushes.add(round.perSecond());
        perChange = Math.max(perChange, round.perChange());
        others = round.others();
        limits.add(allowed * 1000.0 / LATENCY);
      }
    }
    double ratio = pushes.median() / limits.median();
    return new Figure(
        "push",
        "writes/s",
        pushes,
        "allowed concurrency / latency",
        limits,
        ratio,
        FLOOR,
        Map.of(
            "changes", calendars * entriesEach,
            "calendars", calendars,
            "latencyMillis", LATENCY,
            "allowedConcurrency", allowed,
            "otherRequests", others,
            "writesPerChange", perChange),
        ratio >= FLOOR && perChange == 1.0);
  }

  private List<Person> hire(Stand stand) {
    Cast cast = Cast.hire(stand.plan(), stand.control());
    cast.storeApp();
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < calendars; i++) {
      Technician technician = cast.technician("Pusher " + i);
      var account = cast.account(technician, "Europe/Berlin");
      Person person = cast.person(technician, account);
      person.connect();
      people.add(person);
    }
    return people;
  }
}

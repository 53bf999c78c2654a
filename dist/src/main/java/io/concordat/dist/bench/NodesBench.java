package io.concordat.dist.bench;

import io.concordat.dist.process.Child;
import io.concordat.dist.process.Home;
import io.concordat.dist.process.Product;
import io.concordat.dist.scene.Cast;
import io.concordat.dist.scene.Person;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two nodes on one PostgreSQL beside one of them, over the same load at 300 ms a vendor call: the
 * second stands still every other round.
 */
final class NodesBench {
  private static final double FLOOR = 1.5;
  private static final int LATENCY = 300;
  private static final int CALENDARS = 24;
  private static final int ENTRIES_EACH = 10;
  private static final int WARM_UPS = 3;

  private final int pairs;
  private final LocalDate today;

  NodesBench(int pairs, LocalDate today) {
    this.pairs = pairs;
    this.today = today;
  }

  Figure run(Home home, Path folder) {
    Samples two = new Samples();
    Samples one = new Samples();
    double perChange = 0;
    try (Stand stand = new Stand(home, folder, "")) {
      Product second = Product.start(beside(stand.plan(), folder));
      try {
        Pushes changes = Pushes.fill(stand.postgres(), hire(stand), ENTRIES_EACH, today);
        stand.latency(LATENCY);
        for (int i = 0; i < WARM_UPS; i++) {
          changes.once(LATENCY);
        }
        for (int i = 0; i < pairs; i++) {
          Pushes.Round both = changes.once(LATENCY);
          second.hold();
          Pushes.Round alone = changes.once(LATENCY);
          second.goOn();
          two.add(both.perSecond());
          one.add(alone.perSecond());
          perChange = Math.max(perChange, Math.max(both.perChange(), alone.perChange()));
        }
      } finally {
        second.goOn();
        second.stop();
      }
    }
    double ratio = two.median() / one.median();
    return new Figure(
        "nodes",
        "writes/s",
        two,
        "one node",
        one,
        ratio,
        FLOOR,
        Map.of(
            "calendars", CALENDARS,
            "changes", CALENDARS * ENTRIES_EACH,
            "latencyMillis", LATENCY,
            "load", Load.now(),
            "writesPerChange", perChange),
        ratio >= FLOOR && perChange == 1.0);
  }

  private static Product.Plan beside(Product.Plan first, Path folder) {
    return new Product.Plan(first.folder(), folder.resolve("data-2"), Child.port(0), first.env());
  }

  private List<Person> hire(Stand stand) {
    Cast cast = Cast.hire(stand.plan(), stand.control());
    cast.storeApp();
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < CALENDARS; i++) {
      var technician = cast.technician("Node " + i);
      Person person = cast.person(technician, cast.account(technician, "Europe/Berlin"));
      person.connect();
      people.add(person);
    }
    return people;
  }
}

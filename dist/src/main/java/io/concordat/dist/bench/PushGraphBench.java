package io.concordat.dist.bench;

import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.process.Home;
import io.concordat.dist.scene.Cast;
import io.concordat.dist.scene.Outlook;
import io.concordat.dist.scene.Person;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * 1,000 changed entries of one mailbox, which takes four requests at a time. It takes ten thousand
 * in ten minutes, too, so after some rounds another mailbox goes on.
 */
final class PushGraphBench {
  static final double FLOOR = 0.8;
  private static final int AT_ONCE = 4;
  private static final int ROUNDS_A_MAILBOX = 6;

  /** At no latency, in a mailbox of its own: the product is compiled under way. */
  private static final int WARM_UPS = 6;

  private final int entries;
  private final int runs;
  private final LocalDate today;
  private int mailboxes;

  PushGraphBench(int entries, int runs, LocalDate today) {
    this.entries = entries;
    this.runs = runs;
    this.today = today;
  }

  void run(Home home, Path folder, List<Integer> latencies, Consumer<Figure> told) {
    try (Stand stand = new Stand(home, folder, "")) {
      Cast cast = Cast.hire(stand.plan(), stand.control());
      Outlook outlook = Outlook.join(cast, stand.outlook(), stand.plan().address().toString());
      Pushes first = mailbox(stand, cast, outlook);
      for (int i = 0; i < WARM_UPS; i++) {
        first.once(0);
      }
      for (int latency : latencies) {
        told.accept(at(latency, stand, cast, outlook));
      }
    }
  }

  private Pushes mailbox(Stand stand, Cast cast, Outlook outlook) {
    stand.latency(0);
    Person person =
        outlook.person(cast.technician("Outlook pusher " + ++mailboxes), "Europe/Berlin");
    person.connect();
    return Pushes.fill(stand.postgres(), List.of(person), entries, today);
  }

  private Figure at(int latency, Stand stand, Cast cast, Outlook outlook) {
    Samples pushes = new Samples();
    double perChange = 0;
    long others = 0;
    while (pushes.count() < runs) {
      Pushes changes = mailbox(stand, cast, outlook);
      stand.latency(latency);
      for (int i = 0; i < ROUNDS_A_MAILBOX && pushes.count() < runs; i++) {
        Pushes.Round round = changes.once(latency);
        pushes.add(round.perSecond());
        perChange = Math.max(perChange, round.perChange());
        others = round.others();
      }
    }
    return figure(latency, pushes, perChange, others, stand.outlook());
  }

  private Figure figure(
      int latency, Samples pushes, double perChange, long others, TwinControl vendor) {
    Samples limit = new Samples();
    limit.add(AT_ONCE * 1000.0 / latency);
    double ratio = pushes.median() / limit.median();
    var quota = vendor.read("quota");
    long refused = quota.path("refused").asLong();
    return new Figure(
        "push-graph-" + latency + "ms",
        "writes/s",
        pushes,
        "four at a time / latency",
        limit,
        ratio,
        FLOOR,
        Map.of(
            "changes", entries,
            "latencyMillis", latency,
            "load", Load.now(),
            "mostInFlight", quota.path("mostInFlight").asInt(),
            "otherRequests", others,
            "refused", refused,
            "writesPerChange", perChange),
        ratio >= FLOOR && perChange == 1.0 && refused == 0);
  }
}

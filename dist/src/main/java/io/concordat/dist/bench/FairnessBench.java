package io.concordat.dist.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.dist.calendar.Tenant;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Rest;
import io.concordat.dist.process.Home;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Cast;
import io.concordat.dist.scene.Person;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How fresh one tenant's calendar is while another tenant works on many calendars, all of which the
 * vendor refuses, beside the same with the other tenant at rest; in turn.
 */
final class FairnessBench {
  private static final double MOST = 1.5;
  private static final int LATENCY = 50;
  private static final int CALENDARS = 12;
  private static final int RETRY_AFTER = 2;
  private static final Duration BETWEEN_EDITS = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final int pairs;
  private final LocalDate today;

  FairnessBench(int pairs, LocalDate today) {
    this.pairs = pairs;
    this.today = today;
  }

  Figure run(Home home, Path folder) {
    Samples beside = new Samples();
    Samples alone = new Samples();
    long refused;
    try (Doorway doorway = new Doorway();
        Stand stand = new Stand(home, folder, doorway.address())) {
      doorway.opensTo(stand.plan().address());
      Person person = FreshnessBench.hire(stand, doorway);
      List<Person> others = others(stand, doorway);
      stand.latency(LATENCY);
      String id = person.google().insert(FreshnessBench.event(today)).path("id").asText();
      UUID entry = FreshnessBench.entry(person);
      FreshnessBench.measure(stand, doorway, person, id, entry);
      long mark = stand.control().mark();
      for (int i = 0; i < pairs; i++) {
        alone.add(FreshnessBench.measure(stand, doorway, person, id, entry));
        try (Crowd crowd = new Crowd(stand.control(), others, today)) {
          crowd.begin();
          beside.add(FreshnessBench.measure(stand, doorway, person, id, entry));
        }
      }
      refused = refusals(stand.control().since(mark));
    }
    double ratio = beside.median() / alone.median();
    return new Figure(
        "fairness",
        "ms",
        beside,
        "the same with the other tenant at rest",
        alone,
        ratio,
        MOST,
        Map.of(
            "floorIsCeiling", true,
            "latencyMillis", LATENCY,
            "load", Load.now(),
            "refused", refused,
            "refusedCalendars", CALENDARS),
        ratio <= MOST && refused > 0);
  }

  private static long refusals(TwinControl.Requests requests) {
    return requests.rows().stream().filter(row -> row.path("status").asInt() == 429).count();
  }

  /** People of another tenant with an application of its own. */
  private static List<Person> others(Stand stand, Doorway doorway) {
    TwinControl twin = stand.control();
    String callback = doorway.address() + "/api/auth/google/calendar/callback";
    Tenant tenant = Tenant.create(stand.plan(), "Southgate MSP", "dispatch@southgate-msp.example");
    Cast cast =
        new Cast(tenant, twin, twin.client(callback), twin.client(doorway.address() + "/observer"));
    cast.storeApp();
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < CALENDARS; i++) {
      var technician = cast.technician("Waiting " + i);
      Person person = cast.person(technician, cast.account(technician, "Europe/Berlin"));
      person.connect();
      people.add(person);
    }
    people.forEach(FairnessBench::quiet);
    return people;
  }

  private static void quiet(Person person) {
    Waiting.until(
        person.name() + " is quiet",
        PATIENCE,
        () -> {
          person.provider().goOn();
          return person.provider().isQuiet();
        });
  }

  /** Somebody plans for all of them again and again, and the vendor takes nothing of it. */
  private static final class Crowd implements AutoCloseable {
    private final TwinControl twin;
    private final List<Person> people;
    private final LocalDate today;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread edits = Thread.ofVirtual().unstarted(this::edit);

    Crowd(TwinControl twin, List<Person> people, LocalDate today) {
      this.twin = twin;
      this.people = people;
      this.today = today;
    }

    void begin() {
      for (Person person : people) {
        twin.control(
            "faults",
            Rest.object()
                .put("match", ".*" + person.account().email().replace(".", "\\.") + ".*")
                .put("times", 1_000_000)
                .put("status", 429)
                .put("retryAfter", RETRY_AFTER));
      }
      edits.start();
      Waiting.until(
          "all of them are refused", PATIENCE, () -> people.stream().allMatch(this::waits));
    }

    private boolean waits(Person person) {
      JsonNode provider = person.provider().read();
      return provider.path("status").asText().equals("rate_limited");
    }

    private void edit() {
      for (int i = 0; !over.get(); i++) {
        Pushes.create(people.get(i % people.size()), i % 90, today);
        Waiting.pause(BETWEEN_EDITS);
      }
    }

    @Override
    public void close() {
      over.set(true);
      twin.forget("faults");
      try {
        edits.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      people.forEach(FairnessBench::quiet);
    }
  }
}

package io.concordat.dist.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Rest;
import io.concordat.dist.http.Surprise;
import io.concordat.dist.process.Child;
import io.concordat.dist.process.ExternalPostgres;
import io.concordat.dist.process.Home;
import io.concordat.dist.process.OneClock;
import io.concordat.dist.process.Product;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Cast;
import io.concordat.dist.scene.Outlook;
import io.concordat.dist.scene.Person;
import io.concordat.dist.scene.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * 30,000 new entries of one mailbox, which takes ten thousand requests in ten minutes. Product and
 * twin are one process with one clock: it runs as ever, and jumps whenever the product waits.
 */
final class GraphWindowBench {
  private static final double FLOOR = 0.95;
  private static final int QUOTA = 10_000;
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int AUTHORS = 4;

  private final int writes;
  private final LocalDate today;

  GraphWindowBench(int writes, LocalDate today) {
    this.writes = writes;
    this.today = today;
  }

  Figure run(Home home, Path folder) {
    try (ExternalPostgres postgres = ExternalPostgres.start(folder.resolve("pg"))) {
      int twin = Child.port(0);
      Product.Plan plan = plan(home, folder, twin, postgres);
      try (OneClock process = OneClock.start(home, plan, twin, OneClockMain.class.getName())) {
        return figure(plan, new TwinControl(process.twin()));
      }
    }
  }

  private static Product.Plan plan(Home home, Path folder, int twin, ExternalPostgres postgres) {
    int port = Child.port(0);
    URI vendor = URI.create("http://localhost:" + twin);
    Map<String, String> env =
        new HashMap<>(Settings.pushOnly(URI.create("http://localhost:" + port), vendor, vendor));
    env.putAll(postgres.settings());
    return new Product.Plan(home.ee(), folder.resolve("data"), port, env);
  }

  private Figure figure(Product.Plan plan, TwinControl vendor) {
    Cast cast = Cast.hire(plan, vendor);
    Outlook outlook = Outlook.join(cast, vendor, plan.address().toString());
    Person person = outlook.person(cast.technician("Outlook pusher"), "Europe/Berlin");
    person.connect();
    Waiting.until("it is connected", Duration.ofMinutes(1), person.provider()::isQuiet);
    long mark = vendor.mark();
    long began = System.nanoTime();
    create(person);
    Waiting.until("everything is written", PATIENCE, () -> passTime(person, vendor));
    Duration real = Duration.ofNanos(System.nanoTime() - began);
    return figure(vendor, vendor.since(mark), real);
  }

  private void create(Person person) {
    try (ExecutorService authors = Executors.newFixedThreadPool(AUTHORS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < writes; i++) {
        int number = i;
        all.add(authors.submit(() -> Pushes.create(person, number, today)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new Surprise("not all entries could be made", e);
    }
  }

  /** Lets the product's pause be over at once; true when nothing is left to write. */
  private boolean passTime(Person person, TwinControl vendor) {
    JsonNode next = person.provider().health().path("nextAttemptAt");
    Instant now = Instant.parse(vendor.read("clock").path("now").asText());
    if (next.isTextual() && Instant.parse(next.asText()).isAfter(now)) {
      vendor.control("clock", Rest.object().put("now", next.asText()));
    }
    return Pushes.isQuiet(person, writes);
  }

  private Figure figure(TwinControl vendor, TwinControl.Requests requests, Duration real) {
    List<Instant> times =
        requests.rows().stream()
            .filter(row -> row.path("kind").asText().equals("write"))
            .map(row -> Instant.parse(row.path("time").asText()))
            .sorted()
            .toList();
    Duration took = Duration.between(times.getFirst(), times.getLast());
    Samples figure = new Samples();
    figure.add((double) times.size() * WINDOW.toMillis() / took.toMillis());
    Samples limit = new Samples();
    limit.add(QUOTA);
    double ratio = figure.median() / QUOTA;
    var quota = vendor.read("quota");
    long refused = quota.path("refused").asLong();
    return new Figure(
        "push-graph-window",
        "writes/10 min",
        figure,
        "quota of the mailbox",
        limit,
        ratio,
        FLOOR,
        Map.of(
            "load", Load.now(),
            "mostInFlight", quota.path("mostInFlight").asInt(),
            "otherRequests", requests.rows().size() - times.size(),
            "realSeconds", real.toSeconds(),
            "refused", refused,
            "virtualSeconds", took.toSeconds(),
            "way", "assembled product and twin, one process, one clock",
            "writes", times.size()),
        ratio >= FLOOR && refused == 0 && times.size() == writes);
  }
}

package io.concordat.dist.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.NoAnswer;
import io.concordat.dist.http.Rest;
import io.concordat.dist.http.Surprise;
import io.concordat.dist.oracle.Oracle;
import io.concordat.dist.process.Child;
import io.concordat.dist.process.ExternalPostgres;
import io.concordat.dist.process.Home;
import io.concordat.dist.process.Product;
import io.concordat.dist.process.Relay;
import io.concordat.dist.process.Twin;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Cast;
import io.concordat.dist.scene.Person;
import io.concordat.dist.scene.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** One product on one database, as one node or as several, killed again and again. */
final class Session implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int BURST = 25;
  private static final int FIRST_IMPORT = 300;

  /** What is going on when the kill comes. */
  enum Phase {
    IMPORT,
    PUSH,
    PULL
  }

  /** What is killed. */
  enum Target {
    JVM,
    JVM_AND_DATABASE
  }

  private final Optional<ExternalPostgres> database;
  private final Twin twin;
  private final TwinControl control;
  private final List<Product> nodes = new ArrayList<>();
  private final Optional<Relay> relay;
  private final Cast cast;
  private final Random random;
  private final LocalDate today;
  private final List<Actor> actors = new ArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final Oracle oracle;

  Session(Home home, Path folder, boolean external, int count, Random random, LocalDate today) {
    this.random = random;
    this.today = today;
    this.oracle = new Oracle(today);
    this.database =
        external ? Optional.of(ExternalPostgres.start(folder.resolve("pg"))) : Optional.empty();
    this.twin = Twin.start(home, folder.resolve("logs"));
    this.control = new TwinControl(twin.google());
    List<Integer> ports = IntStream.range(0, count).map(_ -> Child.port(0)).boxed().toList();
    this.relay = count > 1 ? Optional.of(Relay.to(ports)) : Optional.empty();
    int port = relay.map(Relay::port).orElse(ports.getFirst());
    Map<String, String> env =
        new HashMap<>(Settings.pushOnly(URI.create("http://localhost:" + port), twin));
    database.ifPresent(d -> env.putAll(d.settings()));
    for (int i = 0; i < count; i++) {
      Path data = folder.resolve("data-" + i);
      nodes.add(Product.start(new Product.Plan(home.ee(), data, ports.get(i), env)));
    }
    // Everybody comes through the one door.
    this.cast =
        Cast.hire(new Product.Plan(home.ee(), folder.resolve("data-0"), port, env), control);
    cast.storeApp();
    control.control("latency", Rest.object().put("ms", 15));
    for (String name : List.of("Ada", "Grace")) {
      Actor actor = hire(name);
      seed(actor);
      actor.person().connect();
    }
    converge(actors.getLast());
  }

  private Actor hire(String name) {
    Technician technician = cast.technician(name + " Tester");
    var account = cast.account(technician, "Europe/Berlin");
    OffsetDateTime origin = today.plusDays(1).atTime(6, 0).atOffset(ZoneOffset.UTC);
    Actor actor = new Actor(cast.person(technician, account), origin);
    actors.add(actor);
    return actor;
  }

  /** Some of the vendor's own events, before the first import. */
  private void seed(Actor actor) {
    control.control(
        "seed",
        Rest.object()
            .put("account", actor.person().account().email())
            .put("count", FIRST_IMPORT)
            .put("start", today + "T06:00:00Z")
            .put("summary", "Seeded " + actor.person().name()));
  }

  /** One kill at a random moment; says what happened. */
  String kill(int number, Phase phase, Target target) {
    int after = random.nextInt(phase == Phase.IMPORT ? 1_000 : 700);
    over.set(false);
    Thread work = Thread.ofVirtual().start(work(number, phase));
    Waiting.pause(Duration.ofMillis(after));
    int victim = random.nextInt(nodes.size());
    Product product = nodes.get(victim);
    if (target == Target.JVM) {
      product.kill();
    } else {
      product.killWithDatabase();
    }
    over.set(true);
    Map<Actor, Instant> owed = phase == Phase.PULL ? noticed() : Map.of();
    // The others have to manage without it every other time.
    boolean missing = nodes.size() > 1 && random.nextBoolean();
    long start = System.nanoTime();
    if (!missing) {
      product.restart();
    }
    long ready = System.nanoTime();
    int applied = appliedAfter(owed);
    join(work);
    converge(actors.getLast());
    if (missing) {
      product.restart();
    }
    return "%-6s %-18s after %4d ms · %2d noticed changes applied · up in %.1f s, agreement in %.1f s"
        .formatted(
            phase.name().toLowerCase(Locale.ROOT),
            nodes.size() > 1
                ? "node " + (victim + 1) + " of " + nodes.size()
                : target == Target.JVM ? "JVM" : "JVM and PostgreSQL",
            after,
            applied,
            (ready - start) / 1e9,
            (System.nanoTime() - ready) / 1e9);
  }

  /**
   * Up to when each calendar's changes have been noticed: notices of a channel come one after the
   * other, so the last acknowledged one set out after the one before it had been acknowledged. From
   * now on the twin drops notices, so that nothing else can bring these changes in.
   */
  private Map<Actor, Instant> noticed() {
    ObjectNode drop = Rest.object().put("kind", "notifications").put("mode", "drop");
    control.control("faults", drop.put("times", 1_000_000));
    Map<String, Instant> last = new HashMap<>();
    Map<String, Instant> noticedAt = new HashMap<>();
    for (JsonNode row : control.read("notifications").path("items")) {
      if (row.path("outcome").asText().startsWith("delivered")) {
        Instant before =
            last.put(row.path("channelId").asText(), Instant.parse(row.path("time").asText()));
        if (before != null) {
          noticedAt.merge(row.path("calendarId").asText(), before, Session::later);
        }
      }
    }
    Map<Actor, Instant> noticed = new HashMap<>();
    for (Actor actor : actors) {
      Instant at = noticedAt.get(actor.person().account().email());
      if (at != null) {
        noticed.put(actor, at);
      }
    }
    return noticed;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private Runnable work(int number, Phase phase) {
    Random mine = new Random(random.nextLong());
    return switch (phase) {
      case IMPORT -> {
        Actor newcomer = hire("Newcomer" + number);
        seed(newcomer);
        yield () -> connectAtLast(newcomer.person());
      }
      case PUSH -> () -> burst(mine, true);
      case PULL -> () -> burst(mine, false);
    };
  }

  private void burst(Random mine, boolean here) {
    for (int i = 0; i < BURST && (here || !over.get()); i++) {
      Actor actor = actors.get(mine.nextInt(2));
      if (here) {
        actor.changeHere(mine);
      } else {
        actor.changeThere(mine);
      }
    }
  }

  /** A person whose sign-in broke off starts it again. */
  private void connectAtLast(Person person) {
    Waiting.until(
        person.name() + " is connected",
        PATIENCE,
        () -> {
          try {
            if (!person.provider().read().path("oauthComplete").asBoolean()) {
              person.connect();
            }
            return true;
          } catch (NoAnswer | Surprise e) {
            return false;
          }
        });
  }

  /** Waits until everything that was noticed before the kill has come in; how much it was. */
  private int appliedAfter(Map<Actor, Instant> owed) {
    int changes = owed.entrySet().stream().mapToInt(o -> o.getKey().noticed(o.getValue())).sum();
    owed.forEach(
        (actor, instant) ->
            await("what was noticed before the kill is applied", () -> actor.notYetHere(instant)));
    control.forget("faults");
    return changes;
  }

  private void join(Thread work) {
    try {
      work.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Both sides agree, nothing twice, nothing lost. */
  private void converge(Actor newest) {
    Set<Actor> some = new LinkedHashSet<>(actors.subList(0, 2));
    some.add(newest);
    converge(some);
  }

  /** The same for everybody who was ever hired. */
  void convergeAll() {
    converge(new LinkedHashSet<>(actors));
  }

  private void converge(Set<Actor> some) {
    some.forEach(actor -> actor.person().provider().nudge());
    for (Actor actor : some) {
      await(actor.person().name() + " is in agreement", () -> wrong(actor));
    }
  }

  private List<String> wrong(Actor actor) {
    // Hundreds of deletions in a few minutes are meant here.
    actor.person().provider().goOn();
    if (!actor.person().provider().isQuiet()) {
      return List.of("the provider says " + actor.person().provider().read());
    }
    List<String> wrong = new ArrayList<>(actor.person().compare(oracle).differences());
    if (wrong.isEmpty()) {
      wrong.addAll(actor.duplicates());
      wrong.addAll(actor.lost());
    }
    return wrong;
  }

  private static void await(String what, Supplier<List<String>> wrong) {
    List<String> last = new ArrayList<>();
    try {
      Waiting.untilSlowly(
          what,
          PATIENCE,
          () -> {
            last.clear();
            last.addAll(wrong.get());
            return last.isEmpty();
          });
    } catch (Surprise e) {
      String told = String.join("\n    ", last.subList(0, Math.min(20, last.size())));
      throw new Surprise(e.getMessage() + ":\n    " + told, e);
    }
  }

  @Override
  public void close() {
    nodes.forEach(Product::stop);
    relay.ifPresent(Relay::close);
    twin.stop();
    database.ifPresent(ExternalPostgres::close);
  }
}

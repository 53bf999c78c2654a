package io.concordat.app;

import io.concordat.app.edition.Edition;
import io.concordat.app.edition.Plugins;
import io.concordat.app.settings.CannotStart;
import io.concordat.app.settings.Settings;
import io.concordat.job.JobRunner;
import io.concordat.microsoft.CertificateSurvey;
import io.concordat.outbox.Dispatcher;
import io.concordat.schedule.StoredSchedule;
import io.concordat.spi.Offer;
import io.concordat.spi.job.Poller;
import io.concordat.spi.meter.Survey;
import io.concordat.sql.Migrations;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process of the product, from the database up; closing stops it in reverse. */
final class Node {
  private static final Logger log = LoggerFactory.getLogger(Node.class);

  /** How long a master key that was retired may stay in memory. */
  private static final Duration KEYS = Duration.ofSeconds(30);

  private final Settings settings;
  private final Plugins plugins;
  private final InstantSource clock;
  private final Closing closing;

  Node(Settings settings, Plugins plugins, InstantSource clock, Closing closing) {
    this.settings = settings;
    this.plugins = plugins;
    this.clock = clock;
    this.closing = closing;
  }

  /** What HTTP needs to serve; whoever opens the door returns how to close it. */
  @FunctionalInterface
  interface Door {
    AutoCloseable open(Ground ground, StoredSchedule schedule, Edition edition, Plugins plugins);
  }

  void start(Door door) {
    Ground ground = ground();
    StoredSchedule schedule = new StoredSchedule(ground.outbox(), clock);
    Edition edition = plugins.start(new LentContext(ground, schedule));
    closing.add("plugins", edition::close);
    // Made before requests, started after them; stopped after HTTP, before the plugins.
    Dispatcher dispatcher = dispatcher(ground, edition);
    JobRunner jobs = jobs(ground, edition);
    closing.add("listeners", dispatcher);
    closing.add("jobs", jobs);
    closing.add("pollers", ground.pollers());
    new FirstStart(settings, ground.identity().setup()).prepare();
    closing.add("http", door.open(ground, schedule, edition, plugins));
    closing.add("live streams", ground.live());
    jobs.start(settings.jobThreads());
    List<Poller> pollers = pollers(edition, dispatcher);
    pollers.add(new Forgetting(ground, schedule).poller());
    pollers.add(ground.tail().poller());
    pollers.add(ground.live().poller());
    pollers.add(new Poller("keys", KEYS, ground.secrets()::refresh));
    pollers.add(new DomainRounds(ground).poller());
    pollers.add(new CertificateRounds(ground).poller());
    pollers.add(new Census(ground, surveys(ground, edition)).poller());
    ground.pollers().start(pollers);
    log.info("Concordat {}: {}", edition.name(), edition.servedBy());
  }

  private Ground ground() {
    OpenDatabase open = OpenDatabase.forServing(settings);
    closing.add("database", open);
    migrate(open);
    Ground ground = Ground.open(settings, open.database(), clock);
    closing.add("pool", ground);
    if (open.alone()) {
      int freed = ground.jobs().freeAll();
      log.debug("{} jobs of a process that died are free", freed);
    }
    return ground;
  }

  private void migrate(OpenDatabase open) {
    List<String> changelogs = new ArrayList<>(List.of(Migrations.CORE));
    changelogs.addAll(plugins.changelogs(Node.class.getClassLoader()));
    migrate(open, changelogs);
    open.migrated().run();
  }

  static void migrate(OpenDatabase open, List<String> changelogs) {
    try {
      Migrations.run(open.database(), changelogs);
    } catch (Exception e) {
      throw new CannotStart("the database cannot be brought up to date: " + e.getMessage(), e);
    }
  }

  private Dispatcher dispatcher(Ground ground, Edition edition) {
    return new Dispatcher(
        ground.pool(),
        ground.tenancy(),
        ground.transactions(),
        edition.all(offer -> offer.listeners().stream()),
        clock,
        ground.meters());
  }

  private JobRunner jobs(Ground ground, Edition edition) {
    return new JobRunner(
        ground.pool(),
        ground.jobs(),
        ground.tenancy(),
        edition.all(offer -> offer.jobs().stream()),
        clock,
        ground.meters());
  }

  private static List<Poller> pollers(Edition edition, Dispatcher dispatcher) {
    List<Poller> pollers = new ArrayList<>(dispatcher.pollers());
    pollers.addAll(edition.<Poller>all(Node::pollersOf));
    return pollers;
  }

  private static List<Survey> surveys(Ground ground, Edition edition) {
    List<Survey> surveys = new ArrayList<>(edition.<Survey>all(offer -> offer.surveys().stream()));
    surveys.add(new CertificateSurvey(ground.microsoftProfiles(), ground.clock()));
    return surveys;
  }

  private static Stream<Poller> pollersOf(Offer offer) {
    return offer.pollers().stream();
  }
}

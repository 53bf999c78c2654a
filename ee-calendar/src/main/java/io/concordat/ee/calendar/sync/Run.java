package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.mapping.Overtaken;
import io.concordat.ee.calendar.policy.PolicyRows;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Trouble;
import io.concordat.ee.calendar.reconcile.Policy;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.spi.PluginContext;
import io.concordat.spi.channel.Channels.Mark;
import io.concordat.spi.job.JobHandler;
import io.concordat.spi.secret.UnreadableSecret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one run of a provider: reads what is dirty there, writes what is dirty here, then waits for
 * its next turn.
 */
public final class Run implements JobHandler {
  public static final String TYPE = "calendar.run";

  private static final Logger LOG = LoggerFactory.getLogger(Run.class);
  private static final Duration OVERTAKEN = Duration.ofSeconds(1);
  private static final int ROUNDS = 25;

  /** Until it is looked again whether another calendar's run is over. */
  private static final Duration TURN = Duration.ofSeconds(1);

  private final PluginContext core;
  private final ProviderRows providers;
  private final ProgressRows progress;
  private final RunRows runs;
  private final PolicyRows policies = new PolicyRows();
  private final TurnRows turns = new TurnRows();
  private final Calendars calendars;
  private final Pull pull;
  private final Push push;
  private final Removals removals;
  private final Ending ending;
  private final Poll poll;
  private final Errand errand;

  /** Whoever was not read since this process started has missed who knows what. */
  private final Set<UUID> met = ConcurrentHashMap.newKeySet();

  Run(
      PluginContext core,
      ProviderRows providers,
      ProgressRows progress,
      RunRows runs,
      Calendars calendars,
      Pull pull,
      Push push,
      Removals removals,
      Ending ending,
      Poll poll,
      Errand errand) {
    this.core = core;
    this.providers = providers;
    this.progress = progress;
    this.runs = runs;
    this.calendars = calendars;
    this.pull = pull;
    this.push = push;
    this.removals = removals;
    this.ending = ending;
    this.poll = poll;
    this.errand = errand;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Outcome run(TenantId tenant, String instance) {
    Instant began = core.clock().instant();
    UUID id = UUID.fromString(instance);
    Start start = core.transactions().call(tx -> start(tx, id));
    return switch (start) {
      case Start.No(var outcome) -> outcome;
      case Start.Yes yes -> inTurn(yes.provider(), yes.turn(), () -> go(yes, began));
      case Start.First(var provider, var work, var turn) ->
          inTurn(provider, turn, () -> work.run(provider));
    };
  }

  private sealed interface Start {
    record No(Outcome outcome) implements Start {}

    /**
     * @param turn to be left at the end
     */
    record Yes(Provider provider, RunRecord record, Policy policy, boolean turn) implements Start {}

    /** Something else comes first. */
    record First(Provider provider, Errand.Work work, boolean turn) implements Start {}
  }

  private Start start(Tx tx, UUID id) {
    Optional<Provider> found = providers.lock(tx, id);
    if (found.isEmpty()) {
      core.channels().drained(tx, core.channels().marks(tx, id));
      return new Start.No(new Outcome.Finished());
    }
    Provider provider = found.get();
    Instant now = core.clock().instant();
    Optional<Errand.Work> work = errand.next(tx, provider);
    if (work.isPresent()) {
      return first(tx, provider, work.get(), now);
    }
    Optional<Instant> quiet = provider.trouble().nextAttemptAt().filter(now::isBefore);
    if (!provider.runnable() || provider.waitsForPlan() || quiet.isPresent()) {
      postpone(tx, id);
      return new Start.No(quiet.<Outcome>map(Outcome.Again::new).orElseGet(Outcome.Finished::new));
    }
    TurnRows.Turn turn = turns.take(tx, provider, now);
    if (turn == TurnRows.Turn.ANOTHERS) {
      postpone(tx, id);
      return new Start.No(new Outcome.Again(now.plus(TURN)));
    }
    progress.fence(tx, id);
    poll.completeBefore(provider, now).ifPresent(before -> progress.completeAgain(tx, id, before));
    RunRecord record = record(tx, provider, now);
    if (record.begins()) {
      ending.started(tx, record);
    }
    boolean taken = turn == TurnRows.Turn.TAKEN;
    return new Start.Yes(providers.lock(tx, id).orElseThrow(), record, policies.of(tx), taken);
  }

  private Start first(Tx tx, Provider provider, Errand.Work work, Instant now) {
    postpone(tx, provider.id());
    TurnRows.Turn turn = turns.take(tx, provider, now);
    if (turn == TurnRows.Turn.ANOTHERS) {
      return new Start.No(new Outcome.Again(now.plus(TURN)));
    }
    progress.fence(tx, provider.id());
    Provider fenced = providers.lock(tx, provider.id()).orElseThrow();
    return new Start.First(fenced, work, turn == TurnRows.Turn.TAKEN);
  }

  /** Notices are kept as a wish, or the poller would ask for this run all the time. */
  private void postpone(Tx tx, UUID id) {
    List<Mark> marks = core.channels().marks(tx, id);
    if (!marks.isEmpty()) {
      progress.wanted(tx, id);
      core.channels().drained(tx, marks);
    }
  }

  private RunRecord record(Tx tx, Provider provider, Instant now) {
    Optional<RunRecord> waiting = runs.take(tx, provider.id(), now);
    if (waiting.isPresent()) {
      return waiting.get();
    }
    boolean first = provider.progress().importedAt().isEmpty();
    var record =
        new RunRecord(UUID.randomUUID(), provider.id(), first ? "first" : "change", first, first);
    if (first) {
      runs.insert(tx, record, "running", now);
    }
    return record;
  }

  private Outcome inTurn(Provider provider, boolean turn, Supplier<Outcome> work) {
    try {
      return work.get();
    } finally {
      if (turn) {
        core.transactions().run(tx -> turns.leave(tx, provider.id()));
      }
    }
  }

  private Outcome go(Start.Yes start, Instant began) {
    var session =
        new Session(
            core.transactions(),
            providers,
            runs,
            start.provider(),
            calendars.open(start.provider()),
            start.record(),
            began,
            start.policy(),
            Notes.NONE);
    try {
      Outcome outcome = untilDone(session);
      measure(began, "completed");
      return outcome;
    } catch (Stopped e) {
      return new Outcome.Finished();
    } catch (Overtaken e) {
      return new Outcome.Again(core.clock().instant().plus(OVERTAKEN));
    } catch (Suspect suspect) {
      LOG.warn("calendar provider {}: {}", session.id, suspect.getMessage());
      measure(began, "suspect");
      return ending.ours(session, Trouble.SUSPECT);
    } catch (RemoteFault broken) {
      LOG.info("calendar provider {}: {}", session.id, broken.getMessage());
      measure(began, "failed");
      return ending.broken(session, broken);
    } catch (UnreadableSecret unreadable) {
      LOG.error("calendar provider {}: {}", session.id, unreadable.getMessage());
      measure(began, "failed");
      return ending.ours(session, Trouble.SECRET);
    } catch (RuntimeException bug) {
      LOG.error("a run of calendar provider {} failed", session.id, bug);
      measure(began, "failed");
      return ending.ours(session, Trouble.INTERNAL);
    }
  }

  private Outcome untilDone(Session session) {
    boolean sweep = due(session.provider()) && met.contains(session.id);
    boolean due = sweep || !met.contains(session.id);
    for (int round = 0; round < ROUNDS; round++) {
      boolean asked = toRead(session);
      if (due || asked) {
        int before = session.counts.changes();
        pull.run(session);
        met.add(session.id);
        session.untold |= sweep && due && !asked && session.counts.changes() > before;
      }
      removals.run(session);
      push.run(session);
      removals.run(session);
      due = false;
      Optional<Outcome> done = session.rests.map(until -> ending.rests(session, until));
      if (done.isEmpty()) {
        done = ending.ifDone(session);
      }
      if (done.isPresent()) {
        return done.get();
      }
    }
    return new Outcome.Again(core.clock().instant());
  }

  private boolean due(Provider provider) {
    return provider
        .progress()
        .nextPollAt()
        .filter(at -> !at.isAfter(core.clock().instant()))
        .isPresent();
  }

  /** Whether somebody wants the vendor read; a mere wake of our own does not. */
  private boolean toRead(Session session) {
    return session.tx(
        (tx, counts) -> {
          List<Mark> marks = core.channels().marks(tx, session.id);
          List<Mark> wakes = marks.stream().filter(Wake::is).toList();
          core.channels().drained(tx, wakes);
          return marks.size() > wakes.size() || wanted(session.provider().progress());
        });
  }

  static boolean wanted(Provider.Progress progress) {
    return progress.pullWanted() > progress.pullDone()
        || progress.fullWanted()
        || progress.cursor().isEmpty()
        || progress.importedAt().isEmpty();
  }

  private void measure(Instant began, String outcome) {
    core.meters()
        .record(
            "calendar_runs",
            Map.of("outcome", outcome),
            Duration.between(began, core.clock().instant()));
  }
}

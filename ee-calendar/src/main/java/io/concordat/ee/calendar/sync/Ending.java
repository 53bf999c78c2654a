package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.activity.Memory;
import io.concordat.ee.calendar.fuse.FuseRows;
import io.concordat.ee.calendar.ledger.GapRows;
import io.concordat.ee.calendar.provider.Delivery;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.Provider.Connection;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Trouble;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.spi.PluginContext;
import io.concordat.spi.event.Event;
import io.concordat.spi.job.JobHandler.Outcome;
import io.concordat.spi.tenant.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** How a run ends: clean, with a setback, or not yet; and what is told about it. */
final class Ending {
  /** Sleeps until somebody asks; the job stays known for a start after an absence. */
  private static final Instant NEVER = Instant.parse("2200-01-01T00:00:00Z");

  private final PluginContext core;
  private final ProviderRows providers;
  private final ProgressRows progress;
  private final RunRows runs;
  private final Poll poll;
  private final FuseRows fuses = new FuseRows();
  private final GapRows gaps = new GapRows();
  private final Memory memory;
  private final BiFunction<Tx, Provider, Delivery> delivery;
  private final BiConsumer<Tx, Provider> untold;

  Ending(
      PluginContext core,
      ProviderRows providers,
      ProgressRows progress,
      RunRows runs,
      Poll poll,
      BiFunction<Tx, Provider, Delivery> delivery,
      BiConsumer<Tx, Provider> untold,
      Memory memory) {
    this.memory = memory;
    this.core = core;
    this.providers = providers;
    this.progress = progress;
    this.runs = runs;
    this.poll = poll;
    this.delivery = delivery;
    this.untold = untold;
  }

  void started(Tx tx, RunRecord record) {
    tell(tx, "CALENDAR_SYNC_STARTED", record, new Counts(), Optional.empty());
  }

  /** Ends the run unless it has to read again itself. */
  Optional<Outcome> ifDone(Session session) {
    return session.tx((tx, counts) -> ifDone(tx, session));
  }

  /**
   * A notice that came meanwhile causes another run, in its turn: most are echoes of our own
   * writes, and other calendars' changes need not wait for them.
   */
  private Optional<Outcome> ifDone(Tx tx, Session session) {
    if (Run.wanted(session.provider().progress())) {
      return Optional.empty();
    }
    Instant now = core.clock().instant();
    Optional<Instant> next =
        Stream.concat(
                poll.next(delivery.apply(tx, session.provider()), now).stream(),
                session.again.stream())
            .min(Comparator.naturalOrder());
    if (session.untold && delivery.apply(tx, session.provider()) == Delivery.PUSH) {
      untold.accept(tx, session.provider());
    }
    boolean mended = session.provider().trouble().code().filter(Trouble::ours).isPresent();
    progress.well(tx, session.id, next, Duration.between(session.began, now), now);
    boolean closed = closed(tx, session, now);
    finish(tx, session.record, session.counts, Optional.empty(), closed || mended, now);
    fuses.spent(tx, session.id, session.began);
    boolean more =
        !core.channels().marks(tx, session.id).isEmpty() || runs.queued(tx, session.id).isPresent();
    return Optional.of(new Outcome.Again(more ? now : next.orElse(NEVER)));
  }

  /** More waits than may go out now: the run goes on then, and nobody waits for it meanwhile. */
  Outcome rests(Session session, Instant until) {
    return session.tx(
        (tx, counts) -> {
          if (!session.record.stored()) {
            runs.insert(tx, session.record, "running", core.clock().instant());
            runs.went(tx, session.record, session.counts, session.ends);
            started(tx, session.record);
          }
          return new Outcome.Again(until);
        });
  }

  /** The vendor, the network or the authorization failed. */
  Outcome broken(Session session, RemoteFault broken) {
    return setback(
        session,
        broken.asked(),
        (failures, now) ->
            Setback.of(
                broken.fault(),
                session.provider().brand(),
                failures,
                poll.spread().getAsDouble(),
                now));
  }

  /** Something of our own failed. */
  Outcome ours(Session session, String code) {
    return setback(
        session,
        false,
        (failures, now) -> Setback.ours(code, failures, poll.spread().getAsDouble(), now));
  }

  /**
   * @param asked whether it was the vendor who said so
   */
  private Outcome setback(
      Session session, boolean asked, BiFunction<Integer, Instant, Setback> judge) {
    return core.transactions()
        .call(
            tx -> {
              Optional<Provider> provider =
                  providers
                      .lock(tx, session.id)
                      .filter(now -> now.progress().fence() == session.fence());
              return provider
                  .map(found -> setback(tx, session, found, asked, judge))
                  .orElseGet(Outcome.Finished::new);
            });
  }

  private Outcome setback(
      Tx tx,
      Session session,
      Provider provider,
      boolean asked,
      BiFunction<Integer, Instant, Setback> judge) {
    Instant now = core.clock().instant();
    int failures = provider.trouble().failures();
    Setback setback = judge.apply(failures, now);
    providers.troubled(
        tx,
        session.id,
        setback.connection(),
        new Provider.Trouble(
            Optional.of(setback.code()),
            Optional.of(now),
            setback.again(),
            setback.rateLimited(),
            failures + 1));
    if (asked && setback.rateLimited()) {
      slower(tx, provider, now);
    }
    if (setback.connection() == Connection.RECONNECT_REQUIRED) {
      reconnect(tx, session.id);
    }
    finish(tx, session.record, session.counts, Optional.of(setback.code()), false, now);
    return setback.again().<Outcome>map(Outcome.Again::new).orElseGet(Outcome.Finished::new);
  }

  private void slower(Tx tx, Provider provider, Instant now) {
    double usual = provider.brand().requestsPerSecond();
    progress.pace(tx, provider.id(), provider.pace().refused(now, usual));
  }

  private void reconnect(Tx tx, UUID provider) {
    core.outbox()
        .append(
            tx, new Event("CALENDAR_PROVIDER_RECONNECT_REQUIRED", provider, "vendor", Map.of()));
  }

  /** What nobody had told us of has been read. */
  private boolean closed(Tx tx, Session session, Instant now) {
    long done = session.provider().progress().pullDone();
    return gaps.close(tx, session.id, done, session.record.id(), now);
  }

  /**
   * Idle polls stay silent: no row, no event.
   *
   * @param named somebody else names this run, or waits for it
   */
  private void finish(
      Tx tx, RunRecord record, Counts counts, Optional<String> error, boolean named, Instant now) {
    boolean told = record.stored() || error.isPresent() || counts.anything() || named;
    if (!told) {
      return;
    }
    if (!record.stored()) {
      runs.insert(tx, record, "running", now);
      started(tx, record);
    }
    runs.finish(tx, record, counts, error, now);
    runs.trim(tx, record.provider());
    memory.fade(tx, record.provider(), now);
    tell(
        tx,
        error.isPresent() ? "CALENDAR_SYNC_FAILED" : "CALENDAR_SYNC_COMPLETED",
        record,
        counts,
        error);
  }

  private void tell(Tx tx, String type, RunRecord record, Counts counts, Optional<String> error) {
    var data = new HashMap<String, Object>();
    data.put("runId", record.id().toString());
    data.put("created", counts.created);
    data.put("updated", counts.updated);
    data.put("deleted", counts.deleted);
    data.put("conflicts", counts.conflicts);
    data.put("errors", counts.errors);
    error.ifPresent(code -> data.put("error", code));
    core.outbox().append(tx, new Event(type, record.provider(), record.cause(), data));
  }
}

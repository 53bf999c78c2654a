package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.fuse.FuseRows;
import io.concordat.ee.calendar.policy.PolicyRows;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.reconcile.Fuse;
import io.concordat.spi.PluginContext;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import java.io.Serial;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A whole run, pull and push, by the code that runs, in one transaction that is rolled back, on a
 * calendar that was read before and takes every write. So what it shows is what a run would do.
 */
public final class Rehearsal {
  private static final int PASSES = 20;

  private final PluginContext core;
  private final ProviderRows providers;
  private final RunRows runs;
  private final Calendars calendars;
  private final Pull pull;
  private final Push push;
  private final Removals removals;
  private final FuseRows fuses = new FuseRows();
  private final PolicyRows policies = new PolicyRows();

  Rehearsal(
      PluginContext core,
      ProviderRows providers,
      RunRows runs,
      Calendars calendars,
      Pull pull,
      Push push,
      Removals removals) {
    this.core = core;
    this.providers = providers;
    this.runs = runs;
    this.calendars = calendars;
    this.pull = pull;
    this.push = push;
    this.removals = removals;
  }

  /**
   * What a run would do now.
   *
   * @param requests that it would take, reads included
   * @param questions what a person would be asked about
   */
  public record Shown(List<Act> acts, int requests, Set<Fuse> questions) {
    public Shown {
      acts = List.copyOf(acts);
      questions = Set.copyOf(questions);
    }
  }

  /**
   * Empty if the provider may not be asked. Throws what the vendor's calendar throws.
   *
   * @param full from a complete listing
   */
  public Optional<Shown> of(UUID id, boolean full) {
    Optional<Provider> provider =
        core.transactions().call(tx -> providers.find(tx, id)).filter(Provider::runnable);
    return provider.map(found -> of(found, full));
  }

  private Shown of(Provider provider, boolean full) {
    var calendar = new Recorded(calendars.open(provider), core.tenancy().executor());
    for (int pass = 0; pass < PASSES; pass++) {
      var script = new Script();
      play(provider.id(), full, calendar, script);
      if (!calendar.fetch()) {
        return new Shown(script.acts, calendar.requests() + script.writes, script.questions);
      }
    }
    throw new IllegalStateException("the calendar changes faster than it is read");
  }

  private void play(UUID id, boolean full, Recorded calendar, Script script) {
    try {
      core.transactions()
          .run(
              tx -> {
                play(tx, id, full, calendar, script);
                throw new Over();
              });
    } catch (Over over) {
      // Nothing of it has happened.
    }
  }

  private void play(Tx tx, UUID id, boolean full, Recorded calendar, Script script) {
    if (providers.lock(tx, id).isEmpty()) {
      throw new Stopped();
    }
    if (full) {
      providers.wantPull(tx, id, true);
    }
    fuses.states(tx, id).forEach((kind, open) -> script.asked(kind, open));
    fuses.openAll(tx, id);
    Provider provider = providers.lock(tx, id).orElseThrow();
    var session =
        new Session(
            new Inside(tx),
            providers,
            runs,
            provider,
            calendar,
            new RunRecord(UUID.randomUUID(), id, "plan", full, false),
            core.clock().instant(),
            policies.of(tx),
            script);
    pull.run(session);
    removals.run(session);
    push.run(session);
    removals.run(session);
  }

  /** The one transaction, as if each part had its own. */
  private record Inside(Tx tx) implements Transactions {
    @Override
    public <T> T call(Work<T> work) {
      try {
        return work.run(tx);
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) { // work may throw anything checked: it ends the rehearsal
        throw new IllegalStateException("a part of a rehearsal failed", e);
      }
    }
  }

  /** Ends the transaction without a commit. */
  private static final class Over extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    Over() {
      super("a rehearsal is over", null, false, false);
    }
  }
}

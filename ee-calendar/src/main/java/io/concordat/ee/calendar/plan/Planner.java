package io.concordat.ee.calendar.plan;

import io.concordat.ee.calendar.fuse.FuseRows;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Trouble;
import io.concordat.ee.calendar.reconcile.Fuse;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.sync.Act;
import io.concordat.ee.calendar.sync.Act.Side;
import io.concordat.ee.calendar.sync.Act.Verb;
import io.concordat.ee.calendar.sync.Rehearsal;
import io.concordat.ee.calendar.sync.Setback;
import io.concordat.spi.PluginContext;
import io.concordat.spi.job.JobHandler;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.secret.UnreadableSecret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job behind a plan: it rehearses a run, and rehearses again before the plan is applied. */
final class Planner implements JobHandler {
  static final String TYPE = "calendar.plan";
  private static final Logger LOG = LoggerFactory.getLogger(Planner.class);

  private final PluginContext core;
  private final ProviderRows providers;
  private final Rehearsal rehearsal;
  private final Plans.Asking asking;
  private final PlanRows plans = new PlanRows();
  private final FuseRows fuses = new FuseRows();

  Planner(PluginContext core, ProviderRows providers, Rehearsal rehearsal, Plans.Asking asking) {
    this.core = core;
    this.providers = providers;
    this.rehearsal = rehearsal;
    this.asking = asking;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Outcome run(TenantId tenant, String instance) {
    UUID id = UUID.fromString(instance);
    core.transactions()
        .call(tx -> plans.find(tx, id))
        .filter(plan -> plan.state().working())
        .ifPresent(this::work);
    return new Outcome.Finished();
  }

  private void work(Plan plan) {
    try {
      Optional<Rehearsal.Shown> shown = rehearsal.of(plan.provider(), plan.full());
      core.transactions()
          .run(
              tx ->
                  shown.ifPresentOrElse(
                      now -> decided(tx, plan, now),
                      () -> plans.failed(tx, plan.id(), "not_runnable")));
    } catch (RemoteFault broken) {
      LOG.info("calendar plan {}: {}", plan.id(), broken.getMessage());
      core.transactions().run(tx -> failed(tx, plan, broken));
    } catch (UnreadableSecret unreadable) {
      LOG.error("calendar plan {}: {}", plan.id(), unreadable.getMessage());
      core.transactions().run(tx -> plans.failed(tx, plan.id(), Trouble.SECRET));
    }
  }

  private void failed(Tx tx, Plan plan, RemoteFault broken) {
    providers
        .find(tx, plan.provider())
        .map(Provider::brand)
        .map(brand -> Setback.of(broken.fault(), brand, 0, 0, core.clock().instant()).code())
        .ifPresent(code -> plans.failed(tx, plan.id(), code));
  }

  private void decided(Tx tx, Plan plan, Rehearsal.Shown now) {
    Optional<Provider> provider = providers.lock(tx, plan.provider());
    if (provider.isEmpty()) {
      return;
    }
    if (plan.state() == Plan.State.QUEUED) {
      plans.ready(tx, made(plan, now, provider.get().brand()), core.clock().instant());
      return;
    }
    Plan.Changed changed = plan.since(now.acts());
    if (changed.nothing()) {
      permit(tx, plan);
      providers.planned(tx, plan.provider());
      plans.applied(tx, plan.id(), asking.run(tx, provider.get(), plan.full()));
    } else {
      plans.outdated(tx, plan.id(), changed);
    }
  }

  private static Plan made(Plan plan, Rehearsal.Shown now, Brand brand) {
    return new Plan(
        plan.id(),
        plan.provider(),
        plan.kind(),
        plan.full(),
        Plan.State.READY,
        now.acts(),
        now.requests(),
        (int) Math.ceil(now.requests() / brand.requestsPerSecond()),
        now.questions().stream().map(Fuse::stored).sorted().toList(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        plan.requestedAt(),
        Optional.empty());
  }

  /** What was shown and wanted is asked about no more: exactly that, once. */
  private void permit(Tx tx, Plan plan) {
    Predicate<Act> deletes = act -> act.verb() == Verb.DELETE;
    permit(tx, plan, Fuse.MASS_DELETE_HERE, deletes.and(act -> act.side() == Side.HERE));
    permit(tx, plan, Fuse.SHORT_LISTING, deletes.and(act -> act.side() == Side.HERE));
    permit(tx, plan, Fuse.MASS_DELETE_THERE, deletes.and(act -> act.side() == Side.THERE));
    permit(
        tx, plan, Fuse.MASS_CREATE, act -> act.side() == Side.THERE && act.verb() == Verb.CREATE);
    permit(tx, plan, Fuse.MASS_MAIL, Act::mails);
  }

  private void permit(Tx tx, Plan plan, Fuse kind, Predicate<Act> which) {
    List<ScheduleEntryId> entries =
        plan.acts().stream()
            .filter(which)
            .flatMap(act -> act.entry().stream())
            .map(ScheduleEntryId::new)
            .toList();
    if (!entries.isEmpty()) {
      fuses.permit(tx, plan.provider(), kind, Set.copyOf(entries), core.clock().instant());
    }
  }
}

package io.concordat.ee.calendar.plan;

import io.concordat.ee.calendar.provider.BadBody;
import io.concordat.ee.calendar.provider.Problems;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderJson;
import io.concordat.ee.calendar.provider.ProviderRoutes;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.provider.StrictBody;
import io.concordat.spi.PluginContext;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Plans: asked for, looked at, applied. */
final class PlanRoutes {
  private static final String PLANS = ProviderRoutes.BASE + "/{id}/plans";

  private final PluginContext core;
  private final Reach reach;
  private final PlanRows plans = new PlanRows();

  PlanRoutes(PluginContext core, Reach reach) {
    this.core = core;
    this.reach = reach;
  }

  List<Route> routes() {
    return List.of(
        route("POST", PLANS, this::create),
        route("GET", PLANS, this::list),
        route("GET", PLANS + "/{planId}", this::get),
        route("POST", PLANS + "/{planId}/apply", this::apply));
  }

  private static Route route(String method, String template, Route.Handler handler) {
    return new Route(method, template, Reach.OWN, BadBody.answered(handler));
  }

  private Reply create(Request request) {
    boolean full = StrictBody.read(request.body(), Set.of("full")).bool("full").orElse(false);
    return reach.withLocked(request, (tx, provider) -> create(tx, request, provider, full));
  }

  private Reply create(Tx tx, Request request, Provider provider, boolean full) {
    if (!provider.runnable()) {
      return ProviderRoutes.notRunnable();
    }
    Plan plan = drafted(provider, full);
    plans.insert(tx, plan, request.caller().user());
    audit(tx, request, "create", plan);
    wake(tx, plan);
    return accepted("planId", plan.id());
  }

  private Plan drafted(Provider provider, boolean full) {
    boolean first = provider.progress().importedAt().isEmpty();
    return new Plan(
        UUID.randomUUID(),
        provider.id(),
        first ? Plan.Kind.FIRST : full ? Plan.Kind.FULL : Plan.Kind.MANUAL,
        full,
        Plan.State.QUEUED,
        List.of(),
        0,
        0,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        core.clock().instant(),
        Optional.empty());
  }

  private static Reply accepted(String name, UUID id) {
    return new Reply.Json(202, ProviderJson.object().put(name, id.toString()).toString());
  }

  private void wake(Tx tx, Plan plan) {
    TenantId tenant = tx.tenant();
    tx.afterCommit(
        () ->
            core.jobs()
                .request(Planner.TYPE, tenant, plan.id().toString(), core.clock().instant()));
  }

  /** The youngest ten are kept. */
  private Reply list(Request request) {
    return reach.with(
        request,
        (tx, provider) ->
            ProviderJson.list(
                plans.of(tx, provider.id()).stream().map(PlanJson::brief).toList(),
                Optional.empty()));
  }

  private Reply get(Request request) {
    return reach.with(request, (tx, provider) -> with(tx, request, provider, PlanRoutes::shown));
  }

  private static Reply shown(Plan plan) {
    return new Reply.Json(200, PlanJson.write(plan).toString());
  }

  private Reply with(Tx tx, Request request, Provider provider, Function<Plan, Reply> then) {
    Optional<UUID> id = Reach.id(request.path("planId"));
    Optional<Plan> found =
        id.flatMap(known -> plans.find(tx, known))
            .filter(plan -> plan.provider().equals(provider.id()));
    if (found.isEmpty()) {
      id.ifPresent(asked -> reach.missed(tx, request.caller(), "calendar_plan", asked));
      return Problems.notFound();
    }
    return then.apply(found.get());
  }

  private Reply apply(Request request) {
    return reach.withLocked(
        request, (tx, provider) -> with(tx, request, provider, plan -> apply(tx, request, plan)));
  }

  private Reply apply(Tx tx, Request request, Plan plan) {
    return switch (plan.state()) {
      case QUEUED -> new Reply.Problem(409, "plan_not_ready", "The plan is still being made.");
      case READY -> {
        plans.applying(tx, plan.id());
        audit(tx, request, "apply", plan);
        wake(tx, plan);
        yield accepted("planId", plan.id());
      }
      case APPLYING, APPLIED ->
          new Reply.Problem(409, "plan_applied", "This plan was applied already: make another.");
      case OUTDATED, FAILED ->
          new Reply.Problem(409, "plan_void", "This plan holds no longer: make another.");
    };
  }

  private void audit(Tx tx, Request request, String act, Plan plan) {
    core.audit()
        .record(
            tx,
            new Audit.Entry(
                Optional.of(request.caller().user()),
                "calendar_plan." + act,
                plan.id().toString(),
                "ok",
                Map.of("providerId", plan.provider().toString())));
  }
}

package io.concordat.ee.calendar.policy;

import io.concordat.ee.calendar.provider.BadBody;
import io.concordat.ee.calendar.provider.Problems;
import io.concordat.ee.calendar.provider.ProviderJson;
import io.concordat.ee.calendar.provider.StrictBody;
import io.concordat.ee.calendar.reconcile.Policy;
import io.concordat.spi.PluginContext;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.tenant.Tx;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a tenant wants of the sync of all its calendars. */
public final class PolicyRoutes {
  private static final String PATH = "/api/v1/calendar/settings";
  private static final String POLICY = "conflictPolicy";

  private final PluginContext core;
  private final PolicyRows rows = new PolicyRows();

  public PolicyRoutes(PluginContext core) {
    this.core = core;
  }

  public List<Route> routes() {
    return List.of(
        new Route("GET", PATH, "system_settings:read", request -> get()),
        new Route("PUT", PATH, "system_settings:update", BadBody.answered(this::put)));
  }

  private Reply get() {
    return core.transactions().call(tx -> reply(rows.find(tx)));
  }

  private Reply put(Request request) {
    Optional<String> match = request.header("if-match");
    if (match.isEmpty()) {
      return Problems.noIfMatch();
    }
    String policy =
        StrictBody.read(request.body(), Set.of(POLICY, "version"))
            .oneOf(POLICY, Set.of("ask", "merge_disjoint"))
            .orElseThrow(() -> new BadBody("missing_field", POLICY, "Say ask or merge_disjoint."));
    return core.transactions().call(tx -> put(tx, request, match.get(), policy));
  }

  private Reply put(Tx tx, Request request, String match, String policy) {
    PolicyRows.Wanted before = rows.find(tx);
    var wanted =
        new PolicyRows.Wanted(Policy.valueOf(policy.toUpperCase(Locale.ROOT)), before.version());
    boolean fresh = match.equals("*") || match.equals(etag(before));
    if (!fresh || !rows.store(tx, wanted, core.clock().instant())) {
      return Problems.stale();
    }
    audit(tx, request, before, wanted);
    return reply(rows.find(tx));
  }

  private void audit(Tx tx, Request request, PolicyRows.Wanted before, PolicyRows.Wanted wanted) {
    core.audit()
        .record(
            tx,
            new Audit.Entry(
                Optional.of(request.caller().user()),
                "calendar_settings.update",
                tx.tenant().toString(),
                "ok",
                Map.of("before", before.name(), POLICY, wanted.name())));
  }

  private static String etag(PolicyRows.Wanted wanted) {
    return "\"" + wanted.version() + "\"";
  }

  private static Reply reply(PolicyRows.Wanted wanted) {
    return new Reply.Json(
        200,
        ProviderJson.object()
            .put(POLICY, wanted.name())
            .put("version", wanted.version())
            .toString(),
        Map.of("ETag", etag(wanted)));
  }
}

package io.concordat.ee.calendar.conflict;

import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.provider.BadBody;
import io.concordat.ee.calendar.provider.Cursor;
import io.concordat.ee.calendar.provider.Problems;
import io.concordat.ee.calendar.provider.ProviderJson;
import io.concordat.ee.calendar.provider.ProviderRoutes;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.reconcile.Choice;
import io.concordat.ee.calendar.reconcile.Consequence;
import io.concordat.ee.calendar.sync.Standoff;
import io.concordat.ee.calendar.sync.Verdicts;
import io.concordat.spi.PluginContext;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Conflicts: listed with base and both sides; resolved as a whole or field by field. */
public final class ConflictRoutes {
  private static final String BASE = "/api/v1/calendar/conflicts";

  private final PluginContext core;
  private final Reach reach;
  private final Verdicts verdicts;
  private final OpenConflicts conflicts;

  public ConflictRoutes(
      PluginContext core, Reach reach, Verdicts verdicts, OpenConflicts conflicts) {
    this.core = core;
    this.reach = reach;
    this.verdicts = verdicts;
    this.conflicts = conflicts;
  }

  public List<Route> routes() {
    return List.of(
        new Route("GET", BASE, Reach.OWN, BadBody.answered(this::list)),
        new Route("GET", BASE + "/{id}", Reach.OWN, this::get),
        new Route("POST", BASE + "/{id}/resolution", Reach.OWN, BadBody.answered(this::resolve)));
  }

  private Reply list(Request request) {
    int limit = Cursor.limit(request.query("limit"));
    Optional<UUID> after = Cursor.parse(request.query("cursor")).map(Cursor::id);
    Optional<UUID> provider = request.query("providerId").map(ConflictRoutes::provider);
    return core.transactions()
        .call(
            tx -> {
              var found = conflicts.list(tx, request.caller(), provider, after, limit + 1);
              var page = found.subList(0, Math.min(limit, found.size()));
              return ProviderJson.list(
                  conflicts.read(tx, request.caller(), page).stream()
                      .map(open -> new ConflictJson(open).write())
                      .toList(),
                  ProviderRoutes.next(found, page, one -> new Cursor(Instant.EPOCH, one.id())));
            });
  }

  private static UUID provider(String text) {
    return Reach.id(text)
        .orElseThrow(() -> new BadBody("invalid_value", "providerId", "Must be a provider's id."));
  }

  private Reply get(Request request) {
    return core.transactions().call(tx -> with(tx, request, false, ConflictRoutes::shown));
  }

  private static Reply shown(Open open) {
    return new Reply.Json(
        200,
        new ConflictJson(open).write().toString(),
        Map.of("ETag", "\"" + open.standoff().version() + "\""));
  }

  private Reply resolve(Request request) {
    Wanted wanted = Wanted.read(request.body());
    boolean preview = request.query("preview").filter("true"::equals).isPresent();
    return core.transactions()
        .call(
            tx -> with(tx, request, !preview, open -> resolve(tx, request, open, wanted, preview)));
  }

  private Reply with(Tx tx, Request request, boolean lock, Function<Open, Reply> then) {
    Optional<UUID> id = Reach.id(request.path("id"));
    Optional<Mapping> reached =
        id.flatMap(known -> conflicts.reached(tx, request.caller(), known, lock));
    if (reached.isEmpty()) {
      id.ifPresent(known -> reach.missed(tx, request.caller(), "calendar_conflict", known));
      return Problems.notFound();
    }
    return conflicts
        .open(tx, request.caller(), reached.get())
        .map(then)
        .orElseGet(
            () ->
                new Reply.Problem(
                    409, "not_in_conflict", "This conflict is over: read the list again."));
  }

  private Reply resolve(Tx tx, Request request, Open open, Wanted wanted, boolean preview) {
    Standoff standoff = open.standoff();
    Optional<String> seen = request.header("if-match").filter(match -> !match.equals("*"));
    if (seen.filter(match -> !match.equals("\"" + standoff.version() + "\"")).isPresent()) {
      return Problems.stale();
    }
    if (wanted.fieldwise() && !standoff.byField()) {
      return new Reply.Problem(
          409,
          "not_by_field",
          "Only where both sides edited, and both may be written, fields can be chosen one by one:"
              + " say ours or theirs.",
          "resolution");
    }
    Choice choice = wanted.choice(open.strands());
    var consequence = Consequence.of(standoff.of(choice), standoff.ours());
    if (!preview) {
      verdicts.apply(tx, standoff, choice, request.caller().user());
      audit(tx, request, standoff.mapping(), wanted);
    }
    return new Reply.Json(
        200, new ConflictJson(open).write(wanted.resolution(), consequence).toString());
  }

  private void audit(Tx tx, Request request, Mapping mapping, Wanted wanted) {
    var details = new HashMap<String, String>();
    details.put("resolution", wanted.resolution());
    details.put("entryId", mapping.entry().toString());
    wanted.fields().forEach((field, side) -> details.put("field " + field, side));
    core.audit()
        .record(
            tx,
            new Audit.Entry(
                Optional.of(request.caller().user()),
                "calendar_conflict.resolve",
                mapping.id().toString(),
                "ok",
                details));
  }
}

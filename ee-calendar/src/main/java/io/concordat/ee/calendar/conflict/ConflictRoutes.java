package io.concordat.ee.calendar.conflict;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.ee.calendar.provider.BadBody;
import io.concordat.ee.calendar.provider.Cursor;
import io.concordat.ee.calendar.provider.Problems;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderJson;
import io.concordat.ee.calendar.provider.ProviderRoutes;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.provider.StrictBody;
import io.concordat.ee.calendar.reconcile.Choice;
import io.concordat.ee.calendar.reconcile.Remote;
import io.concordat.ee.calendar.sync.Verdicts;
import io.concordat.spi.PluginContext;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Conflicts: listed with both sides, resolved by ours or theirs. */
public final class ConflictRoutes {
  private static final String BASE = "/api/v1/calendar/conflicts";

  private final PluginContext core;
  private final ProviderRows providers;
  private final MappingRows mappings;
  private final Reach reach;
  private final Verdicts verdicts;
  private final ConflictRows rows = new ConflictRows();

  public ConflictRoutes(
      PluginContext core,
      ProviderRows providers,
      MappingRows mappings,
      Reach reach,
      Verdicts verdicts) {
    this.core = core;
    this.providers = providers;
    this.mappings = mappings;
    this.reach = reach;
    this.verdicts = verdicts;
  }

  public List<Route> routes() {
    return List.of(
        new Route("GET", BASE, Reach.OWN, BadBody.answered(this::list)),
        new Route("POST", BASE + "/{id}/resolution", Reach.OWN, BadBody.answered(this::resolve)));
  }

  private Reply list(Request request) {
    int limit = Cursor.limit(request.query("limit"));
    Optional<UUID> after = Cursor.parse(request.query("cursor")).map(Cursor::id);
    Optional<UUID> provider = request.query("providerId").map(ConflictRoutes::provider);
    Optional<UserId> only = Reach.only(request.caller());
    return core.transactions()
        .call(
            tx -> {
              List<UUID> found = rows.list(tx, only, provider, after, limit + 1);
              List<UUID> page = found.subList(0, Math.min(limit, found.size()));
              return ProviderJson.list(
                  mappings.byIds(tx, page).stream()
                      .map(mapping -> write(tx, request.caller(), mapping))
                      .toList(),
                  ProviderRoutes.next(found, page, id -> new Cursor(Instant.EPOCH, id)));
            });
  }

  private static UUID provider(String text) {
    return Reach.id(text)
        .orElseThrow(() -> new BadBody("invalid_value", "providerId", "Must be a provider's id."));
  }

  private ObjectNode write(Tx tx, Caller caller, Mapping mapping) {
    boolean owner =
        providers
            .find(tx, mapping.provider())
            .filter(provider -> provider.user().equals(caller.user()))
            .isPresent();
    Optional<EntryContent> ours =
        verdicts.entry(tx, mapping).filter(entry -> !entry.deleted()).map(ScheduleEntry::content);
    Optional<EntryContent> theirs =
        mapping.agreed().theirs() instanceof Remote.Present(var content)
            ? Optional.of(content)
            : Optional.empty();
    return ConflictJson.write(mapping, new ConflictJson.Sides(ours, theirs), owner);
  }

  private Reply resolve(Request request) {
    StrictBody body = StrictBody.read(request.body(), Set.of("resolution"));
    String text =
        body.oneOf("resolution", Set.of("ours", "theirs"))
            .orElseThrow(() -> new BadBody("missing_field", "resolution", "Say ours or theirs."));
    Choice choice = Choice.valueOf(text.toUpperCase(Locale.ROOT));
    return core.transactions().call(tx -> resolve(tx, request, choice));
  }

  private Reply resolve(Tx tx, Request request, Choice choice) {
    Optional<UUID> id = Reach.id(request.path("id"));
    Optional<Mapping> asked = id.flatMap(known -> mappings.find(tx, known));
    Optional<Provider> provider =
        asked
            .flatMap(mapping -> verdicts.lock(tx, mapping))
            .filter(found -> Reach.reaches(request.caller(), found));
    if (asked.isEmpty() || provider.isEmpty()) {
      id.ifPresent(known -> reach.missed(tx, request.caller(), "calendar_conflict", known));
      return Problems.notFound();
    }
    // Read again: the lock may have waited for a run that changed it.
    Optional<Mapping> mapping = mappings.find(tx, asked.get().id()).filter(Mapping::inConflict);
    if (mapping.isEmpty()) {
      return new Reply.Problem(
          409, "not_in_conflict", "This conflict is over: read the list again.");
    }
    verdicts.apply(tx, provider.get(), mapping.get(), choice);
    audit(tx, request, mapping.get(), choice);
    return new Reply.Json(
        200,
        ProviderJson.object()
            .put("id", mapping.get().id().toString())
            .put("resolution", choice.name().toLowerCase(Locale.ROOT))
            .toString());
  }

  private void audit(Tx tx, Request request, Mapping mapping, Choice choice) {
    core.audit()
        .record(
            tx,
            new Audit.Entry(
                Optional.of(request.caller().user()),
                "calendar_conflict.resolve",
                mapping.id().toString(),
                "ok",
                Map.of("resolution", choice.name().toLowerCase(Locale.ROOT))));
  }
}

package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.ee.calendar.provider.BadBody;
import io.concordat.ee.calendar.provider.Problems;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderJson;
import io.concordat.ee.calendar.provider.ProviderRoutes;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.spi.PluginContext;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.tenant.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A person lets one write go out that mails the guests of a meeting: what is held now, no more. */
public final class Release {
  private final PluginContext core;
  private final MappingRows mappings;
  private final Desk desk;
  private final Reach reach;
  private final Wake wake;

  public Release(PluginContext core, MappingRows mappings, Desk desk, Reach reach, Wake wake) {
    this.core = core;
    this.mappings = mappings;
    this.desk = desk;
    this.reach = reach;
    this.wake = wake;
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            ProviderRoutes.BASE + "/{id}/mappings/{mapping}/release",
            Reach.OWN,
            BadBody.answered(this::release)));
  }

  private Reply release(Request request) {
    return reach.withLocked(request, (tx, provider) -> release(tx, request, provider));
  }

  private Reply release(Tx tx, Request request, Provider provider) {
    Optional<UUID> id = Reach.id(request.path("mapping"));
    Optional<Mapping> found =
        id.flatMap(known -> mappings.find(tx, known))
            .filter(mapping -> mapping.provider().equals(provider.id()));
    if (found.isEmpty()) {
      id.ifPresent(known -> reach.missed(tx, request.caller(), "calendar_mapping", known));
      return Problems.notFound();
    }
    Mapping mapping = found.get();
    if (!held(mapping)) {
      return new Reply.Problem(409, "not_held", "Nothing waits here for a release.");
    }
    if (!mapping.standing().heldVersion().equals(version(tx, mapping))) {
      return new Reply.Problem(
          409, "changed_meanwhile", "The entry has changed: read the mapping again.");
    }
    mappings.store(
        tx,
        List.of(mapping.with(mapping.standing().released(request.caller().user()))),
        core.clock().instant());
    wake.with(tx, provider);
    audit(tx, request, mapping);
    return reply(mapping);
  }

  private static boolean held(Mapping mapping) {
    return mapping.standing().reason().filter(Effects.GUESTS::equals).isPresent();
  }

  private Optional<Long> version(Tx tx, Mapping mapping) {
    return Optional.ofNullable(desk.entries(tx, List.of(mapping)).get(mapping.entry()))
        .map(ScheduleEntry::version);
  }

  private void audit(Tx tx, Request request, Mapping mapping) {
    core.audit()
        .record(
            tx,
            new Audit.Entry(
                Optional.of(request.caller().user()),
                "calendar_mapping.release",
                mapping.id().toString(),
                "ok",
                Map.of(
                    "entryId",
                    mapping.entry().toString(),
                    "version",
                    mapping.standing().heldVersion().map(String::valueOf).orElse(""))));
  }

  private static Reply reply(Mapping mapping) {
    return new Reply.Json(
        202,
        ProviderJson.object()
            .put("id", mapping.id().toString())
            .put("providerId", mapping.provider().toString())
            .put("entryId", mapping.entry().toString())
            .put("syncStatus", Mapping.Status.PENDING.stored())
            .toString());
  }
}

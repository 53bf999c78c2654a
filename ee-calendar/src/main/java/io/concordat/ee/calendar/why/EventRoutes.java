package io.concordat.ee.calendar.why;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.provider.BadBody;
import io.concordat.ee.calendar.provider.Problems;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderJson;
import io.concordat.ee.calendar.provider.ProviderRoutes;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.why.EventRows.Known;
import io.concordat.spi.PluginContext;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.tenant.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Why an event of the vendor's is not here; and another try for what was refused or put aside. */
public final class EventRoutes {
  private static final String EVENT = ProviderRoutes.BASE + "/{id}/events/{event}";
  private static final String MAPPING = ProviderRoutes.BASE + "/{id}/mappings/{mapping}/retry";

  private final PluginContext core;
  private final Reach reach;
  private final BiConsumer<Tx, Provider> wake;
  private final ProviderRows providers = new ProviderRows();
  private final EventRows rows = new EventRows();

  /**
   * @param wake the provider has something to do
   */
  public EventRoutes(PluginContext core, Reach reach, BiConsumer<Tx, Provider> wake) {
    this.core = core;
    this.reach = reach;
    this.wake = wake;
  }

  public List<Route> routes() {
    return List.of(
        new Route("GET", EVENT + "/sync", Reach.OWN, BadBody.answered(this::get)),
        new Route("POST", EVENT + "/retry", Reach.OWN, BadBody.answered(this::read)),
        new Route("POST", MAPPING, Reach.OWN, BadBody.answered(this::write)));
  }

  private Reply get(Request request) {
    return reach.with(
        request,
        (tx, provider) ->
            new Reply.Json(200, shown(tx, provider, request.path("event")).toString()));
  }

  private ObjectNode shown(Tx tx, Provider provider, String event) {
    Known known = rows.of(tx, provider.id(), event).orElseGet(() -> absent(provider));
    return ProviderJson.object()
        .put("eventId", event)
        .put("providerId", provider.id().toString())
        .put("state", known.state())
        .put("reason", ProviderJson.orNull(known.reason()))
        .put("entryId", ProviderJson.orNull(known.entry().map(UUID::toString)))
        .put("mappingId", ProviderJson.orNull(known.mapping().map(UUID::toString)))
        .put("since", ProviderJson.time(known.since()))
        .put("nextAttemptAt", ProviderJson.time(provider.trouble().nextAttemptAt()));
  }

  /** Nothing is stored of it: what the calendar's settings say about any such event. */
  private static Known absent(Provider provider) {
    if (!provider.pullsIn()) {
      return Known.without("left_out", "not_carried_by_direction");
    }
    if (provider.settings().importRule().mode().equals("none")) {
      return Known.without("left_out", "import_rule");
    }
    return Standpoint.obstacle(provider)
        .map(why -> Known.without("blocked", why))
        .orElseGet(() -> Known.without("unknown_event", unseen(provider)));
  }

  /** Events that the rule leaves out are not kept, so nobody can tell them from unknown ones. */
  private static String unseen(Provider provider) {
    return provider.settings().importRule().mode().equals("tagged")
        ? "unknown_or_not_tagged"
        : "unknown_or_no_work";
  }

  private Reply read(Request request) {
    return reach.withLocked(request, (tx, provider) -> read(tx, request, provider));
  }

  private Reply read(Tx tx, Request request, Provider provider) {
    String event = request.path("event");
    if (!rows.readAgain(tx, provider.id(), event)) {
      return new Reply.Problem(409, "not_refused", "No event of this id was put aside.");
    }
    again(tx, request, provider, event, "calendar_event.retry");
    return accepted(provider);
  }

  private Reply write(Request request) {
    return reach.withLocked(request, (tx, provider) -> write(tx, request, provider));
  }

  private Reply write(Tx tx, Request request, Provider provider) {
    Optional<UUID> id = Reach.id(request.path("mapping"));
    Optional<String> status = id.flatMap(known -> rows.status(tx, provider.id(), known));
    if (status.isEmpty()) {
      id.ifPresent(known -> reach.missed(tx, request.caller(), "calendar_mapping", known));
      return Problems.notFound();
    }
    if (!status.get().equals("error")) {
      return new Reply.Problem(409, "not_refused", "Nothing of this was refused.");
    }
    rows.writeAgain(tx, id.orElseThrow(), core.clock().instant());
    again(tx, request, provider, id.orElseThrow().toString(), "calendar_mapping.retry");
    return accepted(provider);
  }

  private void again(Tx tx, Request request, Provider provider, String what, String action) {
    providers.wantPull(tx, provider.id(), false);
    providers.hurry(tx, provider.id());
    wake.accept(tx, provider);
    core.audit()
        .record(
            tx,
            new Audit.Entry(Optional.of(request.caller().user()), action, what, "ok", Map.of()));
  }

  private static Reply accepted(Provider provider) {
    return new Reply.Json(
        202, ProviderJson.object().put("providerId", provider.id().toString()).toString());
  }
}

package io.concordat.ee.calendar.watch;

import io.concordat.ee.calendar.mapping.AdoptionRows;
import io.concordat.ee.calendar.provider.BadBody;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRoutes;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.sync.Run;
import io.concordat.spi.PluginContext;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.event.Event;
import io.concordat.spi.google.GoogleConnections;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Deletes a provider: channel, tokens, mappings and queued work go; events and entries stay. Works
 * with the vendor down and with a dead token.
 */
public final class Disconnect implements GoogleConnections {
  private final PluginContext core;
  private final ProviderRows providers;
  private final AdoptionRows adoption;
  private final Reach reach;
  private final Farewell farewell;
  private final Leaving leaving;

  public Disconnect(
      PluginContext core,
      ProviderRows providers,
      AdoptionRows adoption,
      Reach reach,
      Farewell farewell) {
    this.core = core;
    this.providers = providers;
    this.adoption = adoption;
    this.reach = reach;
    this.farewell = farewell;
    this.leaving = new Leaving(core, providers, farewell);
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            "DELETE", ProviderRoutes.BASE + "/{id}", Reach.OWN, BadBody.answered(this::delete)));
  }

  private Reply delete(Request request) {
    var found = new ArrayList<Provider>();
    Reply reply =
        reach.withLocked(
            request,
            (tx, provider) -> {
              found.add(provider);
              providers.stop(tx, provider.id());
              return new Reply.Empty(204);
            });
    found.forEach(provider -> goodbye(request, provider));
    return reply;
  }

  private void goodbye(Request request, Provider provider) {
    farewell.say(provider);
    core.transactions().run(tx -> remove(tx, request.caller().user(), provider, "api"));
  }

  @Override
  public int count(Tx tx) {
    return providers.of(tx, Brand.GOOGLE).size();
  }

  @Override
  public void farewell() {
    leaving.say(provider -> provider.vendor().equals(Brand.GOOGLE.stored()));
  }

  @Override
  public int disconnectAll(Tx tx, UserId by) {
    List<UUID> all = providers.of(tx, Brand.GOOGLE);
    all.forEach(
        id -> providers.lock(tx, id).ifPresent(found -> remove(tx, by, found, "google_app")));
    return all.size();
  }

  private void remove(Tx tx, UserId by, Provider provider, String cause) {
    UUID id = provider.id();
    if (providers.lock(tx, id).isEmpty()) {
      return;
    }
    provider
        .realCalendarId()
        .ifPresent(
            calendar ->
                adoption.leave(tx, id, provider.vendor(), calendar, core.clock().instant()));
    core.channels().retireAll(tx, id);
    providers.delete(tx, id);
    core.outbox().append(tx, new Event("CALENDAR_PROVIDER_DISCONNECTED", id, cause, Map.of()));
    core.audit()
        .record(
            tx,
            new Audit.Entry(
                Optional.of(by), "calendar_provider.delete", id.toString(), "ok", Map.of()));
    TenantId tenant = tx.tenant();
    tx.afterCommit(
        () -> {
          core.jobs().cancel(Run.TYPE, tenant, id.toString());
          core.jobs().cancel(Watch.TYPE, tenant, id.toString());
        });
  }
}

package io.concordat.ee.calendar;

import io.concordat.ee.calendar.conflict.ConflictRoutes;
import io.concordat.ee.calendar.connect.Callback;
import io.concordat.ee.calendar.connect.Connect;
import io.concordat.ee.calendar.connect.Grants;
import io.concordat.ee.calendar.google.GoogleCalendars;
import io.concordat.ee.calendar.google.GoogleTokens;
import io.concordat.ee.calendar.mapping.AdoptionRows;
import io.concordat.ee.calendar.mapping.DirtyRows;
import io.concordat.ee.calendar.mapping.MappingRoutes;
import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.ee.calendar.notification.GoogleNotices;
import io.concordat.ee.calendar.provider.Delivery;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRoutes;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.provider.ShownRows;
import io.concordat.ee.calendar.remote.RemoteCalendars;
import io.concordat.ee.calendar.remote.RequestCounter;
import io.concordat.ee.calendar.remote.TokenEndpoint;
import io.concordat.ee.calendar.sync.Calendars;
import io.concordat.ee.calendar.sync.Desk;
import io.concordat.ee.calendar.sync.DirtyCalendars;
import io.concordat.ee.calendar.sync.EntryChanges;
import io.concordat.ee.calendar.sync.Poll;
import io.concordat.ee.calendar.sync.Run;
import io.concordat.ee.calendar.sync.RunRoutes;
import io.concordat.ee.calendar.sync.RunRows;
import io.concordat.ee.calendar.sync.Runs;
import io.concordat.ee.calendar.sync.Verdicts;
import io.concordat.ee.calendar.sync.Wake;
import io.concordat.ee.calendar.watch.ChannelRows;
import io.concordat.ee.calendar.watch.Disconnect;
import io.concordat.ee.calendar.watch.Farewell;
import io.concordat.ee.calendar.watch.Watch;
import io.concordat.spi.Offer;
import io.concordat.spi.PluginContext;
import io.concordat.spi.http.Route;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import okhttp3.OkHttpClient;

/** The object graph, by constructors. Only here is it known that the vendor is Google. */
final class Assembly {
  private final PluginContext core;
  private final OkHttpClient http = GoogleCalendars.http();
  private final TokenEndpoint endpoint;
  private final RemoteCalendars google;
  private final Poll poll;
  private final Delivery wish;
  private final ProviderRows providers = new ProviderRows();
  private final MappingRows mappings = new MappingRows();
  private final AdoptionRows adoption = new AdoptionRows();
  private final ChannelRows channels = new ChannelRows();
  private final RunRows runs = new RunRows();
  private final ShownRows shown;
  private final Reach reach;
  private final Grants grants;
  private final Desk desk;
  private final Wake wake;

  Assembly(PluginContext core) {
    this.core = core;
    var addresses = core.addresses();
    RequestCounter counter = (call, status) -> count(outcome(status));
    this.endpoint =
        new GoogleTokens(
            http, addresses.googleAuthorize(), addresses.googleToken(), core.clock(), counter);
    this.google = new GoogleCalendars(http, addresses.googleApi(), core.clock(), counter);
    this.poll = Poll.of(core::setting, () -> ThreadLocalRandom.current().nextDouble());
    this.wish = Delivery.choose(addresses.publicUrl(), addresses.googleApi());
    this.shown = new ShownRows(wish);
    this.reach = new Reach(providers, core.audit());
    this.grants = new Grants(core, endpoint);
    this.desk = new Desk(core.schedule(), mappings, core.outbox());
    this.wake = new Wake(core.channels(), providers, core.jobs(), core.clock());
  }

  private static String outcome(int status) {
    return switch (status / 100) {
      case 0 -> "no_answer";
      case 2, 3 -> "ok";
      case 4 -> status == 429 ? "rate_limited" : "refused";
      default -> "failed";
    };
  }

  private void count(String outcome) {
    core.meters()
        .count("calendar_vendor_requests_total", Map.of("vendor", "google", "outcome", outcome));
  }

  Offer offer() {
    Calendars calendars =
        provider ->
            google.open(
                provider.realCalendarId().orElse(provider.calendarId()), grants.of(provider.id()));
    Run run = new Runs(core, providers, mappings, runs, desk, poll, this::delivery).run(calendars);
    var watch = new Watch(core, providers, channels, calendars, wake, wish);
    var callback = new Callback(core, providers, adoption, endpoint, google, grants, this::begin);
    return Offer.NOTHING
        .withCalendarSync(new GooglePort(callback, new GoogleNotices(core)))
        .withRoutes(routes(calendars))
        .withJobs(List.of(run, watch))
        .withPollers(List.of(new DirtyCalendars(core).poller()))
        .withListeners(List.of(new EntryChanges(core.transactions(), new DirtyRows(), wake)))
        .withClose(this::close);
  }

  private Delivery delivery(Tx tx, UUID provider) {
    return shown.delivery(tx, provider, core.clock().instant());
  }

  private List<Route> routes(Calendars calendars) {
    var farewell = new Farewell(core, channels, calendars);
    var verdicts = new Verdicts(desk, providers, wake, core.clock());
    var routes = new ArrayList<Route>();
    routes.addAll(new ProviderRoutes(core, providers, shown, reach, new After()).routes());
    routes.addAll(new Disconnect(core, providers, adoption, reach, farewell).routes());
    routes.addAll(new Connect(core, endpoint, reach).routes());
    routes.addAll(new RunRoutes(core, providers, runs, reach, wake).routes());
    routes.addAll(new MappingRoutes(core, reach).routes());
    routes.addAll(new ConflictRoutes(core, providers, mappings, reach, verdicts).routes());
    return routes;
  }

  /** A provider may run now: ask for its channel, which asks for its run when it is there. */
  private void begin(Tx tx, Provider provider) {
    switch (wish) {
      case PUSH -> {}
      case POLL -> wake.afterCommit(tx, provider);
    }
    TenantId tenant = tx.tenant();
    Instant now = core.clock().instant();
    tx.afterCommit(() -> core.jobs().request(Watch.TYPE, tenant, provider.id().toString(), now));
  }

  private void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  private final class After implements ProviderRoutes.Hooks {
    @Override
    public void opened(Tx tx, Provider provider) {
      wake.open(tx, provider.id(), provider.link().wakeSecret());
    }

    @Override
    public void changed(Tx tx, Provider provider) {
      if (provider.runnable()) {
        begin(tx, provider);
      }
    }

    @Override
    public Optional<Duration> every(Delivery delivery) {
      return poll.every(delivery);
    }
  }
}

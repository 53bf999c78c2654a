package io.concordat.ee.calendar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.activity.ActivityRoutes;
import io.concordat.ee.calendar.census.Troubles;
import io.concordat.ee.calendar.cleanup.Cleanups;
import io.concordat.ee.calendar.conflict.ConflictRoutes;
import io.concordat.ee.calendar.conflict.OpenConflicts;
import io.concordat.ee.calendar.connect.Apps;
import io.concordat.ee.calendar.connect.Callback;
import io.concordat.ee.calendar.connect.Connect;
import io.concordat.ee.calendar.connect.Grants;
import io.concordat.ee.calendar.connect.Picker;
import io.concordat.ee.calendar.connect.Rebinding;
import io.concordat.ee.calendar.connect.Settling;
import io.concordat.ee.calendar.fuse.FuseRoutes;
import io.concordat.ee.calendar.ledger.LedgerRows;
import io.concordat.ee.calendar.mapping.AdoptionRows;
import io.concordat.ee.calendar.mapping.DirtyRows;
import io.concordat.ee.calendar.mapping.MappingRoutes;
import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.ee.calendar.notice.Notifier;
import io.concordat.ee.calendar.notification.GoogleNotices;
import io.concordat.ee.calendar.notification.MicrosoftNotices;
import io.concordat.ee.calendar.page.CalendarPages;
import io.concordat.ee.calendar.plan.Plans;
import io.concordat.ee.calendar.policy.PolicyRoutes;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Delivery;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRoutes;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.provider.ShownRows;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.sync.Desk;
import io.concordat.ee.calendar.sync.DirtyCalendars;
import io.concordat.ee.calendar.sync.EntryChanges;
import io.concordat.ee.calendar.sync.Poll;
import io.concordat.ee.calendar.sync.Release;
import io.concordat.ee.calendar.sync.Run;
import io.concordat.ee.calendar.sync.RunRoutes;
import io.concordat.ee.calendar.sync.RunRows;
import io.concordat.ee.calendar.sync.Runs;
import io.concordat.ee.calendar.sync.Verdicts;
import io.concordat.ee.calendar.sync.Wake;
import io.concordat.ee.calendar.watch.ChannelRows;
import io.concordat.ee.calendar.watch.Disconnect;
import io.concordat.ee.calendar.watch.Doubt;
import io.concordat.ee.calendar.watch.Farewell;
import io.concordat.ee.calendar.watch.Leaving;
import io.concordat.ee.calendar.watch.Watch;
import io.concordat.ee.calendar.why.Badges;
import io.concordat.ee.calendar.why.EventRoutes;
import io.concordat.spi.Offer;
import io.concordat.spi.PluginContext;
import io.concordat.spi.http.Route;
import io.concordat.spi.tenant.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** The object graph, by constructors. */
final class Assembly {
  private final PluginContext core;
  private final Vendors vendors;
  private final Map<Brand, Grants> grants = new EnumMap<>(Brand.class);
  private final Poll poll;
  private final ProviderRows providers = new ProviderRows();
  private final MappingRows mappings = new MappingRows();
  private final AdoptionRows adoption = new AdoptionRows();
  private final ChannelRows channels = new ChannelRows();
  private final RunRows runs = new RunRows();
  private final ShownRows shown;
  private final Reach reach;
  private final Desk desk;
  private final Wake wake;

  Assembly(PluginContext core) {
    this(core, new Vendors(core));
  }

  Assembly(PluginContext core, Vendors vendors) {
    this(core, vendors, () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * @param chance from 0 to 1, so that a fleet does not ask at once
   */
  Assembly(PluginContext core, Vendors vendors, DoubleSupplier chance) {
    this.core = core;
    this.vendors = vendors;
    for (Brand brand : Brand.values()) {
      grants.put(brand, new Grants(core, vendors.of(brand)));
    }
    this.poll = Poll.of(core::setting, chance);
    this.shown = new ShownRows(vendors::delivery);
    this.reach = new Reach(core.transactions(), providers, core.audit());
    this.desk = new Desk(core.schedule(), mappings, core.outbox());
    this.wake = new Wake(core.channels(), providers, core.jobs(), core.clock());
    new Expected(core.meters()).all();
  }

  Offer offer() {
    Run run = runs().run(this::open, cleanups().errand(this::open));
    var watch =
        new Watch(core, providers, channels, this::open, wake, vendors::delivery, this::endsWithin);
    return Offer.NOTHING
        .withCalendarSync(port())
        .withGoogleConnections(disconnect())
        .withEntryBadges(new Badges())
        .withRoutes(routes())
        .withPages(new CalendarPages(core, providers, shown, conflicts(), new Known()).pages())
        .withLiveKinds(CalendarPages.LIVE)
        .withJobs(List.of(run, watch, plans().job()))
        .withSurveys(List.of(new Troubles(core.clock())))
        .withPollers(List.of(new DirtyCalendars(core).poller()))
        .withListeners(
            List.of(
                new EntryChanges(core.transactions(), new DirtyRows(), wake),
                new Notifier(core, providers),
                rebinding(Brand.GOOGLE),
                rebinding(Brand.MICROSOFT)))
        .withClose(vendors::close);
  }

  /** The bound tenant is to be deleted. */
  void leave() {
    try {
      new Leaving(core, providers, new Farewell(core, channels, this::open)).say();
    } finally {
      vendors.close();
    }
  }

  private StableRoutes port() {
    return new StableRoutes(
        callback(Brand.GOOGLE),
        callback(Brand.MICROSOFT),
        new GoogleNotices(core),
        new MicrosoftNotices(core));
  }

  private Callback callback(Brand brand) {
    return new Callback(core, providers, vendors.of(brand), grants(brand), settling());
  }

  private Settling settling() {
    return new Settling(core, providers, adoption, this::begin);
  }

  private Picker picker() {
    return new Picker(core, providers, reach, vendors::of, this::grants, settling());
  }

  private Rebinding rebinding(Brand brand) {
    return new Rebinding(core, providers, vendors.of(brand), grants(brand));
  }

  private Grants grants(Brand brand) {
    return Objects.requireNonNull(grants.get(brand));
  }

  private Runs runs() {
    return new Runs(
        core,
        providers,
        mappings,
        runs,
        desk,
        poll,
        this::delivery,
        new Doubt(channels, wake, core.clock())::about,
        vendors::writesAtOnce);
  }

  private Cleanups cleanups() {
    return new Cleanups(core, providers, mappings, runs().width());
  }

  private Plans plans() {
    var asked = new RunRoutes(core, providers, runs, reach, wake);
    return new Plans(core, providers, runs().rehearsal(this::open), reach, asked::ask);
  }

  private boolean endsWithin(Provider provider, Duration time) {
    return grants(provider.brand()).endsWithin(provider.id(), time);
  }

  private RemoteCalendar open(Provider provider) {
    return vendors
        .of(provider.brand())
        .calendars()
        .open(provider.calendar().orElseThrow(), grants(provider.brand()).of(provider.id()));
  }

  private Delivery delivery(Tx tx, Provider provider) {
    return shown.delivery(tx, provider, core.clock().instant());
  }

  private Disconnect disconnect() {
    var farewell = new Farewell(core, channels, this::open);
    return new Disconnect(core, providers, adoption, reach, farewell);
  }

  private Verdicts verdicts() {
    return new Verdicts(desk, providers, wake, core.clock());
  }

  private OpenConflicts conflicts() {
    return new OpenConflicts(providers, mappings, verdicts());
  }

  private List<Route> routes() {
    var routes = new ArrayList<Route>();
    Picker picker = picker();
    routes.addAll(new ProviderRoutes(core, providers, shown, reach, picker, new After()).routes());
    routes.addAll(picker.routes());
    routes.addAll(disconnect().routes());
    routes.addAll(new Connect(core, vendors::of, reach).routes());
    routes.addAll(new RunRoutes(core, providers, runs, reach, wake).routes());
    routes.addAll(plans().routes());
    routes.addAll(cleanups().routes(reach, wake));
    routes.addAll(new FuseRoutes(core, reach, wake::with).routes());
    routes.addAll(new MappingRoutes(core, reach).routes());
    routes.addAll(new Release(core, mappings, desk, reach, wake).routes());
    routes.addAll(new ConflictRoutes(core, reach, verdicts(), conflicts()).routes());
    routes.addAll(new PolicyRoutes(core).routes());
    routes.addAll(new ActivityRoutes(core, reach).routes());
    routes.addAll(new EventRoutes(core, reach, wake::with).routes());
    return routes;
  }

  /**
   * A provider may run now. A first run waits for its channel, which asks for it when it is there,
   * so that nothing happens between the two that nobody tells.
   */
  private void begin(Tx tx, Provider provider) {
    boolean first = provider.progress().fence() == 0;
    switch (vendors.delivery(provider.brand())) {
      case PUSH -> {
        if (!first) {
          wake.with(tx, provider);
        }
      }
      case POLL -> wake.with(tx, provider);
    }
    wake.watchWith(tx, provider);
  }

  private final class Known implements CalendarPages.Beyond {
    @Override
    public Optional<String> missing(Tx tx, Brand brand) {
      return switch (vendors.of(brand).apps().find(tx)) {
        case Apps.Found.Ready ready -> Optional.empty();
        case Apps.Found.NotReady(var reason, var remedy) -> Optional.of(reason);
      };
    }

    @Override
    public Delivery delivery(Brand brand) {
      return vendors.delivery(brand);
    }

    @Override
    public Optional<Duration> every(Delivery delivery) {
      return poll.every(delivery);
    }
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

    @Override
    public ObjectNode watch(Tx tx, Provider provider) {
      return LedgerRows.of(tx, provider.id());
    }
  }
}

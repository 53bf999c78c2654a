package io.concordat.ee.calendar.simulation;

import io.concordat.app.Ground;
import io.concordat.ee.calendar.Assembled;
import io.concordat.ee.calendar.connect.Vendor;
import io.concordat.ee.calendar.house.Lent;
import io.concordat.ee.calendar.remote.Offered;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteCalendars;
import io.concordat.ee.calendar.remote.TokenEndpoint;
import io.concordat.ee.calendar.remote.TokenSource;
import io.concordat.job.JobRunner;
import io.concordat.outbox.Dispatcher;
import io.concordat.schedule.StoredSchedule;
import io.concordat.spi.Offer;
import io.concordat.spi.PluginContext;
import io.concordat.spi.job.Poller;
import io.concordat.spi.meter.Meters;
import io.concordat.spi.tenant.Tenancy;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import javax.sql.DataSource;

/** One process of the product, which dies as its fate wants. Nothing in it runs by itself. */
final class Node implements AutoCloseable {
  final Fate fate;
  final Offer offer;
  private final Ground ground;
  private final Stage stage;
  private final Dispatcher dispatcher;
  private final JobRunner jobs;

  Node(Ground ground, StoredSchedule schedule, Fate fate, Stage stage, DoubleSupplier chance) {
    this.ground = ground;
    this.stage = stage;
    this.fate = fate;
    var real = new Lent(ground, schedule, ground.transactions(), ground.audit());
    PluginContext core = stage.context(context(real, fate));
    offer = stage.offer(Assembled.offer(core, vendor -> dress(vendor, fate, stage), chance));
    DataSource pool = mortal(ground.pool(), fate);
    dispatcher =
        new Dispatcher(
            pool,
            ground.tenancy(),
            ground.transactions(),
            offer.listeners(),
            ground.clock(),
            ground.meters());
    jobs =
        new JobRunner(
            pool, ground.jobs(), ground.tenancy(), offer.jobs(), ground.clock(), ground.meters());
  }

  /** What surrounds the product on its way to the vendors, and what it is surrounded by. */
  interface Stage {
    PluginContext context(PluginContext core);

    Offer offer(Offer offer);

    RemoteCalendar calendar(RemoteCalendar real, String id);

    TokenEndpoint endpoint(TokenEndpoint real);

    /** Whether nothing waits that the product does not know of. */
    boolean idle();
  }

  /** Every port that core lends can be the last one that is called. */
  private static PluginContext context(PluginContext real, Fate fate) {
    Map<Method, Object> ports = new HashMap<>();
    Tenancy tenancy = new Inline.OneThread(real.tenancy());
    return (PluginContext)
        Proxy.newProxyInstance(
            Node.class.getClassLoader(),
            new Class<?>[] {PluginContext.class},
            (proxy, method, arguments) -> {
              Class<?> type = method.getReturnType();
              Object port = method.invoke(real, arguments);
              if (type == Tenancy.class) {
                return tenancy;
              }
              return type.isInterface() && type != Meters.class && type != InstantSource.class
                  ? ports.computeIfAbsent(method, it -> port(fate, type, port))
                  : port;
            });
  }

  private static <T> T port(Fate fate, Class<T> type, Object port) {
    return fate.port(type, type.cast(port));
  }

  private static Vendor dress(Vendor real, Fate fate, Stage stage) {
    return new Vendor(
        real.brand(),
        real.apps(),
        fate.port(TokenEndpoint.class, stage.endpoint(real.endpoint())),
        new Calendars(real.calendars(), fate, stage),
        real.delivery(),
        real.writesAtOnce());
  }

  /** A vendor whose calendars are dressed. */
  private record Calendars(RemoteCalendars real, Fate fate, Stage stage)
      implements RemoteCalendars {
    @Override
    public RemoteCalendar open(String calendarId, TokenSource tokens) {
      return fate.port(
          RemoteCalendar.class, stage.calendar(real.open(calendarId, tokens), calendarId));
    }

    @Override
    public List<Offered> offered(TokenSource tokens) {
      return real.offered(tokens);
    }
  }

  /** The dead hold no connection, so what they had picked stays picked. */
  private static DataSource mortal(DataSource real, Fate fate) {
    return (DataSource)
        Proxy.newProxyInstance(
            Node.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              fate.check();
              return method.invoke(real, arguments);
            });
  }

  /** Listeners, pollers and jobs that are due, once; true if nothing was due. */
  boolean crank() {
    dispatcher.crank();
    offer.pollers().stream().map(Poller::work).forEach(Runnable::run);
    if (ground.jobs().overdue() == 0) {
      return stage.idle();
    }
    jobs.crank();
    return false;
  }

  @Override
  public void close() {
    dispatcher.close();
    jobs.close();
    offer.close().run();
  }
}

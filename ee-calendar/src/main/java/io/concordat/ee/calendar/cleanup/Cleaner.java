package io.concordat.ee.calendar.cleanup;

import io.concordat.ee.calendar.cleanup.Cleanup.State;
import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.ee.calendar.mapping.Overtaken;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.Provider.Connection;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Trouble;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.sync.Calendars;
import io.concordat.ee.calendar.sync.Errand;
import io.concordat.ee.calendar.sync.Setback;
import io.concordat.spi.PluginContext;
import io.concordat.spi.event.Event;
import io.concordat.spi.job.JobHandler.Outcome;
import io.concordat.spi.secret.UnreadableSecret;
import io.concordat.spi.tenant.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the clean-ups: in the calendar's own turn, before and instead of its sync. */
final class Cleaner implements Errand {
  private static final Logger LOG = LoggerFactory.getLogger(Cleaner.class);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final PluginContext core;
  private final Calendars calendars;
  private final ProviderRows providers;
  private final MappingRows mappings;
  private final ToIntFunction<Brand> width;
  private final CleanupRows rows = new CleanupRows();

  Cleaner(
      PluginContext core,
      Calendars calendars,
      ProviderRows providers,
      MappingRows mappings,
      ToIntFunction<Brand> width) {
    this.core = core;
    this.calendars = calendars;
    this.providers = providers;
    this.mappings = mappings;
    this.width = width;
  }

  /** Whether the vendor can be asked, though the sync may be paused. */
  static boolean reachable(Provider provider) {
    return provider.reachable() && provider.calendar().isPresent();
  }

  @Override
  public Optional<Work> next(Tx tx, Provider provider) {
    return rows.open(tx, provider.id()).map(found -> now -> work(now, found));
  }

  private Outcome work(Provider provider, Cleanup cleanup) {
    Instant now = core.clock().instant();
    Stint stint = new Stint(core, providers, mappings, calendars, provider, cleanup);
    try {
      return work(stint, now);
    } catch (Halted halted) {
      return stopped(stint);
    } catch (Overtaken overtaken) {
      return new Outcome.Again(now.plus(SOON));
    } catch (RemoteFault broken) {
      LOG.info("clean-up of calendar provider {}: {}", provider.id(), broken.getMessage());
      return setback(stint, broken);
    } catch (UnreadableSecret unreadable) {
      LOG.error("clean-up of calendar provider {}: {}", provider.id(), unreadable.getMessage());
      return failed(stint, Trouble.SECRET);
    } catch (RuntimeException bug) {
      LOG.error("a clean-up of calendar provider {} failed", provider.id(), bug);
      int failures = cleanup.trouble().failures();
      return delayed(stint, Setback.ours(Trouble.INTERNAL, failures, 0, core.clock().instant()));
    }
  }

  private Outcome work(Stint stint, Instant now) {
    Cleanup cleanup = stint.cleanup;
    if (cleanup.state() == State.STOPPING) {
      throw new Halted();
    }
    Optional<Instant> quiet = cleanup.trouble().nextAttemptAt().filter(now::isBefore);
    if (quiet.isPresent()) {
      return new Outcome.Again(quiet.get());
    }
    if (cleanup.state() == State.LOOKING) {
      return look(stint);
    }
    stint.tx(tx -> true);
    return reachable(stint.provider())
        ? new Clearing(stint, deletes(stint)).run()
        : new Outcome.Finished();
  }

  private Outcome stopped(Stint stint) {
    try {
      stint.over(State.STOPPED, Optional.empty());
      return new Outcome.Again(core.clock().instant());
    } catch (Halted gone) {
      return new Outcome.Finished();
    }
  }

  private Outcome look(Stint stint) {
    if (!reachable(stint.provider())) {
      return failed(stint, "not_connected");
    }
    stint.ready(stint.listed());
    return new Outcome.Again(core.clock().instant());
  }

  private Deletes deletes(Stint stint) {
    int most = width.applyAsInt(stint.provider().brand());
    return new Deletes(stint.calendar(), core.tenancy().executor(), most);
  }

  private Outcome failed(Stint stint, String code) {
    stint.over(State.FAILED, Optional.of(code));
    return new Outcome.Again(core.clock().instant());
  }

  /** The vendor, the network or the authorization failed. */
  private Outcome setback(Stint stint, RemoteFault broken) {
    Instant now = core.clock().instant();
    Brand brand = stint.provider().brand();
    Setback setback = Setback.of(broken.fault(), brand, stint.cleanup.trouble().failures(), 0, now);
    boolean hopeless =
        broken.fault() instanceof Fault.Forbidden || broken.fault() instanceof Fault.NoSuchCalendar;
    if (hopeless) {
      return failed(stint, setback.code());
    }
    stint.delayed(
        setback.code(),
        setback.again(),
        tx -> {
          if (broken.asked() && setback.rateLimited()) {
            stint.pace(tx, stint.provider().pace().refused(now, brand.requestsPerSecond()));
          }
          if (setback.connection() != Connection.CONNECTED) {
            disconnected(tx, stint, setback, now);
          }
        });
    return after(setback);
  }

  /** It is the calendar's trouble as well; the clean-up goes on when that is mended. */
  private void disconnected(Tx tx, Stint stint, Setback setback, Instant now) {
    Provider provider = stint.provider();
    providers.troubled(
        tx,
        provider.id(),
        setback.connection(),
        new Provider.Trouble(
            Optional.of(setback.code()),
            Optional.of(now),
            setback.again(),
            false,
            provider.trouble().failures() + 1));
    if (setback.connection() == Connection.RECONNECT_REQUIRED) {
      core.outbox()
          .append(
              tx,
              new Event("CALENDAR_PROVIDER_RECONNECT_REQUIRED", provider.id(), "vendor", Map.of()));
    }
  }

  private static Outcome delayed(Stint stint, Setback setback) {
    stint.delayed(setback.code(), setback.again(), tx -> {});
    return after(setback);
  }

  private static Outcome after(Setback setback) {
    return setback.again().<Outcome>map(Outcome.Again::new).orElseGet(Outcome.Finished::new);
  }
}

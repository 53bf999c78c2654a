package io.concordat.ee.calendar.watch;

import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.spi.PluginContext;
import io.concordat.spi.tenant.Tx;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bound tenant goes: none of its calendars runs any more, and its channels are stopped. */
public final class Leaving {
  private static final Logger LOG = LoggerFactory.getLogger(Leaving.class);
  private static final int AT_ONCE = 8;

  private final PluginContext core;
  private final ProviderRows providers;
  private final Farewell farewell;

  public Leaving(PluginContext core, ProviderRows providers, Farewell farewell) {
    this.core = core;
    this.providers = providers;
    this.farewell = farewell;
  }

  public void say() {
    List<Provider> all = core.transactions().call(this::stopped);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<Provider> some = all.subList(from, Math.min(from + AT_ONCE, all.size()));
      List<? extends Future<?>> said =
          some.stream()
              .map(provider -> core.tenancy().executor().submit(() -> farewell.say(provider)))
              .toList();
      said.forEach(Leaving::await);
    }
  }

  private List<Provider> stopped(Tx tx) {
    List<Provider> all = providers.all(tx);
    all.forEach(provider -> providers.stop(tx, provider.id()));
    return all;
  }

  /** Each gives up by itself after some seconds. */
  private static void await(Future<?> said) {
    try {
      said.get();
    } catch (ExecutionException e) {
      LOG.info("the channels of a calendar are left to their end: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

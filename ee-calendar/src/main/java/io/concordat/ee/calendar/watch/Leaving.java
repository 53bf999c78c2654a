package io.concordat.ee.calendar.watch;

import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.spi.PluginContext;
import io.concordat.spi.tenant.Tx;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calendars of the bound tenant go: none of them runs any more, and their channels are stopped. */
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
    say(provider -> true);
  }

  /** Where nobody out of many at once can be told anything, the others are not tried either. */
  void say(Predicate<Provider> whose) {
    List<Provider> all = core.transactions().call(tx -> stopped(tx, whose));
    boolean heard = true;
    for (int from = 0; from < all.size() && heard; from += AT_ONCE) {
      List<Provider> some = all.subList(from, Math.min(from + AT_ONCE, all.size()));
      heard = told(some) > 0;
    }
  }

  private long told(List<Provider> some) {
    List<Future<Boolean>> said =
        some.stream()
            .map(provider -> core.tenancy().executor().submit(() -> farewell.say(provider)))
            .toList();
    return said.stream().filter(Leaving::await).count();
  }

  private List<Provider> stopped(Tx tx, Predicate<Provider> whose) {
    List<Provider> all = providers.all(tx).stream().filter(whose).toList();
    all.forEach(provider -> providers.stop(tx, provider.id()));
    return all;
  }

  /** Each gives up by itself after some seconds. */
  private static boolean await(Future<Boolean> said) {
    try {
      return said.get();
    } catch (ExecutionException e) {
      LOG.info("the channels of a calendar are left to their end: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}

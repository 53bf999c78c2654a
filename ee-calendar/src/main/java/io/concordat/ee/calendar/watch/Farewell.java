package io.concordat.ee.calendar.watch;

import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.sync.Calendars;
import io.concordat.spi.PluginContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a provider's channels at the vendor, as far as that works within a few seconds. What cannot
 * be stopped ends by itself, and its notices are accepted quietly until then.
 */
public final class Farewell {
  private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final PluginContext core;
  private final ChannelRows rows;
  private final Calendars calendars;

  public Farewell(PluginContext core, ChannelRows rows, Calendars calendars) {
    this.core = core;
    this.rows = rows;
    this.calendars = calendars;
  }

  /** False when the vendor could not be told in time. */
  public boolean say(Provider provider) {
    List<Channel> channels =
        core.transactions().call(tx -> rows.of(tx, provider.id())).stream()
            .filter(channel -> channel.resourceId().isPresent())
            .toList();
    if (channels.isEmpty()) {
      return true;
    }
    Future<?> stopping = core.tenancy().executor().submit(() -> stop(provider, channels));
    try {
      stopping.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      stopping.cancel(true);
      LOG.info("channels of calendar provider {} are left to their end", provider.id());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private void stop(Provider provider, List<Channel> channels) {
    RemoteCalendar calendar = calendars.open(provider);
    channels.forEach(
        channel ->
            channel.resourceId().ifPresent(resource -> calendar.stop(channel.id(), resource)));
  }
}

package io.concordat.ee.calendar.watch;

import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.sync.Wake;
import io.concordat.spi.PluginContext;
import io.concordat.spi.event.Event;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.DoubleSupplier;

/** What is stored and told about channels, one transaction for each thing that happens. */
final class Ledger {
  private final PluginContext core;
  private final ProviderRows providers;
  private final ChannelRows rows;
  private final Wake wake;
  private final DoubleSupplier spread;

  Ledger(
      PluginContext core,
      ProviderRows providers,
      ChannelRows rows,
      Wake wake,
      DoubleSupplier spread) {
    this.core = core;
    this.providers = providers;
    this.rows = rows;
    this.wake = wake;
    this.spread = spread;
  }

  Optional<Provider> provider(UUID id) {
    return core.transactions().call(tx -> providers.find(tx, id));
  }

  List<Channel> channels(UUID provider) {
    return core.transactions().call(tx -> rows.of(tx, provider));
  }

  /**
   * Takes over what the vendor said about the channels themselves. Everything that follows from it
   * follows from these rows, so a crash after this loses nothing. A {@code missed} has raised the
   * channel's generation like any notice: the read from the stored cursor shows what was missed.
   */
  void takeCares(UUID provider, Instant now) {
    core.transactions().run(tx -> takeCares(tx, provider, now));
  }

  private void takeCares(Tx tx, UUID provider, Instant now) {
    Map<String, String> cares = core.channels().cares(tx, provider);
    for (Channel channel : rows.of(tx, provider)) {
      String care = cares.getOrDefault(channel.id(), "");
      if (channel.granted() && care.equals("removed")) {
        rows.becomes(tx, channel.id(), "retired");
      } else if (channel.granted() && care.equals("reauthorize")) {
        rows.renewBy(tx, channel.id(), channel.confirmAt(now));
      }
    }
    if (!cares.isEmpty()) {
      core.channels().cared(tx, provider, cares);
    }
  }

  /** Before the vendor is asked. */
  Channel opening(Visit visit, String id, Secret token, Duration ttl, int failures) {
    Instant expires = visit.at().plus(ttl);
    var channel =
        new Channel(
            id,
            visit.id(),
            Optional.empty(),
            "asked",
            Optional.of(visit.callback().toString()),
            expires,
            expires,
            visit.at(),
            Optional.empty(),
            failures);
    core.transactions()
        .run(
            tx -> {
              rows.opening(tx, channel);
              core.channels().open(tx, id, visit.id(), token.reveal(), expires);
            });
    return channel;
  }

  /**
   * The vendor gave a channel a life: a new one, or a longer one.
   *
   * @param gap nobody was told of changes until now: read, from the cursor
   * @return false if the channel is no longer wanted
   */
  boolean granted(Visit visit, Channel channel, String resource, Instant expires, boolean gap) {
    Instant renew = Renewal.due(visit.at(), expires, spread.getAsDouble());
    return core.transactions()
        .call(
            tx -> {
              if (!rows.live(tx, channel.id(), resource, visit.at(), expires, renew)) {
                return false;
              }
              core.channels().extend(tx, channel.id(), expires);
              replaceOthers(tx, channel);
              tell(tx, "CALENDAR_SUBSCRIPTION_RENEWED", visit.id(), "watch");
              if (gap) {
                read(tx, visit.id());
              }
              return true;
            });
  }

  private void replaceOthers(Tx tx, Channel channel) {
    rows.of(tx, channel.provider()).stream()
        .filter(other -> !other.id().equals(channel.id()) && other.granted())
        .forEach(other -> rows.becomes(tx, other.id(), "retired"));
  }

  /**
   * The vendor did not open or renew the channel.
   *
   * @param blind no notice comes by any other: the calendar is polled from now on
   */
  void failed(Visit visit, Channel channel, String why, boolean blind) {
    core.transactions()
        .run(
            tx -> {
              if (!channel.granted()) {
                rows.becomes(tx, channel.id(), "orphaned");
                core.channels().retire(tx, channel.id());
              }
              rows.failures(tx, visit.id(), channel.failures() + 1);
              tell(tx, "CALENDAR_SUBSCRIPTION_RENEWAL_FAILED", visit.id(), why);
              if (blind) {
                read(tx, visit.id());
              }
            });
  }

  /** Wants the calendar read; the first import reads everything anyway. */
  private void read(Tx tx, UUID provider) {
    providers
        .find(tx, provider)
        .ifPresent(
            found -> {
              if (found.progress().fence() > 0) {
                providers.wantPull(tx, provider, false);
              }
              wake.with(tx, found);
            });
  }

  /** A first import waits for the channel, so that nothing happens between its listing and it. */
  void begin(Provider provider) {
    if (provider.progress().fence() == 0) {
      core.transactions().run(tx -> wake.with(tx, provider));
    }
  }

  void replace(Channel channel) {
    core.transactions().run(tx -> rows.becomes(tx, channel.id(), "retired"));
  }

  void forget(Channel channel) {
    core.transactions()
        .run(
            tx -> {
              core.channels().retire(tx, channel.id());
              rows.delete(tx, channel.id());
            });
  }

  void count(Provider provider, String outcome) {
    core.meters()
        .count(
            "calendar_channels_total",
            Map.of("vendor", provider.brand().stored(), "outcome", outcome));
  }

  private void tell(Tx tx, String type, UUID provider, String cause) {
    core.outbox().append(tx, new Event(type, provider, cause, Map.of()));
  }
}

package io.concordat.ee.calendar.watch;

import io.concordat.ee.calendar.activity.Memory;
import io.concordat.ee.calendar.ledger.GapRows;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.sync.Wake;
import io.concordat.ee.calendar.watch.AttemptRows.Act;
import io.concordat.ee.calendar.watch.AttemptRows.Attempt;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is stored and told about channels, one transaction for each thing that happens. */
final class Ledger {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private final PluginContext core;
  private final ProviderRows providers;
  private final ChannelRows rows;
  private final Wake wake;
  private final AttemptRows attempts = new AttemptRows();
  private final GapRows gaps = new GapRows();
  private final Memory memory;
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
    this.memory = Memory.of(core::setting);
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
   * follows from these rows, so a crash after this loses nothing. What was done long ago is
   * forgotten by the way, because not every calendar has runs.
   */
  void takeCares(UUID provider, Instant now) {
    core.transactions()
        .run(
            tx -> {
              memory.fade(tx, provider, now);
              takeCares(tx, provider, now);
            });
  }

  private void takeCares(Tx tx, UUID provider, Instant now) {
    Map<String, String> cares = core.channels().cares(tx, provider);
    for (Channel channel : rows.of(tx, provider)) {
      String care = cares.getOrDefault(channel.id(), "");
      if (channel.granted() && care.equals("removed")) {
        gaps.open(tx, provider, "removed", Instant.EPOCH);
        rows.becomes(tx, channel.id(), "retired");
      } else if (channel.granted() && care.equals("missed")) {
        gaps.open(tx, provider, "missed", Instant.EPOCH);
        heal(tx, provider, now);
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
   * @param gap since when nobody has told us of changes: read, from the cursor
   * @return false if the channel is no longer wanted
   */
  boolean granted(
      Visit visit, Channel channel, String resource, Instant expires, Optional<Gap> gap) {
    Instant renew =
        Renewal.due(visit.at(), expires, visit.provider().brand(), spread.getAsDouble());
    return core.transactions()
        .call(
            tx -> {
              if (!rows.live(tx, channel.id(), resource, visit.at(), expires, renew)) {
                return false;
              }
              core.channels().extend(tx, channel.id(), expires);
              replaceOthers(tx, channel);
              attempt(tx, visit, channel, act(channel), "ok", Optional.of(renew));
              tell(tx, "CALENDAR_SUBSCRIPTION_RENEWED", visit.id(), "watch");
              gap.ifPresentOrElse(found -> heal(tx, visit, found), () -> heal(tx, visit));
              return true;
            });
  }

  /** A calendar that was never read has missed nothing: its first import reads everything. */
  private void heal(Tx tx, Visit visit, Gap gap) {
    if (visit.provider().progress().fence() > 0) {
      gaps.open(tx, visit.id(), gap.cause(), gap.from());
    }
    heal(tx, visit.id(), visit.at());
  }

  /** A channel that was doubted tells again. */
  private void heal(Tx tx, Visit visit) {
    if (gaps.isOpen(tx, visit.id())) {
      heal(tx, visit.id(), visit.at());
    }
  }

  /** Notices come again: what was missed is read, and that read closes the gap. */
  private void heal(Tx tx, UUID provider, Instant now) {
    read(tx, provider);
    if (gaps.over(tx, provider, now)) {
      LOG.info("calendar provider {} hears of changes again", provider);
    }
  }

  /** Nobody will push to this calendar any more, and that is meant: it is read instead. */
  void noMorePush(Visit visit) {
    core.transactions().run(tx -> heal(tx, visit));
  }

  /** Asked for by a visit before this one, which has got no answer: the vendor may hold it. */
  void orphan(Channel channel) {
    core.transactions().run(tx -> rows.becomes(tx, channel.id(), "orphaned"));
  }

  private static Act act(Channel channel) {
    return channel.granted() ? Act.RENEW : Act.OPEN;
  }

  /** Of a channel that the vendor does not know any more. */
  void gone(Visit visit, Channel channel) {
    core.transactions()
        .run(tx -> attempt(tx, visit, channel, Act.RENEW, "gone", Optional.of(visit.at())));
    forget(channel);
  }

  /** What was tried is written down and logged, whatever came of it. */
  void attempt(Visit visit, Channel channel, Act act, String outcome, Optional<Instant> next) {
    core.transactions().run(tx -> attempt(tx, visit, channel, act, outcome, next));
  }

  private void attempt(
      Tx tx, Visit visit, Channel channel, Act act, String outcome, Optional<Instant> next) {
    attempts.insert(
        tx, new Attempt(visit.id(), channel.id(), act, outcome, next, core.clock().instant()));
    LOG.info(
        "channel of calendar provider {}: {} {}, next {}",
        visit.id(),
        act.word(),
        outcome,
        next.map(Instant::toString).orElse("-"));
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
  void failed(Visit visit, Channel channel, Failure why, Optional<Gap> blind) {
    core.transactions()
        .run(
            tx -> {
              if (!channel.granted()) {
                rows.becomes(tx, channel.id(), "orphaned");
                core.channels().retire(tx, channel.id());
              }
              rows.failures(tx, visit.id(), channel.failures() + 1);
              attempt(tx, visit, channel, act(channel), why.code(), Optional.of(why.next()));
              tell(tx, "CALENDAR_SUBSCRIPTION_RENEWAL_FAILED", visit.id(), why.cause());
              if (why.reconnect()) {
                read(tx, visit.id());
              }
              blind.ifPresent(gap -> blind(tx, visit, gap));
            });
  }

  /** Something of our own failed; the job is tried again. */
  void broke(Visit visit) {
    count(visit.provider(), "failed");
    core.transactions()
        .run(
            tx -> {
              for (Channel channel : rows.of(tx, visit.id())) {
                if (!channel.replaced()) {
                  rows.failures(tx, visit.id(), channel.failures() + 1);
                  attempt(tx, visit, channel, act(channel), "internal_error", Optional.empty());
                }
              }
              tell(tx, "CALENDAR_SUBSCRIPTION_RENEWAL_FAILED", visit.id(), "internal_error");
            });
  }

  private void blind(Tx tx, Visit visit, Gap gap) {
    if (visit.provider().progress().fence() > 0) {
      gaps.open(tx, visit.id(), gap.cause(), gap.from());
    }
    read(tx, visit.id());
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

  /** The run that follows stores what is wrong as the provider's state. */
  void read(UUID provider) {
    core.transactions().run(tx -> read(tx, provider));
  }

  void consentEnds(UUID provider) {
    core.transactions().run(tx -> tell(tx, "CALENDAR_CONSENT_ENDING", provider, "vendor"));
  }

  void replace(Channel channel) {
    core.transactions().run(tx -> rows.becomes(tx, channel.id(), "retired"));
  }

  /** The same, though nothing takes its place yet. */
  void replace(Visit visit, Channel channel) {
    core.transactions()
        .run(
            tx -> {
              gaps.open(tx, visit.id(), "address_changed", visit.at());
              rows.becomes(tx, channel.id(), "retired");
            });
  }

  /** The vendor was told, and it is over. */
  void stopped(Visit visit, Channel channel) {
    count(visit.provider(), "stopped");
    attempt(visit, channel, Act.STOP, "ok", Optional.empty());
    forget(channel);
  }

  void forget(Channel channel) {
    core.transactions()
        .run(
            tx -> {
              core.channels().retire(tx, channel.id());
              rows.ended(tx, channel, core.clock().instant());
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

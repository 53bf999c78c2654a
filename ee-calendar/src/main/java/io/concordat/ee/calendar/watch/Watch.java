package io.concordat.ee.calendar.watch;

import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Delivery;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.Watched;
import io.concordat.ee.calendar.sync.Calendars;
import io.concordat.ee.calendar.sync.Wake;
import io.concordat.ee.calendar.watch.ChannelRows.Channel;
import io.concordat.spi.PluginContext;
import io.concordat.spi.event.Event;
import io.concordat.spi.job.JobHandler;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one push channel of a provider alive: stored before it is asked for, replaced before it
 * ends, the old one stopped only when the new one is live. Without one, polling goes on.
 */
public final class Watch implements JobHandler {
  public static final String TYPE = "calendar.watch";

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final Duration TTL = Duration.ofDays(7);
  private static final Duration GIVEN_UP = Duration.ofMinutes(10);
  private static final String CALLBACK = "/api/calendar/webhooks/google";

  private final PluginContext core;
  private final ProviderRows providers;
  private final ChannelRows rows;
  private final Calendars calendars;
  private final Wake wake;
  private final Function<Brand, Delivery> wish;
  private final SecureRandom random = new SecureRandom();

  public Watch(
      PluginContext core,
      ProviderRows providers,
      ChannelRows rows,
      Calendars calendars,
      Wake wake,
      Function<Brand, Delivery> wish) {
    this.core = core;
    this.providers = providers;
    this.rows = rows;
    this.calendars = calendars;
    this.wake = wake;
    this.wish = wish;
  }

  @Override
  public String type() {
    return TYPE;
  }

  /** The provider and its channels as they are now. */
  private record Now(Provider provider, List<Channel> channels) {}

  @Override
  public Outcome run(TenantId tenant, String instance) {
    UUID id = UUID.fromString(instance);
    Optional<Now> now =
        core.transactions()
            .call(tx -> providers.find(tx, id).map(found -> new Now(found, rows.of(tx, id))));
    return now.map(this::keep).orElseGet(Outcome.Finished::new);
  }

  private Outcome keep(Now now) {
    Instant at = core.clock().instant();
    Provider provider = now.provider();
    Optional<Instant> quiet = provider.trouble().nextAttemptAt().filter(at::isBefore);
    if (!provider.runnable() || quiet.isPresent()) {
      return quiet.<Outcome>map(Outcome.Again::new).orElseGet(Outcome.Finished::new);
    }
    return switch (wish.apply(provider.brand())) {
      case POLL -> new Outcome.Finished();
      case PUSH -> push(now, at);
    };
  }

  private Outcome push(Now now, Instant at) {
    RemoteCalendar calendar = calendars.open(now.provider());
    Optional<Channel> live =
        now.channels().stream().filter(channel -> channel.live(at)).findFirst();
    boolean due = live.filter(channel -> channel.renewAt().isAfter(at)).isEmpty();
    Instant next = due ? open(now, calendar, at) : live.orElseThrow().renewAt();
    close(now, calendar, at);
    // A first import waits for this, so that nothing happens between its listing and the channel.
    core.transactions().run(tx -> wake.afterCommit(tx, now.provider()));
    return new Outcome.Again(next);
  }

  /** Asks for a new channel; the instant is when to look again. */
  private Instant open(Now now, RemoteCalendar calendar, Instant at) {
    UUID provider = now.provider().id();
    String id = UUID.randomUUID().toString();
    Secret token = token();
    core.transactions()
        .run(
            tx -> {
              rows.opening(tx, id, provider, at, at.plus(TTL));
              core.channels().open(tx, id, provider, token.reveal(), at.plus(TTL));
            });
    try {
      URI callback = URI.create(core.addresses().publicUrl() + CALLBACK);
      return switch (calendar.watch(id, token, callback, TTL)) {
        case Watched.Granted(var channel, var resource, var expires) ->
            granted(now, id, resource, at, expires.orElse(at.plus(TTL)));
        case Watched.Refused(var reason) -> failed(now, id, reason.code(), at);
      };
    } catch (RemoteFault broken) {
      LOG.info("no channel for calendar provider {}: {}", provider, broken.getMessage());
      return failed(now, id, "vendor", at);
    }
  }

  private Instant granted(Now now, String id, String resource, Instant at, Instant expires) {
    UUID provider = now.provider().id();
    Instant renew = Renewal.due(at, expires, random.nextDouble());
    core.transactions()
        .run(
            tx -> {
              rows.live(tx, id, resource, expires, renew);
              core.channels().extend(tx, id, expires);
              rows.of(tx, provider).stream()
                  .filter(old -> !old.id().equals(id) && old.status().equals("live"))
                  .forEach(old -> rows.becomes(tx, old.id(), "replaced"));
              tell(tx, "CALENDAR_SUBSCRIPTION_RENEWED", provider, "watch");
              if (gap(tx, now, at)) {
                providers.wantPull(tx, provider, false);
              }
            });
    return renew;
  }

  /** Whether anything was read before the channel was there: what changed since told nobody. */
  private boolean gap(Tx tx, Now now, Instant at) {
    boolean covered = now.channels().stream().anyMatch(channel -> channel.live(at));
    boolean unread =
        providers
            .find(tx, now.provider().id())
            .filter(provider -> provider.progress().fence() == 0)
            .isPresent();
    return !covered && !unread;
  }

  private Instant failed(Now now, String id, String why, Instant at) {
    core.transactions()
        .run(
            tx -> {
              rows.becomes(tx, id, "failed");
              core.channels().retire(tx, id);
              tell(tx, "CALENDAR_SUBSCRIPTION_RENEWAL_FAILED", now.provider().id(), why);
            });
    long failures =
        now.channels().stream().takeWhile(channel -> channel.status().equals("failed")).count();
    return at.plus(Renewal.retry((int) failures));
  }

  /** Stops what was replaced and forgets what never came or has ended. */
  private void close(Now now, RemoteCalendar calendar, Instant at) {
    List<Channel> channels = core.transactions().call(tx -> rows.of(tx, now.provider().id()));
    boolean covered = channels.stream().anyMatch(channel -> channel.live(at));
    for (Channel channel : channels) {
      boolean over = !channel.expiresAt().isAfter(at);
      boolean orphan =
          channel.status().equals("opening") && channel.createdAt().plus(GIVEN_UP).isBefore(at);
      boolean spent = covered && channel.status().equals("failed");
      if (channel.status().equals("replaced") && !over) {
        stop(calendar, channel);
      } else if (over || orphan || spent) {
        forget(channel);
      }
    }
  }

  private void stop(RemoteCalendar calendar, Channel channel) {
    try {
      channel.resourceId().ifPresent(resource -> calendar.stop(channel.id(), resource));
      forget(channel);
    } catch (RemoteFault broken) {
      LOG.info("a replaced channel is left to its end: {}", broken.getMessage());
    }
  }

  private void forget(Channel channel) {
    core.transactions()
        .run(
            tx -> {
              core.channels().retire(tx, channel.id());
              rows.delete(tx, channel.id());
            });
  }

  private void tell(Tx tx, String type, UUID provider, String cause) {
    core.outbox().append(tx, new Event(type, provider, cause, Map.of()));
  }

  private Secret token() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}

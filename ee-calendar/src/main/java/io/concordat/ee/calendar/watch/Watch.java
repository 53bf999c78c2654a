package io.concordat.ee.calendar.watch;

import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Delivery;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.Renewed;
import io.concordat.ee.calendar.remote.Watched;
import io.concordat.ee.calendar.sync.Calendars;
import io.concordat.ee.calendar.sync.DirtyCalendars;
import io.concordat.ee.calendar.sync.Wake;
import io.concordat.spi.PluginContext;
import io.concordat.spi.job.JobHandler;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.TenantId;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one push channel of a provider alive. Stored before it is asked for; renewed before it
 * ends, or replaced where the vendor renews none: then the old one is stopped only when the new one
 * is live. One that is gone is opened anew in the same run, and what happened meanwhile is read.
 * Nothing gives up: while there is none, polling goes on.
 */
public final class Watch implements JobHandler {
  public static final String TYPE = DirtyCalendars.WATCH;

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final Duration TTL = Duration.ofDays(7);

  /** How often each calendar is looked at, though nothing is due. */
  private static final Duration DAILY = Duration.ofDays(1);

  /** People are told so long before their consent ends. */
  private static final Duration AHEAD = Duration.ofDays(3);

  private static final Duration TIDY = Duration.ofMinutes(10);
  private static final String CALLBACK = "/api/calendar/webhooks/";

  /** Sleeps until somebody asks; the job stays known for a start with another public address. */
  private static final Instant NEVER = Instant.parse("2200-01-01T00:00:00Z");

  private final PluginContext core;
  private final Calendars calendars;
  private final Function<Brand, Delivery> wish;
  private final Consents consents;
  private final SecureRandom random = new SecureRandom();
  private final Ledger ledger;
  private final Leftovers leftovers;

  public Watch(
      PluginContext core,
      ProviderRows providers,
      ChannelRows rows,
      Calendars calendars,
      Wake wake,
      Function<Brand, Delivery> wish,
      Consents consents) {
    this.core = core;
    this.calendars = calendars;
    this.wish = wish;
    this.consents = consents;
    this.ledger = new Ledger(core, providers, rows, wake, random::nextDouble);
    this.leftovers = new Leftovers(ledger);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Outcome run(TenantId tenant, String instance) {
    UUID id = UUID.fromString(instance);
    Instant at = core.clock().instant();
    ledger.takeCares(id, at);
    return ledger.provider(id).map(provider -> keep(provider, at)).orElseGet(Outcome.Finished::new);
  }

  private Outcome keep(Provider provider, Instant at) {
    Optional<Instant> quiet = provider.trouble().nextAttemptAt().filter(at::isBefore);
    if (!provider.runnable() || quiet.isPresent()) {
      // Nothing is asked of the vendor, but what was done is forgotten in time.
      return new Outcome.Again(quiet.filter(at.plus(DAILY)::isAfter).orElse(at.plus(DAILY)));
    }
    var visit = new Visit(provider, calendars.open(provider), callback(provider), at);
    try {
      Instant next =
          switch (wish.apply(provider.brand())) {
            case POLL -> poll(visit);
            case PUSH -> push(visit);
          };
      tryConsent(visit);
      Instant daily = at.plus(DAILY);
      return new Outcome.Again(daily.isBefore(next) ? daily : next);
    } catch (RuntimeException bug) {
      // Tried again by whoever runs jobs, and told to the owner meanwhile.
      ledger.broke(visit);
      throw bug;
    }
  }

  /** One that is dead is found before it is needed; one that will end is told ahead. */
  private void tryConsent(Visit visit) {
    try {
      if (consents.endsWithin(visit.provider(), AHEAD)) {
        ledger.consentEnds(visit.id());
      }
    } catch (RemoteFault broken) {
      LOG.info("the consent of calendar provider {}: {}", visit.id(), broken.getMessage());
      if (broken.fault() instanceof Fault.ReconnectRequired) {
        ledger.read(visit.id());
      }
    }
  }

  private URI callback(Provider provider) {
    return URI.create(core.addresses().publicUrl() + CALLBACK + provider.brand().stored());
  }

  private Instant poll(Visit visit) {
    ledger.channels(visit.id()).stream().filter(Channel::granted).forEach(ledger::replace);
    leftovers.stop(visit);
    ledger.noMorePush(visit);
    return tidyAgain(visit, NEVER);
  }

  private Instant push(Visit visit) {
    List<Channel> before = ledger.channels(visit.id());
    // Its notices go to an address that is no longer ours.
    before.stream()
        .filter(channel -> channel.granted() && !channel.calls(visit.callback()))
        .forEach(channel -> ledger.replace(visit, channel));
    before.stream().filter(Channel::asked).forEach(ledger::orphan);
    leftovers.stop(visit);
    Instant next = keepOne(visit);
    leftovers.stop(visit);
    leftovers.stopLost(visit);
    ledger.begin(visit.provider());
    return tidyAgain(visit, next);
  }

  private Instant keepOne(Visit visit) {
    List<Channel> channels = ledger.channels(visit.id());
    Optional<Channel> granted = channels.stream().filter(Channel::granted).findFirst();
    if (granted.isEmpty()) {
      return open(visit, channels, Optional.empty());
    }
    Channel channel = granted.get();
    return channel.due(visit.at()) ? renew(visit, channels, channel) : channel.renewAt();
  }

  private Instant renew(Visit visit, List<Channel> channels, Channel channel) {
    try {
      String resource = channel.resourceId().orElse("");
      return switch (visit.calendar().renew(channel.id(), resource, TTL)) {
        case Renewed.Granted(var expires) -> {
          ledger.count(visit.provider(), "renewed");
          ledger.granted(
              visit,
              channel,
              resource,
              expires.orElse(visit.at().plus(TTL)),
              gap(visit, Optional.of(channel)));
          yield again(visit);
        }
        case Renewed.Gone() -> {
          ledger.count(visit.provider(), "gone");
          ledger.gone(visit, channel);
          yield open(visit, channels, Optional.empty());
        }
        case Renewed.Never() -> open(visit, channels, Optional.of(channel));
      };
    } catch (RemoteFault broken) {
      return failed(visit, channel, Optional.of(channel), broken);
    }
  }

  /**
   * Asks for a new channel.
   *
   * @param old what it replaces, if that may still be alive
   * @return when to look again
   */
  private Instant open(Visit visit, List<Channel> before, Optional<Channel> old) {
    String id = UUID.randomUUID().toString();
    Secret token = token(id);
    int failures = before.stream().mapToInt(Channel::failures).max().orElse(0);
    Channel channel = ledger.opening(visit, id, token, TTL, failures);
    try {
      return switch (visit.calendar().watch(id, token, visit.callback(), TTL)) {
        case Watched.Granted(var same, var resource, var expires) ->
            granted(visit, channel, old, resource, expires.orElse(visit.at().plus(TTL)));
        case Watched.Refused(var reason) ->
            failed(visit, channel, old, reason.code(), next(visit, channel, old, Optional.empty()));
      };
    } catch (RemoteFault broken) {
      return failed(visit, channel, old, broken);
    }
  }

  private Instant granted(
      Visit visit, Channel channel, Optional<Channel> old, String resource, Instant expires) {
    ledger.count(visit.provider(), "opened");
    if (!ledger.granted(visit, channel, resource, expires, gap(visit, old))) {
      visit.calendar().stop(channel.id(), resource);
    }
    return again(visit);
  }

  private Instant again(Visit visit) {
    return ledger.channels(visit.id()).stream()
        .filter(Channel::granted)
        .findFirst()
        .map(Channel::renewAt)
        .orElse(visit.at().plus(Renewal.retry(0)));
  }

  private Instant failed(Visit visit, Channel channel, Optional<Channel> old, RemoteFault broken) {
    LOG.info("no channel for calendar provider {}: {}", visit.id(), broken.getMessage());
    Instant next = next(visit, channel, old, Renewal.until(broken.fault()));
    return failed(visit, channel, old, Failure.code(broken.fault()), next);
  }

  private static Instant next(
      Visit visit, Channel channel, Optional<Channel> old, Optional<Instant> until) {
    Optional<Instant> ends = old.map(Channel::expiresAt).filter(visit.at()::isBefore);
    return Renewal.again(channel.failures(), visit.at(), ends, until);
  }

  private Instant failed(
      Visit visit, Channel channel, Optional<Channel> old, String code, Instant next) {
    ledger.count(visit.provider(), "failed");
    ledger.failed(visit, channel, new Failure(code, next), gap(visit, old));
    return next;
  }

  /** Whether no notice came until now, and since when. */
  private static Optional<Gap> gap(Visit visit, Optional<Channel> old) {
    if (old.isEmpty()) {
      return Optional.of(new Gap("no_channel", Instant.EPOCH));
    }
    return old.filter(channel -> !channel.live(visit.at()))
        .map(channel -> new Gap("expired", channel.expiresAt()));
  }

  private Instant tidyAgain(Visit visit, Instant next) {
    Instant tidy = visit.at().plus(TIDY);
    return leftovers.any(visit) && tidy.isBefore(next) ? tidy : next;
  }

  /** Names its channel, for vendors that name channels in their own way. */
  private Secret token(String channel) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Secret.of(channel + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}

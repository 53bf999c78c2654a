package io.concordat.outbox;

import io.concordat.spi.event.OutboxListener;
import io.concordat.spi.meter.Meters;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.TenantGone;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener's way through all tenants' events; slow or failing, it holds up nobody else. */
final class Lane {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);
  private static final String FAILURES = "concordat.outbox.failures";
  private static final int BATCH = 1_000;
  private static final Duration FIRST_RETRY = Duration.ofMillis(250);
  private static final Duration LAST_RETRY = Duration.ofMinutes(1);

  private final OutboxListener listener;
  private final Tenancy tenancy;
  private final Transactions transactions;
  private final NewsRows news;
  private final InstantSource clock;
  private final Meters meters;
  private final Map<TenantId, BigInteger> heard = new ConcurrentHashMap<>();
  private final Map<TenantId, Retry> retries = new ConcurrentHashMap<>();
  private @Nullable String since;

  Lane(
      OutboxListener listener,
      Tenancy tenancy,
      Transactions transactions,
      NewsRows news,
      InstantSource clock,
      Meters meters) {
    this.listener = listener;
    this.tenancy = tenancy;
    this.transactions = transactions;
    this.news = news;
    this.clock = clock;
    this.meters = meters;
    meters.expect(FAILURES, Map.of("listener", listener.name()));
  }

  private record Retry(int failures, Instant at) {
    Retry next(Instant now) {
      Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(failures, 10));
      return new Retry(failures + 1, now.plus(wait.compareTo(LAST_RETRY) < 0 ? wait : LAST_RETRY));
    }
  }

  String name() {
    return listener.name();
  }

  /** From which transaction on this listener is told; asked once, before anything is appended. */
  synchronized String since() {
    if (since == null) {
      since = news.since(listener.name());
    }
    return since;
  }

  void round(List<NewsRows.News> tenants) {
    for (NewsRows.News one : tenants) {
      if (!hasHeard(one) && !waits(one.tenant())) {
        tell(one);
      }
    }
  }

  boolean hasHeard(NewsRows.News one) {
    BigInteger upTo = heard.get(one.tenant());
    return upTo != null && upTo.compareTo(new BigInteger(one.upTo())) >= 0;
  }

  /** Another node told the events meanwhile: what we remember may be old. */
  void forget() {
    heard.clear();
    retries.clear();
  }

  private boolean waits(TenantId tenant) {
    Retry retry = retries.get(tenant);
    return retry != null && clock.instant().isBefore(retry.at());
  }

  private void tell(NewsRows.News one) {
    try {
      tenancy.run(one.tenant(), () -> tellAll(one));
      heard.put(one.tenant(), new BigInteger(one.upTo()));
      retries.remove(one.tenant());
    } catch (TenantGone gone) {
      log.debug("the events of a tenant that is deleted are told to nobody");
    } catch (RuntimeException e) {
      meters.count(FAILURES, Map.of("listener", listener.name()));
      log.warn("listener {} failed; its events are told again", listener.name(), e);
      Retry before = retries.getOrDefault(one.tenant(), new Retry(0, Instant.EPOCH));
      retries.put(one.tenant(), before.next(clock.instant()));
    }
  }

  private void tellAll(NewsRows.News one) {
    List<Stored> batch = transactions.call(this::batch);
    while (!batch.isEmpty()) {
      listener.heard(one.tenant(), batch.stream().map(Stored::event).toList());
      Position last = batch.getLast().position();
      boolean more = batch.size() == BATCH;
      batch =
          transactions.call(
              tx -> {
                PositionRows.store(tx, listener.name(), last);
                return more ? batch(tx) : List.of();
              });
    }
    // Past the events of other types too, so that they are not read again.
    transactions.run(tx -> PositionRows.store(tx, listener.name(), Position.endOf(one.upTo())));
  }

  private List<Stored> batch(Tx tx) {
    Optional<Position> position = PositionRows.find(tx, listener.name());
    // Before the first event that may be told: the end of the transaction before `since`.
    Position from = position.orElseGet(() -> new Position(since(), Long.MIN_VALUE));
    return OutboxRows.after(tx, from, listener.types(), BATCH);
  }
}

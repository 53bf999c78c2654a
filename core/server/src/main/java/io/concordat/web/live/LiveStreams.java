package io.concordat.web.live;

import io.concordat.identity.Sessions;
import io.concordat.outbox.Tail;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.job.Poller;
import io.concordat.spi.page.LiveKind;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.TenantGone;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The streams that are open on this node: so many and no more, and none beyond its session. */
public final class LiveStreams implements AutoCloseable {
  static final int MOST_OF_A_USER = 20;
  static final int MOST_OF_A_TENANT = 1_000;

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long a session may be over and its streams not. */
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final Tail tail;
  private final Sessions sessions;
  private final Tenancy tenancy;
  private final Transactions transactions;
  private final InstantSource clock;
  private final Map<LiveStream, Open> open = new ConcurrentHashMap<>();
  private boolean closed;

  public LiveStreams(
      Tail tail,
      Sessions sessions,
      Tenancy tenancy,
      Transactions transactions,
      InstantSource clock) {
    this.tail = tail;
    this.sessions = sessions;
    this.tenancy = tenancy;
    this.transactions = transactions;
    this.clock = clock;
  }

  private record Open(TenantId tenant, UserId user, UUID session, Tail.Listening listening) {}

  /**
   * Empty when the user or the tenant has as many as there may be.
   *
   * @param brought by plugins
   */
  synchronized Optional<InputStream> open(Caller caller, UUID session, List<LiveKind> brought) {
    if (closed || full(caller)) {
      return Optional.empty();
    }
    Kinds kinds = Kinds.of(caller.user(), caller.permissions(), brought);
    var stream = new LiveStream(caller.permissions(), kinds, HEARTBEAT, clock, this::forget);
    Tail.Listening listening = tail.listen(caller.tenant(), stream::hear);
    open.put(stream, new Open(caller.tenant(), caller.user(), session, listening));
    return Optional.of(stream);
  }

  private boolean full(Caller caller) {
    long ofTenant =
        open.values().stream().filter(it -> it.tenant().equals(caller.tenant())).count();
    long ofUser = open.values().stream().filter(it -> it.user().equals(caller.user())).count();
    return ofTenant >= MOST_OF_A_TENANT || ofUser >= MOST_OF_A_USER;
  }

  private void forget(LiveStream stream) {
    Open was = open.remove(stream);
    if (was != null) {
      was.listening().close();
    }
  }

  private void end(LiveStream stream) {
    stream.end();
    forget(stream);
  }

  /** Looks after them. */
  public Poller poller() {
    return new Poller("live", EVERY, this::round);
  }

  /** By hand: ends what should have ended. */
  public void round() {
    Instant then = clock.instant().minus(PATIENCE);
    open.keySet().stream().filter(stream -> stream.stalledSince(then)).toList().forEach(this::end);
    Set<TenantId> tenants =
        open.values().stream().map(Open::tenant).collect(Collectors.toUnmodifiableSet());
    tenants.forEach(this::round);
  }

  private void round(TenantId tenant) {
    Set<UUID> asked =
        open.values().stream()
            .filter(it -> it.tenant().equals(tenant))
            .map(Open::session)
            .collect(Collectors.toUnmodifiableSet());
    Map<UUID, Set<String>> good = good(tenant, asked);
    // Other permissions end a stream too: the page opens a new one with those.
    open.forEach(
        (stream, it) -> {
          if (asked.contains(it.session())
              && !stream.permissions().equals(good.get(it.session()))) {
            end(stream);
          }
        });
  }

  private Map<UUID, Set<String>> good(TenantId tenant, Set<UUID> asked) {
    try {
      return tenancy.in(tenant, () -> transactions.call(tx -> sessions.good(tx, asked)));
    } catch (TenantGone gone) {
      return Map.of();
    }
  }

  /** How many there are. */
  public int count() {
    return open.size();
  }

  @Override
  public synchronized void close() {
    closed = true;
    open.keySet().forEach(this::end);
  }
}

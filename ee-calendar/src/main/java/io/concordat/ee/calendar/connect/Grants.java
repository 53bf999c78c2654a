package io.concordat.ee.calendar.connect;

import io.concordat.ee.calendar.connect.Apps.Holder;
import io.concordat.ee.calendar.remote.Extent;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.TokenEndpoint.App;
import io.concordat.ee.calendar.remote.TokenSource;
import io.concordat.ee.calendar.remote.Tokens;
import io.concordat.spi.PluginContext;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Lends access tokens. A refresh is one at a time across all nodes: a lease with an expiry and a
 * fencing number, never a lock held while the vendor is asked. The new token is stored before
 * anybody uses it.
 */
public final class Grants {
  private static final Duration EARLY = Duration.ofSeconds(60);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final int GLANCE_MILLIS = 50;
  private static final int GLANCES = (int) (LEASE.toMillis() / GLANCE_MILLIS) + 20;

  private final PluginContext core;
  private final Vendor vendor;
  private final GrantRows rows;

  public Grants(PluginContext core, Vendor vendor) {
    this.core = core;
    this.vendor = vendor;
    this.rows = new GrantRows(core.secrets(), vendor.brand());
  }

  GrantRows rows() {
    return rows;
  }

  /**
   * A grant that nobody has used for a while is tried before it is needed.
   *
   * @return whether the vendor has said that the consent ends within this time
   */
  public boolean endsWithin(UUID provider, Duration time) {
    of(provider).accessToken();
    Instant at = core.clock().instant().plus(time);
    return core.transactions().call(tx -> rows.endsBefore(tx, provider, at));
  }

  /** The tokens of one provider of the bound tenant. */
  public TokenSource of(UUID provider) {
    return new TokenSource() {
      @Override
      public Secret accessToken() {
        return fresh(
            provider, grant -> core.clock().instant().plus(EARLY).isBefore(grant.expires()));
      }

      @Override
      public Secret refreshAfter401(Secret refused) {
        return fresh(provider, grant -> !grant.access().equals(refused));
      }

      @Override
      public void quiet(Extent extent, Instant until) {
        Grants.this.quiet(provider, extent, until);
      }

      @Override
      public String budget() {
        return core.tenancy().current().toString();
      }
    };
  }

  private void quiet(UUID provider, Extent extent, Instant until) {
    core.transactions().run(tx -> rows.quiet(tx, provider, extent, until));
  }

  /** A token that is good enough, refreshed by whoever comes first. */
  private Secret fresh(UUID provider, Predicate<GrantRows.Grant> good) {
    for (int glance = 0; glance < GLANCES; glance++) {
      GrantRows.Grant grant = grant(provider);
      grant.quietUntil().filter(core.clock().instant()::isBefore).ifPresent(Grants::refuse);
      if (good.test(grant)) {
        return grant.access();
      }
      Optional<Secret> refreshed = refresh(provider, grant);
      if (refreshed.isPresent()) {
        return refreshed.get();
      }
      pause();
    }
    throw new RemoteFault(
        new Fault.Transient(Optional.empty()), "waited too long for another node's refresh");
  }

  private static void refuse(Instant until) {
    throw RemoteFault.quiet(until);
  }

  private GrantRows.Grant grant(UUID provider) {
    return core.transactions()
        .call(tx -> rows.find(tx, provider))
        .orElseThrow(() -> new RemoteFault(new Fault.ReconnectRequired(), "no grant is stored"));
  }

  /** A lease that somebody took and what is needed for the call. */
  private record Turn(long fence, Secret refreshToken, App app) {}

  private Optional<Secret> refresh(UUID provider, GrantRows.Grant grant) {
    Instant now = core.clock().instant();
    Optional<Turn> turn =
        core.transactions()
            .call(
                tx ->
                    rows.lease(tx, provider, grant.fence(), now, now.plus(LEASE))
                        .map(
                            fence ->
                                new Turn(
                                    fence,
                                    rows.refreshToken(tx, provider),
                                    app(tx, grant.holder()))));
    return turn.map(mine -> refresh(provider, mine));
  }

  private Secret refresh(UUID provider, Turn turn) {
    Tokens tokens;
    try {
      tokens = vendor.endpoint().refresh(turn.app(), turn.refreshToken());
    } catch (RuntimeException broken) {
      core.transactions().run(tx -> rows.release(tx, provider, turn.fence()));
      slowDown(provider, broken);
      throw broken;
    }
    boolean stored =
        core.transactions().call(tx -> rows.refreshed(tx, provider, turn.fence(), tokens));
    if (!stored) {
      throw new RemoteFault(
          new Fault.Transient(Optional.empty()), "a refresh took longer than its lease");
    }
    return tokens.accessToken();
  }

  private void slowDown(UUID provider, RuntimeException broken) {
    if (broken instanceof RemoteFault fault) {
      fault
          .fault()
          .quiet(core.clock().instant())
          .ifPresent(until -> quiet(provider, Extent.MAILBOX, until));
    }
  }

  /** Whoever serves the tenant now, if that is still whom the consent was given to. */
  private App app(Tx tx, Holder holder) {
    return switch (vendor.apps().find(tx)) {
      case Apps.Found.NotReady(var reason, var remedy) ->
          throw new RemoteFault(new Fault.AppBroken(), reason);
      case Apps.Found.Ready(var app, var now) -> {
        if (!now.equals(holder)) {
          throw new RemoteFault(
              new Fault.ReconnectRequired(), "the consent was given to another app");
        }
        yield app;
      }
    };
  }

  private static void pause() {
    try {
      new CountDownLatch(1).await(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a refresh", e);
    }
  }
}

package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.spi.channel.Channels;
import io.concordat.spi.channel.Channels.Mark;
import io.concordat.spi.job.Jobs;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Wakes a provider's run durably. Each provider has a channel of its own that no vendor knows; a
 * dirty mark on it makes the poller ask until the run has seen it, also when the run was just
 * ending.
 */
public final class Wake {
  static final String PREFIX = "wake-";
  private static final Instant NEVER = Instant.parse("2200-01-01T00:00:00Z");

  private final Channels channels;
  private final ProviderRows providers;
  private final Jobs jobs;
  private final InstantSource clock;

  public Wake(Channels channels, ProviderRows providers, Jobs jobs, InstantSource clock) {
    this.channels = channels;
    this.providers = providers;
    this.jobs = jobs;
    this.clock = clock;
  }

  /** Whether the channel is one of these; vendors' notices must not name them. */
  public static boolean is(String channel) {
    return channel.startsWith(PREFIX);
  }

  static boolean is(Mark mark) {
    return is(mark.channelId());
  }

  /** With the provider's row. */
  public void open(Tx tx, UUID provider, Secret secret) {
    channels.open(tx, PREFIX + provider, provider, secret.reveal(), NEVER);
  }

  /** Wanted as of the commit, whatever becomes of this process then. */
  public void with(Tx tx, Provider provider) {
    TenantId tenant = tx.tenant();
    channels.raise(tx, PREFIX + provider.id());
    tx.afterCommit(() -> request(Run.TYPE, tenant, provider.id()));
  }

  /** The same for the job that looks after the provider's channels. */
  public void watchWith(Tx tx, Provider provider) {
    TenantId tenant = tx.tenant();
    channels.raiseCare(tx, PREFIX + provider.id());
    tx.afterCommit(() -> request(DirtyCalendars.WATCH, tenant, provider.id()));
  }

  /**
   * After the commit, by whoever would be asked again if this got lost: a transaction over many
   * providers must not hold their channels. Does nothing for a provider that is gone.
   */
  void afterCommit(Tx tx, UUID provider) {
    TenantId tenant = tx.tenant();
    providers
        .find(tx, provider)
        .ifPresent(found -> tx.afterCommit(() -> now(tenant, provider, found.link().wakeSecret())));
  }

  private void now(TenantId tenant, UUID provider, Secret secret) {
    channels.touch(PREFIX + provider, Optional.of(secret.reveal()));
    request(Run.TYPE, tenant, provider);
  }

  private void request(String type, TenantId tenant, UUID provider) {
    jobs.request(type, tenant, provider.toString(), clock.instant());
  }
}

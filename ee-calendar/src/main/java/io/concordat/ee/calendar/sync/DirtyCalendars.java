package io.concordat.ee.calendar.sync;

import io.concordat.spi.PluginContext;
import io.concordat.spi.channel.Channels.Dirty;
import io.concordat.spi.job.Poller;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks for the runs of everything dirty, again and again, until it is clean. After a start it asks
 * for all runs once: nobody knows what was missed meanwhile; and for all channels, whose public
 * address may be another one now.
 */
public final class DirtyCalendars {
  public static final String POLLER = "calendar.dirty";

  /** The job that looks after a provider's channel. */
  public static final String WATCH = "calendar.watch";

  private static final int MOST = 1_000;
  private static final Duration APART = Duration.ofMillis(20);

  private final PluginContext core;
  private final AtomicBoolean greeted = new AtomicBoolean();

  public DirtyCalendars(PluginContext core) {
    this.core = core;
  }

  public Poller poller() {
    return new Poller(POLLER, Duration.ofMillis(200), this::look);
  }

  void look() {
    Instant now = core.clock().instant();
    if (greeted.compareAndSet(false, true)) {
      core.jobs().requestAll(WATCH, now, APART);
      core.jobs().requestAll(Run.TYPE, now, APART);
    }
    for (Dirty dirty : core.channels().dirty(MOST)) {
      if (dirty.care()) {
        core.jobs().request(WATCH, dirty.tenant(), dirty.owner().toString(), now);
      }
      if (dirty.news()) {
        core.jobs().request(Run.TYPE, dirty.tenant(), dirty.owner().toString(), now);
      }
    }
  }
}

package io.concordat.outbox;

import io.concordat.spi.event.Event;
import io.concordat.spi.event.Outbox;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Events in the transaction of the change; after its commit the listeners of this node wake. */
public final class StoredOutbox implements Outbox {
  private final InstantSource clock;
  private final Runnable wake;

  public StoredOutbox(InstantSource clock, Runnable wake) {
    this.clock = clock;
    this.wake = wake;
  }

  @Override
  public void append(Tx tx, List<Event> events) {
    if (!events.isEmpty()) {
      OutboxRows.append(tx, events, clock.instant());
      tx.afterCommit(wake);
    }
  }

  /** Forgets the tenant's events of before; a reader whose cursor is older misses them. */
  public int purge(Tx tx, Instant before) {
    return OutboxRows.purge(tx, before);
  }
}

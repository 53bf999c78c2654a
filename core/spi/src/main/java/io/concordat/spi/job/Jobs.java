package io.concordat.spi.job;

import io.concordat.spi.TenantId;
import java.time.Instant;

/** Durable jobs: at most one execution per type and instance in the whole installation. */
public interface Jobs {
  /**
   * Makes sure that the instance runs at or before this instant. If it is running right now nothing
   * changes: whoever keeps a dirty mark asks again until the mark is clean. Not transactional.
   */
  void request(String type, TenantId tenant, String instance, Instant at);

  /** Forgets the instance, unless it is running right now. */
  void cancel(String type, TenantId tenant, String instance);

  /** Runs the poller of this node now instead of at its next interval. */
  void wake(String poller);
}

package io.concordat.spi.job;

import io.concordat.spi.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;

/** Durable jobs: at most one execution per type and instance in the whole installation. */
public interface Jobs {
  /**
   * Makes sure that the instance runs at or before this instant. If it is running right now nothing
   * changes: whoever keeps a dirty mark asks again until the mark is clean. Not transactional.
   */
  void request(String type, TenantId tenant, String instance, Instant at);

  /**
   * Makes every instance of the type that waits run at or before these instants, one after another:
   * after a start, when nobody knows what was missed. Not transactional.
   */
  void requestAll(String type, Instant first, Duration apart);

  /** Forgets the instance, unless it is running right now. */
  void cancel(String type, TenantId tenant, String instance);

  /** Runs the poller of this node now instead of at its next interval. */
  void wake(String poller);
}

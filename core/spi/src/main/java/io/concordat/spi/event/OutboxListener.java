package io.concordat.spi.event;

import io.concordat.spi.tenant.TenantId;
import java.util.List;
import java.util.Set;

/** Hears of events at least once, in batches of one tenant, after their commit. */
public interface OutboxListener {
  /** Stable: the position of the listener is stored under it. */
  String name();

  Set<String> types();

  /** The tenant is bound. An exception makes core deliver the batch again after a back-off. */
  void heard(TenantId tenant, List<Event> events);
}

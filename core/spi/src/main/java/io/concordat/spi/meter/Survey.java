package io.concordat.spi.meter;

import io.concordat.spi.tenant.Tx;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Counts how things stand in a tenant, for gauges that add up over all tenants. Core asks every
 * tenant in turn, about once a minute, and shows each series with a label {@code tenant}: the
 * tenants with the most keep theirs, the others are added up under {@code other}. So the number of
 * series is bounded, and their sum is true.
 */
public interface Survey {
  /** Every series that there can be, so that each is shown with 0 while nobody has any. */
  List<Series> series();

  /** What the tenant has, in a statement or two; what is left out is 0. */
  Map<Series, Long> of(Tx tx);

  /**
   * @param name of the gauge, for example {@code calendar.troubles}
   * @param tags the same keys for each series of the name; {@code tenant} is core's
   */
  record Series(String name, Map<String, String> tags) {
    public Series {
      Objects.requireNonNull(name);
      tags = Map.copyOf(tags);
      if (tags.containsKey("tenant")) {
        throw new IllegalArgumentException("the tenant is added by core");
      }
    }
  }
}

package io.concordat.schedule;

import java.util.Optional;

/**
 * What an entry is work for.
 *
 * @param type for example {@code ticket}; {@link #AD_HOC} when it stands for itself; empty for
 *     whatever the tenant's default is when the entry is written
 */
public record WorkItem(String type, Optional<String> id) {
  public static final String AD_HOC = "ad_hoc";

  /** The tenant's default. */
  public static final String DEFAULT = "";

  static WorkItem ofType(String type) {
    return new WorkItem(type, Optional.empty());
  }

  boolean isDefault() {
    return type.equals(DEFAULT);
  }

  WorkItem or(String fallback) {
    return isDefault() ? new WorkItem(fallback, id) : this;
  }
}

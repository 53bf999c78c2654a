package io.concordat.schedule;

import java.util.Optional;

/**
 * What an entry is work for.
 *
 * @param type for example {@code ticket}; {@link #AD_HOC} when it stands for itself
 */
public record WorkItem(String type, Optional<String> id) {
  public static final String AD_HOC = "ad_hoc";

  static WorkItem ofType(String type) {
    return new WorkItem(type.isEmpty() ? AD_HOC : type, Optional.empty());
  }
}

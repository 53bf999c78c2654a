package io.concordat.ee.calendar.activity;

import java.util.Optional;
import java.util.UUID;

/**
 * What things were done in.
 *
 * @param run empty: at once, by a person's call
 * @param trigger why there was a run: {@code first}, {@code change}, {@code manual}; else empty
 */
public record Occasion(UUID provider, Optional<UUID> run, String trigger) {
  /** A person's call. */
  public static Occasion call(UUID provider) {
    return new Occasion(provider, Optional.empty(), "");
  }
}

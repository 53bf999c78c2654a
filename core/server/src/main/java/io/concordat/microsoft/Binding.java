package io.concordat.microsoft;

import io.concordat.spi.microsoft.MicrosoftProfiles.Reason;
import java.time.Instant;
import java.util.Optional;

/** Which profile serves a consumer. */
public record Binding(String consumer, Profile profile, long version) {
  /** Why it does not work, if it does not. */
  public Optional<Reason> unfit(Instant now) {
    return profile.unfitFor(consumer, now);
  }
}

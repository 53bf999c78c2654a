package io.concordat.microsoft;

import io.concordat.spi.microsoft.MicrosoftProfiles.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A profile as people may see it: without its secret. */
public record Profile(
    UUID id,
    String displayName,
    String clientId,
    String directoryId,
    boolean hasClientSecret,
    Optional<Instant> archivedAt,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * Why this profile cannot serve the consumer, if it cannot. To act for people in a directory,
   * that directory must be named: only signing in works without.
   */
  Optional<Reason> unfitFor(String consumer) {
    if (archivedAt.isPresent()) {
      return Optional.of(Reason.PROFILE_ARCHIVED);
    }
    if (!hasClientSecret) {
      return Optional.of(Reason.PROFILE_CREDENTIALS_MISSING);
    }
    boolean signIn = consumer.equals(Consumers.MSP_SSO.name());
    return NewProfile.SHARED.contains(directoryId) && !signIn
        ? Optional.of(Reason.PROFILE_INVALID)
        : Optional.empty();
  }
}

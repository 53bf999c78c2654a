package io.concordat.microsoft;

import io.concordat.spi.microsoft.MicrosoftProfiles.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A profile as people may see it: without its secret. */
public record Profile(
    UUID id,
    String displayName,
    String clientId,
    String directoryId,
    Proof proof,
    Optional<Instant> archivedAt,
    long version,
    Instant createdAt,
    Instant updatedAt) {
  private static final Duration SOON = Duration.ofDays(30);

  /** In a fixed order. */
  public Set<Flaw> flaws(Instant now) {
    var flaws = EnumSet.noneOf(Flaw.class);
    if (archivedAt.isPresent()) {
      flaws.add(Flaw.ARCHIVED);
    }
    switch (proof) {
      case Proof.Missing missing -> flaws.add(Flaw.CREDENTIALS_MISSING);
      case Proof.Secret secret -> {}
      case Proof.Certificate(var thumbprint, var end) -> {
        if (!now.isBefore(end)) {
          flaws.add(Flaw.CERTIFICATE_EXPIRED);
        } else if (!now.plus(SOON).isBefore(end)) {
          flaws.add(Flaw.CERTIFICATE_EXPIRES_SOON);
        }
      }
    }
    if (NewProfile.SHARED.contains(directoryId)) {
      flaws.add(Flaw.DIRECTORY_NOT_NAMED);
    }
    return flaws;
  }

  /**
   * Why this profile cannot serve the consumer, if it cannot. To act for people in a directory,
   * that directory must be named: only signing in works without.
   */
  public Optional<Reason> unfitFor(String consumer, Instant now) {
    return flaws(now).stream()
        .filter(flaw -> flaw.fatal() || !consumer.equals(Consumers.MSP_SSO.name()))
        .flatMap(flaw -> reason(flaw).stream())
        .findFirst();
  }

  private static Optional<Reason> reason(Flaw flaw) {
    return switch (flaw) {
      case ARCHIVED -> Optional.of(Reason.PROFILE_ARCHIVED);
      case CREDENTIALS_MISSING -> Optional.of(Reason.PROFILE_CREDENTIALS_MISSING);
      case CERTIFICATE_EXPIRED, DIRECTORY_NOT_NAMED -> Optional.of(Reason.PROFILE_INVALID);
      case CERTIFICATE_EXPIRES_SOON -> Optional.empty();
    };
  }
}

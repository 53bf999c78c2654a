package io.concordat.ee.calendar.remote;

import io.concordat.spi.secret.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a token endpoint gave.
 *
 * @param refreshToken what the next refresh needs. Empty after a refresh unless the vendor rotates:
 *     keep the old one then. At Microsoft it is the serialized token cache, always present.
 * @param scopes as granted, which may be fewer than asked; empty if the vendor did not say
 * @param grantExpires when the grant itself ends, if it is limited
 */
public record Tokens(
    Secret accessToken,
    Instant expires,
    Optional<Secret> refreshToken,
    Set<String> scopes,
    Optional<Instant> grantExpires) {
  public Tokens {
    scopes = Set.copyOf(scopes);
  }
}

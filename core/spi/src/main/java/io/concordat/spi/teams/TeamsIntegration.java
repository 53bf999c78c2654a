package io.concordat.spi.teams;

import io.concordat.spi.http.Unavailable;
import java.util.Optional;

/** Owner of {@code /api/v1/teams/**} and {@code /api/teams/**}. */
public interface TeamsIntegration {
  /** Present when this edition does not have the integration. */
  default Optional<Unavailable> unavailable() {
    return Optional.empty();
  }
}

package io.concordat.ee.calendar.remote;

import io.concordat.spi.secret.Secret;
import java.time.Instant;

/**
 * Lends access tokens of one provider. Both calls may wait for a refresh, and may throw faults;
 * while the vendor wants quiet, nobody is lent a token.
 */
public interface TokenSource {
  /** A token that is believed to be valid. */
  Secret accessToken();

  /** The vendor refused this token: another one, refreshed unless somebody else already has. */
  Secret refreshAfter401(Secret refused);

  /**
   * The vendor wants quiet: from now on nobody of this extent is lent a token, on any node, before
   * that instant.
   */
  default void quiet(Extent extent, Instant until) {}

  /** Whose budget of requests is spent: nobody else's limits are met by it. */
  default String budget() {
    return "";
  }
}

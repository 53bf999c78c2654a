package io.concordat.ee.calendar.remote;

import io.concordat.spi.secret.Secret;

/** Lends access tokens of one provider. Both calls may wait for a refresh, and may throw faults. */
public interface TokenSource {
  /** A token that is believed to be valid. */
  Secret accessToken();

  /** The vendor refused this token: another one, refreshed unless somebody else already has. */
  Secret refreshAfter401(Secret refused);
}

package io.concordat.spi.secret;

import io.concordat.spi.tenant.Tx;

/**
 * Envelope encryption with the tenant's own data key. Associated data is tenant, owner and column,
 * so a ciphertext opens only where it was stored.
 */
public interface Secrets {
  /**
   * @param owner the row's id
   * @param column for example {@code google_calendar_provider_config.refresh_token}
   */
  byte[] seal(Tx tx, String owner, String column, Secret clear);

  /** Throws {@link UnreadableSecret} when the text was not sealed for exactly this place. */
  Secret open(Tx tx, String owner, String column, byte[] sealed);
}

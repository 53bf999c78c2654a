package io.concordat.identity;

import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.Handles;

/** SQL of {@code setup_codes}. */
final class SetupRows {
  private SetupRows() {}

  /** All codes, of every node, if this is one of them; 0 if it is none. */
  static int takeAll(Tx tx, byte[] hash) {
    return Handles.of(tx)
        .createUpdate(
            """
            delete from setup_codes where exists (select from setup_codes where hash = :hash)""")
        .bind("hash", hash)
        .execute();
  }
}

package io.concordat.spi.google;

import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;

/** What people of the bound tenant have connected through its Google app. */
public interface GoogleConnections {
  int count(Tx tx);

  /** Ends all of them with their tokens, in this transaction and without a word to Google. */
  int disconnectAll(Tx tx, UserId by);
}

package io.concordat.spi.google;

import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;

/** What people of the bound tenant have connected through its Google app. */
public interface GoogleConnections {
  int count(Tx tx);

  /**
   * Tells Google that nobody listens any more, as far as that works within seconds; none of them
   * runs from then on. Before {@link #disconnectAll}, whose end takes the tokens away, and outside
   * of transactions.
   */
  default void farewell() {}

  /** Ends all of them with their tokens, in this transaction and without a word to Google. */
  int disconnectAll(Tx tx, UserId by);
}

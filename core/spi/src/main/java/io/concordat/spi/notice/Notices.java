package io.concordat.spi.notice;

import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;

/** Tells people what waits for them: once for each cause, until the cause is gone. */
public interface Notices {
  /**
   * There is one open notice for the cause afterwards, and it says this. Somebody who has read it
   * hears of it again only when more waits than before.
   */
  void raise(Tx tx, UserId to, Notice notice);

  /** The cause is gone, for everybody. Nothing happens if nobody was told. */
  void settle(Tx tx, String cause);
}

package io.concordat.ee.calendar.watch;

import io.concordat.ee.calendar.ledger.GapRows;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.sync.Wake;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A sweep found what no notice had told of: the vendor may have stopped telling without a word, as
 * Microsoft does when its question whether a subscription is still wanted got lost. The channel is
 * renewed before its time, or replaced where the vendor renews none.
 */
public record Doubt(ChannelRows rows, Wake wake, InstantSource clock) {
  private static final GapRows GAPS = new GapRows();

  public void about(Tx tx, Provider provider) {
    Instant now = clock.instant();
    for (Channel channel : rows.of(tx, provider.id())) {
      if (channel.live(now)) {
        GAPS.open(tx, provider.id(), "silent", Instant.EPOCH);
        rows.renewBy(tx, channel.id(), channel.confirmAt(now));
        wake.watchWith(tx, provider);
      }
    }
  }
}

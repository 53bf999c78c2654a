package io.concordat.ee.calendar.watch;

import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.remote.RemoteFault;
import java.time.Duration;

/** What is known of the consents by which calendars are read. */
@FunctionalInterface
public interface Consents {
  /**
   * Tries the consent, as any use of it would.
   *
   * @return whether the vendor has said that it ends within this time
   * @throws RemoteFault when it serves no more, or the vendor cannot be asked
   */
  boolean endsWithin(Provider provider, Duration time);
}

package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.provider.Provider;
import io.concordat.spi.job.JobHandler.Outcome;
import io.concordat.spi.tenant.Tx;
import java.util.Optional;

/**
 * Something else than a sync that a calendar's turn is used for. It goes first, and nothing else is
 * done at that calendar meanwhile.
 */
@FunctionalInterface
public interface Errand {
  Errand NONE = (tx, provider) -> Optional.empty();

  /** What is to be done now; asked with the provider's row locked. */
  Optional<Work> next(Tx tx, Provider provider);

  /** Done outside of any transaction, after a run's number was taken. */
  @FunctionalInterface
  interface Work {
    Outcome run(Provider provider);
  }
}

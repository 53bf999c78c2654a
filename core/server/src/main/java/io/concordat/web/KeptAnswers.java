package io.concordat.web;

import io.concordat.spi.tenant.Tx;
import java.time.Instant;

/** Answers that are kept for repeated requests. */
public final class KeptAnswers {
  private KeptAnswers() {}

  /** Forgets those that are too old to be repeated. */
  public static int purge(Tx tx, Instant now) {
    return Idempotency.purge(tx, now);
  }
}

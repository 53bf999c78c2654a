package io.concordat.ee.calendar.remote;

import io.concordat.ee.calendar.event.Refusal;

/** What became of a write. Anything broken is a {@link RemoteFault} instead. */
public sealed interface Written {
  /** The remote copy says what was asked (after a delete: it is gone, the parts are the last). */
  record Done(RemoteParts parts) implements Written {}

  /** Only for a creation: this key has been used before, and this lies there. */
  record Exists(Read now) implements Written {}

  /** Somebody was faster; some slots may already be written. Read and decide again. */
  record Stale() implements Written {}

  /** There is no such item any more. A success for a delete, evidence of one for an update. */
  record Missing() implements Written {}

  /** The vendor cannot or will not hold this; to be shown on the entry. */
  record Refused(Refusal reason) implements Written {}
}

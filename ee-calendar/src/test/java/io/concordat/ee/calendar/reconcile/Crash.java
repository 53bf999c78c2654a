package io.concordat.ee.calendar.reconcile;

import java.io.Serial;

/** The process is gone; what was stored stays. */
final class Crash extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  Crash() {
    super(null, null, false, false);
  }
}

package io.concordat.ee.calendar.reconcile;

import java.io.Serial;

/** An invariant does not hold. */
final class Broken extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  Broken(String what) {
    super(what);
  }
}

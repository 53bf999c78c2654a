package io.concordat.ee.calendar.cleanup;

import java.io.Serial;

/** A clean-up is not wanted any more, or the calendar goes on: nothing more of it is done. */
final class Halted extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  Halted() {
    super("a clean-up is over", null, false, false);
  }
}

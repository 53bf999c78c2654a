package io.concordat.ee.calendar.sync;

import java.io.Serial;

/** An entry changed between its read and our change: the transaction starts again. */
final class StaleEntry extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  StaleEntry() {
    super("an entry changed meanwhile");
  }
}

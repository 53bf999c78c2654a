package io.concordat.ee.calendar.sync;

import java.io.Serial;

/** A complete listing missed so much that nothing of it is believed: it is read again later. */
final class Suspect extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  Suspect(int unseen, int known) {
    super("a complete listing misses " + unseen + " of " + known + " known events");
  }
}

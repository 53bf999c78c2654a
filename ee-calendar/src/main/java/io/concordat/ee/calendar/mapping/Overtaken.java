package io.concordat.ee.calendar.mapping;

import java.io.Serial;

/** Somebody else stored since this was read: nothing of the transaction may stay. */
public final class Overtaken extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public Overtaken(String what) {
    super(what + " was changed by somebody else meanwhile");
  }
}

package io.concordat.ee.calendar.sync;

import java.io.Serial;

/** The provider was paused, switched off or deleted while its run was going on. */
final class Stopped extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  Stopped() {
    super("the provider may no longer be asked");
  }
}

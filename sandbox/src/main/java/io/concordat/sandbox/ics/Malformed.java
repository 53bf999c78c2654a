package io.concordat.sandbox.ics;

/** A component that cannot be an event. */
final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final NotHeld.Reason code;

  Malformed(String reason) {
    this(reason, NotHeld.Reason.MALFORMED);
  }

  Malformed(String reason, NotHeld.Reason code) {
    super(reason, null, false, false);
    this.code = code;
  }

  NotHeld.Reason code() {
    return code;
  }
}

package io.concordat.sandbox.ics;

/** A component that cannot be an event. */
final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Malformed(String reason) {
    super(reason, null, false, false);
  }
}

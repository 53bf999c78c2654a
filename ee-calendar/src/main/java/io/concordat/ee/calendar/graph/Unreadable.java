package io.concordat.ee.calendar.graph;

import io.concordat.ee.calendar.event.Refusal;
import java.io.Serial;

/** Ends the reading of one event inside this package; becomes a {@code Malformed} item. */
final class Unreadable extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Refusal reason;

  Unreadable(Refusal reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  Refusal reason() {
    return reason;
  }
}

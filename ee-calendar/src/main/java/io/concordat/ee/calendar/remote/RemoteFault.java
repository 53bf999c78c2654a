package io.concordat.ee.calendar.remote;

import java.io.Serial;
import java.time.Instant;
import java.util.Optional;

/**
 * Something is broken. The message is ours and safe to log: call, status, the vendor's reason code
 * if it is a known one; never the vendor's text, an address with a query, or a token.
 */
public final class RemoteFault extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Fault fault;
  private final boolean asked;

  public RemoteFault(Fault fault, String message) {
    this(fault, message, true);
  }

  private RemoteFault(Fault fault, String message, boolean asked) {
    super(message);
    this.fault = fault;
    this.asked = asked;
  }

  /** No request was made: the vendor wants quiet until then. */
  public static RemoteFault quiet(Instant until) {
    return new RemoteFault(
        new Fault.RateLimited(Optional.of(until)), "the vendor is not to be asked for now", false);
  }

  /** Whether the vendor was asked, and this is its answer. */
  public boolean asked() {
    return asked;
  }

  public Fault fault() {
    return fault;
  }
}

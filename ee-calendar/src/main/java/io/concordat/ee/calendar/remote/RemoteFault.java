package io.concordat.ee.calendar.remote;

import java.io.Serial;

/**
 * Something is broken. The message is ours and safe to log: call, status, the vendor's reason code
 * if it is a known one; never the vendor's text, an address with a query, or a token.
 */
public final class RemoteFault extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  public RemoteFault(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}

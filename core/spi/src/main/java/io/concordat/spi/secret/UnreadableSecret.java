package io.concordat.spi.secret;

import java.io.Serial;

/** A stored secret cannot be opened: moved between rows or tenants, or its master key is gone. */
public final class UnreadableSecret extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public UnreadableSecret(String column) {
    super("the secret stored in " + column + " cannot be opened");
  }
}

package io.concordat.dist.http;

import java.io.Serial;

/** The connection failed: whether the request took effect is unknown. */
public final class NoAnswer extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public NoAnswer(String message, Throwable cause) {
    super(message, cause);
  }
}

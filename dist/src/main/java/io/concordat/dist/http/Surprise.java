package io.concordat.dist.http;

import java.io.Serial;

/** Product or twin did what it must not do. The message is for the person who runs the proof. */
public final class Surprise extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public Surprise(String message) {
    super(message);
  }

  public Surprise(String message, Throwable cause) {
    super(message, cause);
  }
}

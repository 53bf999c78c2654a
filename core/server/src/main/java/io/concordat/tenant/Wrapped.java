package io.concordat.tenant;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Checked exceptions as unchecked ones. */
final class Wrapped {
  private Wrapped() {}

  static RuntimeException of(Exception thrown) {
    return switch (thrown) {
      case RuntimeException unchecked -> unchecked;
      case IOException io -> new UncheckedIOException(io);
      case InterruptedException interrupted -> {
        Thread.currentThread().interrupt();
        yield new IllegalStateException("interrupted", interrupted);
      }
      default -> new IllegalStateException(thrown.getMessage(), thrown);
    };
  }
}

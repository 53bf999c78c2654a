package io.concordat.app.settings;

import java.io.Serial;

/** The process cannot start. The message is the sentence that the operator reads, and no more. */
public final class CannotStart extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public CannotStart(String sentence) {
    super(sentence);
  }

  public CannotStart(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}

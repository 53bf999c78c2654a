package io.concordat.app;

import java.io.Serial;

/** The operator asked for something that cannot be; one sentence says what. */
final class BadInput extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  BadInput(String sentence) {
    super(sentence);
  }

  BadInput(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}

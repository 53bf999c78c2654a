package io.concordat.ee.calendar.page;

import io.concordat.spi.page.Words;

/** Messages for codes; a code that has none yet gets the general one, never its own name. */
final class Texts {
  private static final String OTHER = "other";

  private Texts() {}

  static String of(Words words, String prefix, String code, Object... arguments) {
    String key = prefix + code;
    return words.t(words.knows(key) ? key : prefix + OTHER, arguments);
  }
}

package io.concordat.spi;

/**
 * A consumer of Microsoft profiles, for example {@code calendar}. An explicit binding says which
 * profile serves it; there is no default.
 *
 * @param name stable, lower case, part of URLs
 * @param label for people, English
 */
public record MicrosoftConsumer(String name, String label) {
  public MicrosoftConsumer {
    if (!name.matches("[a-z][a-z_]*")) {
      throw new IllegalArgumentException("not a consumer name: " + name);
    }
  }
}

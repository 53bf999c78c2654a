package io.concordat.spi;

import java.util.List;

/**
 * A consumer of the tenant's Google app, for example {@code calendar}. Consumers share the tenant's
 * app unless a separate one was entered for them.
 *
 * @param name stable, lower case
 * @param label for people, English
 * @param acted whether something installed acts for the consumer
 * @param redirectPaths below the public URL, each with a leading slash
 * @param scopes as Google spells them
 */
public record GoogleConsumer(
    String name, String label, boolean acted, List<String> redirectPaths, List<String> scopes) {
  public GoogleConsumer {
    if (!name.matches("[a-z][a-z_]*")) {
      throw new IllegalArgumentException("not a consumer name: " + name);
    }
    redirectPaths = List.copyOf(redirectPaths);
    scopes = List.copyOf(scopes);
  }

  /** One that nothing installed acts for yet. */
  public GoogleConsumer(String name, String label) {
    this(name, label, false, List.of(), List.of());
  }
}

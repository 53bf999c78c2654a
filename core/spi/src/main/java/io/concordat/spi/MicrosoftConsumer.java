package io.concordat.spi;

import java.util.List;
import java.util.Map;

/**
 * A consumer of Microsoft profiles, for example {@code calendar}. An explicit binding says which
 * profile serves it; there is no default.
 *
 * @param name stable, lower case, part of URLs
 * @param label for people, English
 */
public record MicrosoftConsumer(String name, String label, Guidance guidance) {
  public MicrosoftConsumer {
    if (!name.matches("[a-z][a-z_]*")) {
      throw new IllegalArgumentException("not a consumer name: " + name);
    }
  }

  /** One that nothing installed acts for yet: it can be bound, and nothing comes of it. */
  public MicrosoftConsumer(String name, String label) {
    this(name, label, Guidance.NOBODY_ACTS);
  }

  /**
   * What an administrator enters at the app registration in Entra so that it can serve the
   * consumer. Core makes whole addresses of it, in one place, from the public URL.
   *
   * @param acted whether something installed acts for the consumer
   * @param redirectPaths below the public URL, each with a leading slash
   * @param delegatedScopes by their short names, for example {@code Calendars.ReadWrite}
   * @param applicationScopes permissions that an administrator grants to the app itself
   * @param values further values by name, for example {@code applicationIdUri}; in a value {@code
   *     {host}} stands for the public URL's host and {@code {clientId}} for the bound profile's
   *     client id. One that cannot be filled in yet is not shown
   */
  public record Guidance(
      boolean acted,
      List<String> redirectPaths,
      List<String> delegatedScopes,
      List<String> applicationScopes,
      Map<String, String> values) {
    static final Guidance NOBODY_ACTS =
        new Guidance(false, List.of(), List.of(), List.of(), Map.of());

    public Guidance {
      redirectPaths = List.copyOf(redirectPaths);
      delegatedScopes = List.copyOf(delegatedScopes);
      applicationScopes = List.copyOf(applicationScopes);
      values = Map.copyOf(values);
    }
  }
}

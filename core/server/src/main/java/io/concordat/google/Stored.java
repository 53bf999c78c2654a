package io.concordat.google;

/** What became of entering something for Google. */
public sealed interface Stored {
  record Done(GoogleSetup setup) implements Stored {}

  /**
   * A secret belongs to its client id.
   *
   * @param field which one is missing
   */
  record SecretNeeded(String field) implements Stored {}
}

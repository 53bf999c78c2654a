package io.concordat.microsoft;

import java.util.List;

/** What became of changing a profile. */
public sealed interface Changed {
  record Done(Profile profile) implements Changed {}

  /** An active profile has the name; the transaction must be given up. */
  record NameTaken() implements Changed {}

  /** A secret belongs to its application: another client id needs its own. */
  record CredentialNeeded() implements Changed {}

  /**
   * Somebody is served by it.
   *
   * @param consumers as far as this installation shows them
   */
  record InUse(List<String> consumers) implements Changed {}
}

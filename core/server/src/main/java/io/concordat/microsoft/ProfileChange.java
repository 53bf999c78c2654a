package io.concordat.microsoft;

import java.util.Optional;

/** What somebody wants another way; empty parts stay as they are. */
public record ProfileChange(
    Optional<String> displayName,
    Optional<String> clientId,
    Optional<String> directoryId,
    CredentialChange credential) {

  /** The parts afterwards, checked and in one form. */
  NewProfile on(Profile stored) {
    return new NewProfile(
        displayName.orElse(stored.displayName()),
        clientId.orElse(stored.clientId()),
        directoryId.orElse(stored.directoryId()),
        Optional.empty());
  }
}

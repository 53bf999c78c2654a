package io.concordat.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Browsers in which an address has signed in before. Their marks prove nothing but that; they only
 * keep strangers' wrong guesses away from them.
 */
final class Browsers {
  private static final int LONGEST = 200;

  private final InstallationKey key;

  Browsers(InstallationKey key) {
    this.key = key;
  }

  String mark(String email) {
    String id = UUID.randomUUID().toString();
    return id + "." + proof(id, email);
  }

  /** The browser's id, when its mark is one of ours for this address. */
  Optional<String> known(String mark, String email) {
    int dot = mark.indexOf('.');
    if (dot < 0 || mark.length() > LONGEST) {
      return Optional.empty();
    }
    String id = mark.substring(0, dot);
    byte[] proof = proof(id, email).getBytes(StandardCharsets.UTF_8);
    byte[] sent = mark.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(proof, sent) ? Optional.of(id) : Optional.empty();
  }

  private String proof(String id, String email) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.mac("browser", id + ":" + email));
  }
}

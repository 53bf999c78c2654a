package io.concordat.identity;

import io.concordat.spi.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Credentials that mean nothing by themselves: 256 random bits, stored as a hash. */
final class Opaque {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int LONGEST = 100;

  private Opaque() {}

  static Secret generate(String prefix) {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return Secret.of(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /** Whether it can be one of ours at all. */
  static boolean plausible(String text, String prefix) {
    return text.startsWith(prefix) && text.length() <= LONGEST;
  }

  static byte[] hash(Secret credential) {
    return hash(credential.reveal());
  }

  static byte[] hash(String credential) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(credential.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

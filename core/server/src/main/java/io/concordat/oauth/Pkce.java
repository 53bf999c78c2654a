package io.concordat.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Random values of 256 bits, and RFC 7636's S256. */
final class Pkce {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Pkce() {}

  static String random() {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return text(bits);
  }

  static String challenge(String verifier) {
    return text(sha256(verifier));
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(byte[] bits) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}

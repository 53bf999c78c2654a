package io.concordat.sso;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Random texts of 256 bits, and what is derived of them. */
final class Digest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Digest() {}

  static String random() {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return text(bits);
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Says nothing about the key, nor about what is derived of it for another purpose. */
  static String derived(String key, String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(key), "HmacSHA256"));
      return text(mac.doFinal(bytes(purpose)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(byte[] bits) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

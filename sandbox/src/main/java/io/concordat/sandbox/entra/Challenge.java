package io.concordat.sandbox.entra;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What PKCE demands of the code's redeemer; an empty value demands nothing. */
record Challenge(String value, boolean hashed) {
  static final Challenge NONE = new Challenge("", false);

  void verify(String verifier) {
    if (value.isEmpty()) {
      return; // Entra overlooks a verifier nobody asked for
    }
    String actual = hashed ? sha256(verifier) : verifier;
    if (!MessageDigest.isEqual(
        value.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8))) {
      throw new AadError(501481);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

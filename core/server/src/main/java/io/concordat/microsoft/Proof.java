package io.concordat.microsoft;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;

/** What a profile proves itself with at Entra, as far as people may see it. */
public sealed interface Proof {
  record Missing() implements Proof {}

  record Secret() implements Proof {}

  /**
   * @param thumbprint SHA-1 in hexadecimal, as Entra's portal shows it
   */
  record Certificate(String thumbprint, Instant expiresAt) implements Proof {
    static Certificate of(X509Certificate certificate) {
      try {
        byte[] hash = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
        return new Certificate(
            HexFormat.of().withUpperCase().formatHex(hash), certificate.getNotAfter().toInstant());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has SHA-1", e);
      }
    }
  }
}

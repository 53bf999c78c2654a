package io.concordat.spi.secret;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** What an app proves itself with to a vendor. */
public sealed interface Credential {
  record ClientSecret(Secret value) implements Credential {}

  /**
   * @param certificate what is registered at the vendor
   * @param key the certificate's RSA key
   */
  record Certificate(X509Certificate certificate, PrivateKey key) implements Credential {
    @Override
    public String toString() {
      return "Certificate[" + certificate.getSerialNumber() + "]";
    }
  }
}

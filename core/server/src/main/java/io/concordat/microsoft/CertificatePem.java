package io.concordat.microsoft;

import io.concordat.spi.secret.Credential;
import io.concordat.spi.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** A certificate and its key in PEM, as tools write them, checked for what Entra can use. */
public final class CertificatePem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
  private static final String CERTIFICATE = "certificate";
  private static final String KEY = "privateKey";
  private static final int SHORTEST = 2048;

  private CertificatePem() {}

  /**
   * @param certificate the first one counts, should a chain come
   */
  public static Credential.Certificate read(String certificate, Secret key, Instant now) {
    X509Certificate read = certificate(certificate);
    if (!(read.getPublicKey() instanceof RSAPublicKey known)
        || known.getModulus().bitLength() < SHORTEST) {
      throw invalid(CERTIFICATE, "is not for an RSA key of at least 2048 bits; make one that is.");
    }
    if (!now.isBefore(read.getNotAfter().toInstant())) {
      throw new InvalidProfile(
          "certificate_expired", CERTIFICATE, "has expired; make and register a new one.");
    }
    RSAPrivateKey own = key(key.reveal());
    if (!modulus(own).equals(known.getModulus())) {
      throw new InvalidProfile(
          "key_mismatch",
          KEY,
          "belongs to another certificate; send the two that belong together.");
    }
    return new Credential.Certificate(read, own);
  }

  private static BigInteger modulus(RSAPrivateKey key) {
    return key.getModulus();
  }

  private static X509Certificate certificate(String pem) {
    byte[] der =
        block(pem, "CERTIFICATE", CERTIFICATE)
            .orElseThrow(
                () ->
                    invalid(
                        CERTIFICATE,
                        "has no PEM block \"BEGIN CERTIFICATE\"; send the certificate as PEM."));
    try {
      return parsed(der);
    } catch (CertificateException e) {
      throw invalid(CERTIFICATE, "cannot be read; send an X.509 certificate as PEM.");
    }
  }

  static X509Certificate parsed(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static RSAPrivateKey key(String pem) {
    if (pem.contains("ENCRYPTED")) {
      throw invalid(KEY, "is locked with a passphrase; send it unlocked, it is sealed here.");
    }
    byte[] der =
        block(pem, "PRIVATE KEY", KEY)
            .or(() -> block(pem, "RSA PRIVATE KEY", KEY).map(CertificatePem::wrapped))
            .orElseThrow(
                () -> invalid(KEY, "has no PEM block \"BEGIN PRIVATE KEY\"; send the key as PEM."));
    try {
      return (RSAPrivateKey) opened(der);
    } catch (GeneralSecurityException | ClassCastException e) {
      throw invalid(KEY, "cannot be read; send an RSA private key as PEM.");
    }
  }

  /** From PKCS#8. */
  static PrivateKey opened(byte[] der) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  /** PKCS#8 around what older tools write. */
  private static byte[] wrapped(byte[] pkcs1) {
    try {
      return new PrivateKeyInfo(
              new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
              org.bouncycastle.asn1.pkcs.RSAPrivateKey.getInstance(pkcs1))
          .getEncoded();
    } catch (IOException | IllegalArgumentException e) {
      throw invalid(KEY, "cannot be read; send an RSA private key as PEM.");
    }
  }

  private static Optional<byte[]> block(String pem, String type, String field) {
    Matcher blocks = BLOCK.matcher(pem);
    while (blocks.find()) {
      if (type.equals(blocks.group(1))) {
        return Optional.of(decoded(blocks.group(2), field));
      }
    }
    return Optional.empty();
  }

  private static byte[] decoded(String base64, String field) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw invalid(field, "is damaged; copy the whole PEM block.");
    }
  }

  private static InvalidProfile invalid(String field, String remedy) {
    return new InvalidProfile("invalid_value", field, remedy);
  }
}

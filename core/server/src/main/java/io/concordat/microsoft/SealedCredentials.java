package io.concordat.microsoft;

import io.concordat.microsoft.ProfileRows.Kept;
import io.concordat.spi.secret.Credential;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.secret.Secrets;
import io.concordat.spi.secret.UnreadableSecret;
import io.concordat.spi.tenant.Tx;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Secrets and private keys on their way into and out of their columns. */
record SealedCredentials(Secrets secrets) {
  private static final Logger LOG = LoggerFactory.getLogger(SealedCredentials.class);
  private static final String SECRET = "microsoft_profiles.client_secret";
  private static final String KEY = "microsoft_profiles.private_key";

  Kept seal(Tx tx, UUID profile, Credential credential) {
    String owner = profile.toString();
    return switch (credential) {
      case Credential.ClientSecret(var value) ->
          new Kept(secrets.seal(tx, owner, SECRET, value), null, null);
      case Credential.Certificate certificate ->
          new Kept(
              null, encoded(certificate), secrets.seal(tx, owner, KEY, text(certificate.key())));
    };
  }

  private static byte[] encoded(Credential.Certificate credential) {
    try {
      return credential.certificate().getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }

  private static Secret text(PrivateKey key) {
    return Secret.of(Base64.getEncoder().encodeToString(key.getEncoded()));
  }

  /** Empty when there is none, or when it cannot be opened. */
  Optional<Credential> open(Tx tx, UUID profile) {
    Kept kept = ProfileRows.kept(tx, profile);
    try {
      if (kept.secret() != null) {
        Secret clear = secrets.open(tx, profile.toString(), SECRET, kept.secret());
        return Optional.of(new Credential.ClientSecret(clear));
      }
      return kept.certificate() == null || kept.key() == null
          ? Optional.empty()
          : Optional.of(certificate(tx, profile, kept.certificate(), kept.key()));
    } catch (UnreadableSecret e) {
      LOG.error("Microsoft profile {}: {}", profile, e.getMessage());
      return Optional.empty();
    }
  }

  private Credential certificate(Tx tx, UUID profile, byte[] certificate, byte[] key) {
    String clear = secrets.open(tx, profile.toString(), KEY, key).reveal();
    try {
      return new Credential.Certificate(
          CertificatePem.parsed(certificate),
          CertificatePem.opened(Base64.getDecoder().decode(clear)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored certificate cannot be read", e);
    }
  }
}

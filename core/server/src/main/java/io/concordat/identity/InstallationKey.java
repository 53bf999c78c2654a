package io.concordat.identity;

import io.concordat.tenant.AcrossTenants;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Keyed hashes of what comes in before a tenant is known. The key was made with the schema and lies
 * in the database, so that every node has it and a rotation of master keys does not concern it.
 */
final class InstallationKey {
  private final AcrossTenants.Reach reach;
  private volatile byte @Nullable [] key;

  InstallationKey(AcrossTenants across) {
    this.reach = across.because("sign-in names are hashed before a tenant is known");
  }

  /** What the migration computes too; it has no HMAC. Good for finding, not for proving. */
  byte[] name(String email) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(key());
      return digest.digest(("name:" + email).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] mac(String purpose, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key(), "HmacSHA256"));
      return mac.doFinal((purpose + ":" + text).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] key() {
    byte[] known = key;
    if (known == null) {
      known =
          reach.call(
              handle ->
                  handle
                      .createQuery("select hash_key from installation")
                      .mapTo(byte[].class)
                      .one());
      key = known;
    }
    return known;
  }
}

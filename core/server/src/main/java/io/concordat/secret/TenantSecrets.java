package io.concordat.secret;

import io.concordat.spi.secret.Secret;
import io.concordat.spi.secret.Secrets;
import io.concordat.spi.secret.UnreadableSecret;
import io.concordat.spi.tenant.Tx;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals with the tenant's data key; what was sealed for one place opens nowhere else. */
public final class TenantSecrets implements Secrets {
  private static final Logger log = LoggerFactory.getLogger(TenantSecrets.class);

  private final TenantKeys keys;

  public TenantSecrets(MasterKeys masters, InstantSource clock) {
    this.keys = new TenantKeys(masters, clock);
  }

  @Override
  public byte[] seal(Tx tx, String owner, String column, Secret clear) {
    try {
      TenantKeys.DataKey key = keys.current(tx);
      byte[] text = clear.reveal().getBytes(StandardCharsets.UTF_8);
      byte[] ciphertext = key.aead().encrypt(text, place(tx, owner, column));
      return new Sealed(Integer.toString(key.id()), ciphertext).bytes();
    } catch (GeneralSecurityException e) {
      throw unreadable(column, e);
    }
  }

  @Override
  public Secret open(Tx tx, String owner, String column, byte[] sealed) {
    try {
      Sealed parsed = Sealed.parse(sealed);
      TenantKeys.DataKey key =
          keys.find(tx, Integer.parseInt(parsed.keyId()))
              .orElseThrow(() -> new GeneralSecurityException("no data key " + parsed.keyId()));
      byte[] clear = key.aead().decrypt(parsed.ciphertext(), place(tx, owner, column));
      return Secret.of(new String(clear, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw unreadable(column, e);
    }
  }

  private static byte[] place(Tx tx, String owner, String column) {
    return Sealed.place(tx.tenant().toString(), owner, column);
  }

  private static UnreadableSecret unreadable(String column, Exception cause) {
    log.warn("the secret in {} cannot be used: {}", column, cause.getMessage());
    return new UnreadableSecret(column);
  }
}

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

  private final KeyRing ring;
  private final TenantKeys keys;
  private final SealedColumns columns = new SealedColumns();

  public TenantSecrets(KeyRing ring, InstantSource clock) {
    this.ring = ring;
    this.keys = new TenantKeys(ring, clock);
  }

  @Override
  public byte[] seal(Tx tx, String owner, String column, Secret clear) {
    columns.require(tx, column);
    try {
      return sealed(tx, keys.sealing(tx), owner, column, clear);
    } catch (GeneralSecurityException e) {
      throw unreadable(column, e);
    }
  }

  static byte[] sealed(Tx tx, TenantKeys.DataKey key, String owner, String column, Secret clear)
      throws GeneralSecurityException {
    byte[] text = clear.reveal().getBytes(StandardCharsets.UTF_8);
    byte[] ciphertext = key.aead().encrypt(text, place(tx, owner, column));
    return new Sealed(Integer.toString(key.id()), ciphertext).bytes();
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

  /** Now and then, on every node: keys that are no more are not kept in memory. */
  public void refresh() {
    ring.reread();
    keys.forget();
  }

  KeyRing ring() {
    return ring;
  }

  TenantKeys keys() {
    return keys;
  }

  private static byte[] place(Tx tx, String owner, String column) {
    return Sealed.place(tx.tenant().toString(), owner, column);
  }

  private static UnreadableSecret unreadable(String column, Exception cause) {
    log.warn("the secret in {} cannot be used: {}", column, cause.getMessage());
    return new UnreadableSecret(column);
  }
}

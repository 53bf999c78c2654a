package io.concordat.app;

import io.concordat.app.settings.CannotStart;
import io.concordat.app.settings.Settings;
import io.concordat.secret.KeyRing;
import io.concordat.secret.MasterKeys;
import io.concordat.spi.secret.Secret;

/** The master keys: the setting, else a file of the data folder. */
final class EncryptionKey {
  private EncryptionKey() {}

  static KeyRing of(Settings settings) {
    return settings
        .encryptionKey()
        .map(EncryptionKey::parsed)
        .map(KeyRing::fixed)
        .orElseGet(() -> new KeyRing(new KeyFile(settings.folder())::read));
  }

  private static MasterKeys parsed(Secret ring) {
    try {
      return MasterKeys.parse(ring);
    } catch (IllegalArgumentException e) {
      throw new CannotStart("CONCORDAT_ENCRYPTION_KEY: " + e.getMessage() + ".", e);
    }
  }
}

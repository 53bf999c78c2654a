package io.concordat.app;

import io.concordat.app.settings.CannotStart;
import io.concordat.app.settings.PrivateFile;
import io.concordat.app.settings.Settings;
import io.concordat.secret.MasterKeys;
import io.concordat.spi.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The master keys: the setting, else a file of the data folder, made when it is not there. */
final class EncryptionKey {
  private static final Logger log = LoggerFactory.getLogger(EncryptionKey.class);
  private static final String FILE = "encryption.key";

  private EncryptionKey() {}

  static MasterKeys of(Settings settings) {
    try {
      return MasterKeys.parse(settings.encryptionKey().orElseGet(() -> ofFile(settings.folder())));
    } catch (IllegalArgumentException e) {
      throw new CannotStart("CONCORDAT_ENCRYPTION_KEY: " + e.getMessage() + ".", e);
    }
  }

  private static Secret ofFile(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        PrivateFile.write(file, generate());
        log.info(
            "made the encryption key {}; keep a copy of it with your backups: without it no stored secret can be read",
            file);
      }
      return Secret.of(Files.readString(file).strip());
    } catch (IOException e) {
      throw new CannotStart(file + " cannot be read or made: " + e.getMessage(), e);
    }
  }

  private static String generate() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return "k1:" + Base64.getEncoder().encodeToString(key);
  }
}

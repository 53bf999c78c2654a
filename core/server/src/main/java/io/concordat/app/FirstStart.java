package io.concordat.app;

import io.concordat.app.settings.CannotStart;
import io.concordat.app.settings.PrivateFile;
import io.concordat.app.settings.Settings;
import io.concordat.identity.Setup;
import io.concordat.spi.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * While there is no tenant, whoever can read a file of the data folder may make the first one. The
 * log says where the file is, never what is in it.
 */
record FirstStart(Settings settings, Setup setup) {
  private static final Logger log = LoggerFactory.getLogger(FirstStart.class);
  private static final String FILE = "setup-code";

  void prepare() {
    Path file = settings.folder().resolve(FILE);
    try {
      if (!setup.needed()) {
        Files.deleteIfExists(file);
        return;
      }
      Files.createDirectories(settings.folder());
      if (!Files.exists(file)) {
        PrivateFile.write(file, Setup.generate().reveal() + "\n");
      }
      setup.accept(Secret.of(Files.readString(file)));
    } catch (IOException e) {
      throw new CannotStart(file + " cannot be read or made: " + e.getMessage(), e);
    }
    log.info(
        "there is no tenant yet: make the first one with POST {}/api/setup and the code in {}",
        settings.addresses().publicUrl(),
        file);
  }
}

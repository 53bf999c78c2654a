package io.concordat.app.postgres;

import io.concordat.app.settings.CannotStart;
import io.concordat.app.settings.PrivateFile;
import io.concordat.spi.secret.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** Port and passwords of the embedded PostgreSQL, kept in a file that only its owner reads. */
record Access(int port, Secret superuser, Secret owner, Secret app) {
  private static final String FILE = "access.properties";

  static Access of(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    return Files.exists(file) ? read(file) : generate().store(folder);
  }

  /** The same passwords at a port that is free now. */
  Access elsewhere(Path folder) throws IOException {
    return new Access(freePort(), superuser, owner, app).store(folder);
  }

  boolean portFree() {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static Access generate() throws IOException {
    return new Access(freePort(), password(), password(), password());
  }

  private static Secret password() {
    byte[] bits = new byte[24];
    new SecureRandom().nextBytes(bits);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Access read(Path file) throws IOException {
    Properties stored = new Properties();
    stored.load(new StringReader(Files.readString(file)));
    try {
      return new Access(
          Integer.parseInt(stored.getProperty("port", "")),
          secret(stored, "superuser"),
          secret(stored, "owner"),
          secret(stored, "app"));
    } catch (NumberFormatException e) {
      throw new CannotStart(file + " is damaged: it names no port.", e);
    }
  }

  private static Secret secret(Properties stored, String name) {
    return Secret.of(stored.getProperty(name, ""));
  }

  private Access store(Path folder) throws IOException {
    PrivateFile.write(
        folder.resolve(FILE),
        "port=%d%nsuperuser=%s%nowner=%s%napp=%s%n"
            .formatted(port, superuser.reveal(), owner.reveal(), app.reveal()));
    return this;
  }
}

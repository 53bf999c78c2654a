package io.concordat.app;

import io.concordat.app.settings.CannotStart;
import io.concordat.app.settings.PrivateFile;
import io.concordat.secret.MasterKeys;
import io.concordat.spi.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key ring of a data folder, in a file that only its owner can read. */
final class KeyFile {
  private static final Logger log = LoggerFactory.getLogger(KeyFile.class);
  private static final String NAME = "encryption.key";

  private final Path file;

  KeyFile(Path folder) {
    this.file = folder.resolve(NAME);
  }

  /** Made when it is not there. */
  MasterKeys read() {
    if (!Files.exists(file)) {
      write(List.of(generate("k1")));
      log.info(
          "made the encryption key {}; keep a copy of it with your backups: without it no stored secret can be read",
          file);
    }
    return parsed(text());
  }

  /** Puts a new key in front, unless a rotation that was cut short has done so already. */
  void add() {
    List<String> ring = ring();
    if (ring.size() == 1) {
      write(List.of(generate(after(read().primary())), ring.getFirst()));
    }
  }

  void keepOnly(String id) {
    write(ring().stream().filter(entry -> entry.startsWith(id + ":")).toList());
  }

  private List<String> ring() {
    return Arrays.asList(text().split(",", -1));
  }

  /** k2 comes after k1; ids are never used twice. */
  private static String after(String id) {
    return id.matches("k[0-9]{1,8}") ? "k" + (Integer.parseInt(id.substring(1)) + 1) : "k1" + id;
  }

  private MasterKeys parsed(String text) {
    try {
      return MasterKeys.parse(Secret.of(text));
    } catch (IllegalArgumentException e) {
      throw new CannotStart(file + ": " + e.getMessage() + ".", e);
    }
  }

  private String text() {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CannotStart(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void write(List<String> ring) {
    try {
      PrivateFile.write(file, String.join(",", ring));
    } catch (IOException e) {
      throw new CannotStart(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static String generate(String id) {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return id + ":" + Base64.getEncoder().encodeToString(key);
  }
}

package io.concordat.sandbox.canary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What processes of ours have written, as long as it is there. */
final class Logs {
  private static final Map<Path, String> WRITTEN = new ConcurrentHashMap<>();

  private Logs() {}

  /** Administration prints what it made to whoever asked for it; its errors go elsewhere. */
  static void of(String process, Path log) {
    Path file = process.startsWith("admin ") ? log.resolveSibling(log.getFileName() + ".err") : log;
    WRITTEN.put(file, process);
  }

  static void hear() {
    WRITTEN.forEach(Logs::hear);
  }

  private static void hear(Path file, String process) {
    try {
      if (Files.exists(file)) {
        String text = Files.readString(file);
        Canaries.hear(Channel.LOG, "of " + process, text);
        Canaries.hearShapes(Channel.LOG, "of " + process, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

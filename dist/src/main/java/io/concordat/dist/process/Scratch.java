package io.concordat.dist.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Temporary folders. One that is spent goes at the end; one of a run that went wrong stays. */
public final class Scratch {
  private static final Queue<Path> SPENT = new ConcurrentLinkedQueue<>();

  private Scratch() {}

  public static Path folder(String name) throws IOException {
    return Files.createTempDirectory("concordat-" + name);
  }

  /** Nobody will look into it again: it goes when the processes that use it have ended. */
  public static void spent(Path folder) {
    Child.watch();
    SPENT.add(folder);
  }

  static void removeSpent() {
    SPENT.forEach(Scratch::remove);
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("cannot remove " + folder + ": " + e.getMessage());
    }
  }
}

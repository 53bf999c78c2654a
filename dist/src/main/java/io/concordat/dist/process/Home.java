package io.concordat.dist.process;

import io.concordat.dist.http.Surprise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The assembled folders: {@code concordat-ce}, {@code concordat-ee} and {@code concordat-dev},
 * found in the repository or in the folder that holds them.
 */
public record Home(Path folder) {
  public static Home of(String setting) {
    String named = setting.isEmpty() ? System.getProperty("concordat.home", ".") : setting;
    Path root = Path.of(named).toAbsolutePath().normalize();
    Path built = root.resolve("dist").resolve("target");
    Home home = new Home(Files.isDirectory(built) ? built : root);
    if (!Files.isDirectory(home.ee().resolve("lib"))) {
      throw new Surprise(
          "no assembled product in " + home.folder + ": build it with ./mvnw package first");
    }
    return home;
  }

  public Path ce() {
    return folder.resolve("concordat-ce");
  }

  public Path ee() {
    return folder.resolve("concordat-ee");
  }

  /** What a product folder puts on the class path: {@code lib/*} and {@code plugins/*}. */
  public static String classPath(Path product) {
    return product.resolve("lib") + "/*:" + product.resolve("plugins") + "/*";
  }

  Path dev() {
    return folder.resolve("concordat-dev");
  }

  String devClassPath() {
    return dev().resolve("lib") + "/*";
  }

  /** A copy whose jars a test may take away or add. */
  public static Path copy(Path product, Path to) {
    for (String part : List.of("lib", "plugins")) {
      try {
        Files.createDirectories(to.resolve(part));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      jars(product.resolve(part)).forEach(jar -> link(jar, to.resolve(part)));
    }
    return to;
  }

  public static List<Path> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void link(Path jar, Path folder) {
    try {
      Files.copy(jar, folder.resolve(jar.getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

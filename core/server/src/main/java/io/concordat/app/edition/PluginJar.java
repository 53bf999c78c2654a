package io.concordat.app.edition;

import io.concordat.spi.Plugin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * A plugin jar as a file, before any of its code is touched.
 *
 * @param service class names its {@code META-INF/services} names as plugins
 */
record PluginJar(Path file, String id, String version, List<String> service) {
  /** The contract that this core speaks; a plugin says which one it was built for. */
  static final String SPI_VERSION = "1";

  private static final String SERVICES = "META-INF/services/" + Plugin.class.getName();

  /** All jars of the folder in the order of their names; a missing folder is an empty one. */
  static List<PluginJar> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".jar"))
          .sorted(Comparator.comparing(Path::toString))
          .map(PluginJar::read)
          .toList();
    } catch (IOException e) {
      throw new PluginRefused("The plugins folder " + folder + " cannot be read.", e);
    }
  }

  static PluginJar read(Path file) {
    try (var jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      var main = manifest == null ? new Attributes() : manifest.getMainAttributes();
      var id = attribute(file, main, "Plugin-Id");
      var version = attribute(file, main, "Plugin-Version");
      requireSpi(file, id, attribute(file, main, "Plugin-Spi-Version"));
      return new PluginJar(file, id, version, services(jar));
    } catch (IOException e) {
      throw new PluginRefused(name(file) + " cannot be read as a jar: remove or replace it.", e);
    }
  }

  private static String attribute(Path file, Attributes main, String name) {
    String value = main.getValue(name);
    if (value == null || value.isBlank()) {
      throw new PluginRefused(
          name(file) + " is no plugin: its manifest has no " + name + ". Remove it from plugins/.");
    }
    return value;
  }

  private static void requireSpi(Path file, String id, String spi) {
    if (!spi.equals(SPI_VERSION)) {
      throw new PluginRefused(
          "The plugin %s (%s) was built for SPI version %s, this product has %s: install the plugin's release for this version."
              .formatted(id, name(file), spi, SPI_VERSION));
    }
  }

  private static List<String> services(JarFile jar) throws IOException {
    var entry = jar.getEntry(SERVICES);
    if (entry == null) {
      return List.of();
    }
    return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  String name() {
    return name(file);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}

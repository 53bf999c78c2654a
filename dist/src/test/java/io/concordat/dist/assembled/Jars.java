package io.concordat.dist.assembled;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Breaks jars in the ways that operators and bad builds do. */
final class Jars {
  private Jars() {}

  static void rewrite(Path jar, String attribute, String value) throws IOException {
    Map<String, byte[]> entries = read(jar);
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      manifest.getMainAttributes().putValue(attribute, value);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      manifest.write(bytes);
      entries.put(JarFile.MANIFEST_NAME, bytes.toByteArray());
    }
    write(jar, entries);
  }

  /** Takes a class out of a folder of the jar; its name with dots. */
  static String dropOneClass(Path jar, String folder) throws IOException {
    Map<String, byte[]> entries = read(jar);
    List<String> names = new ArrayList<>(entries.keySet());
    String gone =
        names.stream()
            .filter(n -> n.startsWith(folder) && n.endsWith(".class") && !n.contains("$"))
            .filter(n -> !n.endsWith("package-info.class"))
            .sorted()
            .findFirst()
            .orElseThrow();
    entries.remove(gone);
    write(jar, entries);
    return gone.replace('/', '.').substring(0, gone.length() - ".class".length());
  }

  private static Map<String, byte[]> read(Path jar) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (ZipEntry entry : file.stream().toList()) {
        try (InputStream in = file.getInputStream(entry)) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return entries;
  }

  private static void write(Path jar, Map<String, byte[]> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
  }
}

package io.concordat.app.edition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources and packs them as plugin jars, so that broken ones can be tried. */
final class JarWorkshop {
  private final Path folder;

  JarWorkshop(Path folder) {
    this.folder = folder;
  }

  Path plugins() {
    return folder.resolve("plugins");
  }

  /** Packs the classes of these sources, without those whose names are in {@code left out}. */
  Path jar(String name, Map<String, String> manifest, Sources sources, List<String> leftOut) {
    try {
      Path classes = compile(name, sources);
      Files.createDirectories(plugins());
      Path jar = plugins().resolve(name);
      try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest(manifest))) {
        put(out, "META-INF/services/io.concordat.spi.Plugin", sources.service().getBytes(UTF_8));
        addClasses(out, classes, leftOut);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addClasses(JarOutputStream out, Path classes, List<String> leftOut)
      throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String entry = classes.relativize(file).toString();
        if (!leftOut.contains(entry.replace(".class", "").replace('/', '.'))) {
          put(out, entry, Files.readAllBytes(file));
        }
      }
    }
  }

  private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(bytes);
    out.closeEntry();
  }

  private static Manifest manifest(Map<String, String> attributes) {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.forEach((key, value) -> manifest.getMainAttributes().putValue(key, value));
    return manifest;
  }

  private Path compile(String name, Sources sources) throws IOException {
    Path out = Files.createDirectories(folder.resolve("classes-" + name));
    var compiler = ToolProvider.getSystemJavaCompiler();
    var options =
        List.of("-d", out.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    boolean done =
        compiler
            .getTask(
                new java.io.OutputStreamWriter(OutputStream.nullOutputStream(), UTF_8),
                null,
                null,
                options,
                null,
                sources.files().entrySet().stream()
                    .map(e -> source(e.getKey(), e.getValue()))
                    .toList())
            .call();
    if (!done) {
      throw new IllegalStateException("the sources of " + name + " do not compile");
    }
    return out;
  }

  private static JavaFileObject source(String className, String text) {
    var address = URI.create("string:///" + className.replace('.', '/') + ".java");
    return new SimpleJavaFileObject(address, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  /**
   * @param service the class named in the service file
   * @param files class name to source
   */
  record Sources(String service, Map<String, String> files) {}
}

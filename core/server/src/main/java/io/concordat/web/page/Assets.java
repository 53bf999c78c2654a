package io.concordat.web.page;

import io.concordat.web.Ports;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

/** Static files out of the jars, compressed once. */
@Singleton
final class Assets {
  private static final String WEBJARS = "META-INF/resources/webjars/";

  /** What libraries bring. */
  static final Map<String, String> LIBRARIES =
      Map.of(
          "lib/bootstrap.css", WEBJARS + "bootstrap/5.3.8/css/bootstrap.min.css",
          "lib/htmx.js", WEBJARS + "htmx.org/2.0.7/dist/htmx.min.js",
          "lib/fullcalendar.js", WEBJARS + "fullcalendar/6.1.15/index.global.min.js");

  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css;charset=utf-8",
          "js", "text/javascript;charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon");

  private final Set<String> modules = new HashSet<>(Set.of("core"));
  private final Map<String, Optional<File>> files = new ConcurrentHashMap<>();

  Assets(Ports ports) {
    modules.addAll(ports.pages().keySet());
  }

  /** One file, as it is and zipped; its version names the content. */
  static final class File {
    private final String type;
    private final String version;
    private final byte[] plain;
    private final byte[] zipped;

    File(String type, byte[] plain) throws IOException {
      this.type = type;
      this.plain = plain;
      this.zipped = zip(plain);
      this.version = hash(plain);
    }

    String type() {
      return type;
    }

    String version() {
      return version;
    }

    byte[] bytes(boolean zip) {
      return zip ? zipped : plain;
    }
  }

  /** The address of a file that a page names. */
  String address(String name) {
    File file =
        find(name).orElseThrow(() -> new IllegalArgumentException("no static file " + name));
    return "/assets/" + name + "?v=" + file.version();
  }

  /**
   * @param name {@code module/file.type}
   */
  Optional<File> find(String name) {
    return resource(name).isEmpty() ? Optional.empty() : files.computeIfAbsent(name, this::read);
  }

  private Optional<String> resource(String name) {
    if (LIBRARIES.containsKey(name)) {
      return Optional.of(LIBRARIES.get(name));
    }
    int slash = name.indexOf('/');
    boolean ours = slash > 0 && modules.contains(name.substring(0, slash));
    String file = name.substring(slash + 1);
    return ours && file.matches("[a-z0-9][a-z0-9-]*\\.[a-z0-9]+")
        ? Optional.of("concordat/" + name.substring(0, slash) + "/assets/" + file)
        : Optional.empty();
  }

  private Optional<File> read(String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    String path = resource(name).orElseThrow();
    try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(path)) {
      return in == null || type == null
          ? Optional.empty()
          : Optional.of(new File(type, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private static byte[] zip(byte[] plain) throws IOException {
    var zipped = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(zipped)) {
      zip.write(plain);
    }
    return zipped.toByteArray();
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

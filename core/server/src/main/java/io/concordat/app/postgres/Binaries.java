package io.concordat.app.postgres;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.concordat.app.settings.CannotStart;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once per data folder and version. */
final class Binaries {
  private static final int BITS = 0b001_001_001;

  private Binaries() {}

  /** The folder that holds {@code bin}, {@code lib} and {@code share}. */
  static synchronized Path unpack(Path into) throws IOException {
    String archive = archive();
    Path folder = into.resolve("postgresql-" + version(archive));
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(into);
      Path turn = into.resolve(folder.getFileName() + ".lock");
      try (FileChannel channel = FileChannel.open(turn, CREATE, WRITE)) {
        channel.lock(); // whoever begins at the same time waits, and finds it there
        unpack(archive, folder);
      }
    }
    return folder;
  }

  private static void unpack(String archive, Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path fresh = folder.resolveSibling(folder.getFileName() + ".unpacking");
    delete(fresh);
    try (InputStream packed = open(archive)) {
      extract(packed, fresh);
    }
    Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String archive() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "");
    String cpu = arch.equals("aarch64") ? "arm_64" : "x86_64";
    return "/postgres-" + (os.startsWith("mac") ? "darwin" : "linux") + "-" + cpu + ".txz";
  }

  /** Another archive is another folder: its length tells versions apart without unpacking. */
  private static String version(String archive) throws IOException {
    var resource = Binaries.class.getResource(archive);
    if (resource == null) {
      throw missing(archive);
    }
    return Long.toHexString(resource.openConnection().getContentLengthLong());
  }

  private static InputStream open(String archive) {
    InputStream stream = Binaries.class.getResourceAsStream(archive);
    if (stream == null) {
      throw missing(archive);
    }
    return stream;
  }

  private static CannotStart missing(String archive) {
    return new CannotStart(
        "this build holds no embedded PostgreSQL for this platform (%s); set CONCORDAT_DATABASE_URL to a PostgreSQL of your own."
            .formatted(archive.substring(1)));
  }

  private static void extract(InputStream packed, Path into) throws IOException {
    try (var tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        extract(tar, entry, into);
      }
    }
  }

  private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
      throws IOException {
    Path target = into.resolve(entry.getName()).normalize();
    if (!target.startsWith(into)) {
      throw new IOException("the archive leaves its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.resolveSibling("."));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    if ((entry.getMode() & BITS) != 0 && !target.toFile().setExecutable(true, true)) {
      throw new IOException("cannot make executable: " + target);
    }
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

package io.concordat.dist.traps;

import io.concordat.dist.http.Surprise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A scratch copy of the sources that may be spoilt. */
final class Copy {
  private static final Set<String> LEFT_OUT = Set.of(".git", "target", "node_modules");

  private final Path folder;
  private final Path log;

  private Copy(Path folder, Path log) {
    this.folder = folder;
    this.log = log;
  }

  static Copy of(Path repository, Path scratch) {
    Path folder = scratch.resolve("copy");
    try {
      Files.walkFileTree(repository, new Copying(repository, folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Copy(folder, scratch.resolve("build.log"));
  }

  private static final class Copying extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;

    Copying(Path from, Path to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (LEFT_OUT.contains(String.valueOf(folder.getFileName()))) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      Files.createDirectories(to.resolve(from.relativize(folder).toString()));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
      return FileVisitResult.CONTINUE;
    }
  }

  Path log() {
    return log;
  }

  void plant(Trap trap) {
    apply(trap, List.of());
  }

  void remove(Trap trap) {
    apply(trap, List.of("--reverse"));
  }

  private void apply(Trap trap, List<String> how) {
    var line = new ArrayList<>(List.of("git", "apply"));
    line.addAll(how);
    line.add(trap.patch().toString());
    if (end(line) != 0) {
      throw new Surprise(trap.patch() + " does not fit the sources: see " + log);
    }
  }

  /** What became of the tests; those of other modules on the way are not run. */
  Verdict test(String module, String test, List<String> flags) {
    reports(module).forEach(Copy::delete);
    var line = new ArrayList<>(List.of("./mvnw", "-B", "-ntp", "-pl", module, "-am"));
    line.addAll(List.of("-Dsurefire.failIfNoSpecifiedTests=false", "-Dspotless.check.skip=true"));
    line.addAll(flags);
    line.addAll(List.of("-Dtest=" + test, "test"));
    int status = end(line);
    return Verdict.of(status, reports(module));
  }

  private List<Path> reports(String module) {
    Path reports = folder.resolve(module).resolve("target").resolve("surefire-reports");
    if (!Files.isDirectory(reports)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(reports)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).matches("TEST-.*\\.xml"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int end(List<String> line) {
    try {
      return new ProcessBuilder(line)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

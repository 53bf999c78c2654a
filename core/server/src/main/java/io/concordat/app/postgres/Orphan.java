package io.concordat.app.postgres;

import io.concordat.app.settings.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that a killed process left behind. It is ours when it works in our data folder; the
 * number in {@code postmaster.pid} alone may belong to anybody by now.
 */
final class Orphan {
  private static final Logger log = LoggerFactory.getLogger(Orphan.class);

  private final Path data;
  private final Programs programs;

  Orphan(Path data, Programs programs) {
    this.data = data;
    this.programs = programs;
  }

  /** Afterwards nothing runs in the data folder, and no file claims so. */
  void stop() throws IOException {
    Path claim = data.resolve("postmaster.pid");
    if (!running(claim).isEmpty()) {
      log.info("stopping the PostgreSQL that an earlier process left in {}", data);
      programs.run(
          "pg_ctl", List.of("stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "20"));
      running(claim).forEach(Orphan::kill);
    }
    if (!running(claim).isEmpty()) {
      throw new CannotStart("a PostgreSQL in " + data + " does not stop; stop it by hand.");
    }
    Files.deleteIfExists(claim);
  }

  private List<ProcessHandle> running(Path claim) throws IOException {
    return Files.isDirectory(Path.of("/proc/self"))
        ? ProcessHandle.allProcesses().filter(this::worksHere).toList()
        : claimed(claim).stream().toList();
  }

  private boolean worksHere(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
              .equals(data)
          && process.info().command().filter(name -> name.endsWith("postgres")).isPresent();
    } catch (IOException e) {
      return false; // Ended meanwhile, or somebody else's.
    }
  }

  /** Without /proc: the process of the claim, when its program is a PostgreSQL. */
  private static Optional<ProcessHandle> claimed(Path claim) throws IOException {
    if (!Files.exists(claim)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(claim)) {
      return lines
          .findFirst()
          .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())))
          .filter(it -> it.info().command().filter(name -> name.endsWith("postgres")).isPresent());
    }
  }

  private static void kill(ProcessHandle process) {
    process.destroyForcibly();
    CompletableFuture<ProcessHandle> end = process.onExit();
    try {
      end.get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      log.warn("process {} does not end", process.pid());
    }
  }
}

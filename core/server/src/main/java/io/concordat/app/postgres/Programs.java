package io.concordat.app.postgres;

import io.concordat.app.settings.CannotStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's programs; as root through {@code unshare}, because they refuse root. */
final class Programs {
  private static final List<String> UNSHARE = List.of("unshare", "--user");

  private final Path binaries;
  private final Path log;
  private final boolean root;

  private Programs(Path binaries, Path log, boolean root) {
    this.binaries = binaries;
    this.log = log;
    this.root = root;
  }

  static Programs in(Path binaries, Path log) throws IOException {
    boolean root = isRoot();
    if (root && !unshareWorks()) {
      throw new CannotStart(
          "the embedded PostgreSQL refuses to run as root and this system refuses `unshare`; run as an ordinary user, or set CONCORDAT_DATABASE_URL to a PostgreSQL of your own.");
    }
    return new Programs(binaries, log, root);
  }

  /** The exit code; what the program says goes to the log. */
  int run(String program, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(root ? UNSHARE : List.of());
    command.add(binaries.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // No setting of the caller's environment may reach the server.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    return await(builder.start(), 120);
  }

  /** The end of the log, for the sentence that stops the start. */
  String lastWords() throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  private static boolean isRoot() throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
  }

  private static boolean unshareWorks() {
    try {
      List<String> command = new ArrayList<>(UNSHARE);
      command.add("true");
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      return await(builder.start(), 10) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int await(Process process, long seconds) throws IOException {
    try {
      if (process.waitFor(seconds, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}

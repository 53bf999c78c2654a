package io.concordat.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** {@code serve} as a process of its own, which can be killed. */
final class ServeProcess implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("listening on port (\\d+)");

  private final Process process;
  private final Path log;
  private final int port;

  private ServeProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  static ServeProcess start(Path data, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "io.concordat.app.Main",
            "serve",
            "--port",
            "0",
            "--data",
            data.toString(),
            "--plugins",
            data.resolveSibling("no-plugins").toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("CONCORDAT_"));
    Files.writeString(log, "");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new ServeProcess(process, log, awaitPort(process, log));
  }

  int port() {
    return port;
  }

  String said() throws IOException {
    return Files.readString(log);
  }

  /** As the kernel would: no hook runs. */
  void kill() {
    process.destroyForcibly();
    ended();
  }

  /** SIGTERM. */
  int stop() {
    process.destroy();
    ended();
    return process.exitValue();
  }

  @Override
  public void close() {
    stop();
  }

  private void ended() {
    process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static int awaitPort(Process process, Path log) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      Optional<MatchResult> found = LISTENING.matcher(Files.readString(log)).results().findFirst();
      if (found.isPresent()) {
        return Integer.parseInt(found.get().group(1));
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    process.destroyForcibly();
    throw new IllegalStateException("serve does not listen: " + Files.readString(log));
  }
}

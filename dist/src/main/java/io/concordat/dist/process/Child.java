package io.concordat.dist.process;

import io.concordat.dist.http.Answer;
import io.concordat.dist.http.NoAnswer;
import io.concordat.dist.http.Rest;
import io.concordat.dist.http.Surprise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A Java process of ours. All of them end with this one. */
public final class Child {
  private static final Queue<Child> ALL = new ConcurrentLinkedQueue<>();
  private static final int TAIL = 4_000;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Child::end, "end-children"));
  }

  private final String name;
  private final Process process;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a main class.
   *
   * @param jvm flags of the virtual machine
   * @param log gets both output streams, appended
   */
  static Child java(
      String name,
      String classPath,
      List<String> jvm,
      List<String> command,
      Map<String, String> env,
      Path log) {
    return start(name, line(classPath, jvm, command), env, log, true);
  }

  /** The same with the error stream in a file of its own, {@link #errors}. */
  static Child javaApart(
      String name,
      String classPath,
      List<String> jvm,
      List<String> command,
      Map<String, String> env,
      Path log) {
    return start(name, line(classPath, jvm, command), env, log, false);
  }

  static Path errors(Path log) {
    return log.resolveSibling(log.getFileName() + ".err");
  }

  private static List<String> line(String classPath, List<String> jvm, List<String> command) {
    List<String> line = new ArrayList<>(List.of(javaBinary(), "-cp", classPath));
    line.addAll(jvm);
    line.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    line.addAll(command);
    return line;
  }

  private static Child start(
      String name, List<String> line, Map<String, String> env, Path log, boolean together) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .redirectErrorStream(together)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      if (!together) {
        builder.redirectError(ProcessBuilder.Redirect.appendTo(errors(log).toFile()));
      }
      builder.environment().keySet().removeIf(key -> key.startsWith("CONCORDAT_"));
      builder.environment().putAll(env);
      Child child = new Child(name, builder.start(), log);
      ALL.add(child);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String javaBinary() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Waits until the address answers 200. */
  void awaitReady(Rest rest, String path, Duration most) {
    Waiting.until(
        name + " answers " + path,
        most,
        () -> {
          if (!process.isAlive()) {
            throw new Surprise(name + " ended with " + process.exitValue() + ":\n" + tail());
          }
          return answers(rest, path);
        });
  }

  private static boolean answers(Rest rest, String path) {
    try {
      Answer answer = rest.get(path);
      return answer.status() == 200;
    } catch (NoAnswer e) {
      return false;
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end by itself and returns the exit status. */
  int awaitEnd(Duration most) {
    try {
      if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Surprise(name + " still runs after " + most + ":\n" + tail());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Asks it to end, then waits. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** SIGKILL: nothing of the process runs after it. */
  void kill() {
    process.destroyForcibly();
    awaitEnd(Duration.ofSeconds(10));
  }

  /**
   * @param name without SIG
   */
  void signal(String name) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new Surprise(this.name + " takes no signal " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The end of its log. */
  String tail() {
    try {
      String text = Files.readString(log);
      return text.substring(Math.max(0, text.length() - TAIL));
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }

  /** The wanted port if it is free; any free one for 0. */
  public static int port(int wanted) {
    try (ServerSocket socket = new ServerSocket(wanted)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new Surprise("port " + wanted + " is taken: choose another one with --port", e);
    }
  }

  /** Makes sure that the end of this process is attended to. */
  static void watch() {
    // Naming the class has done it.
  }

  private static void end() {
    ALL.forEach(child -> child.process.destroy());
    ALL.forEach(Child::stop);
    Scratch.removeSpent();
  }
}

package io.concordat.dist.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.dist.http.Rest;
import io.concordat.dist.http.Surprise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code serve} as a process, and {@code admin} beside it. */
public final class Product {
  private static final String MAIN = "io.concordat.app.Main";
  static final List<String> FLAGS = List.of("-Xmx768m");
  private static final Duration START = Duration.ofSeconds(90);

  /**
   * How it is started.
   *
   * @param folder with {@code lib} and {@code plugins}
   * @param data the data folder
   */
  public record Plan(Path folder, Path data, int port, Map<String, String> env) {
    public Plan {
      env = Map.copyOf(env);
    }

    public URI address() {
      return URI.create("http://localhost:" + port);
    }

    Path log() {
      return data.resolve("logs").resolve("serve.log");
    }
  }

  private final Plan plan;
  private Child child;

  private Product(Plan plan, Child child) {
    this.plan = plan;
    this.child = child;
  }

  public static Product start(Plan plan) {
    Product product = new Product(plan, launch(plan));
    product.ready();
    return product;
  }

  /** Starts one that must stop by itself; returns what it said. */
  public static Refusal startInVain(Plan plan) {
    Child child = launch(plan);
    int status = child.awaitEnd(START);
    return new Refusal(status, child.tail());
  }

  public record Refusal(int exitStatus, String said) {}

  private static Child launch(Plan plan) {
    return Child.java(
        "the product",
        Home.classPath(plan.folder),
        flags(plan),
        List.of(
            MAIN, "serve", "--port", Integer.toString(plan.port), "--data", plan.data.toString()),
        plan.env,
        plan.log());
  }

  static List<String> flags(Plan plan) {
    List<String> flags = new ArrayList<>(FLAGS);
    flags.add(plugins(plan));
    return flags;
  }

  private static String plugins(Plan plan) {
    return "-Dconcordat.plugins=" + plan.folder.resolve("plugins");
  }

  private void ready() {
    child.awaitReady(Rest.at(plan.address()), "/health", START);
  }

  public void restart() {
    child = launch(plan);
    ready();
  }

  /** Starts again without waiting until it answers. */
  public void relaunch() {
    child = launch(plan);
  }

  public void stop() {
    child.stop();
  }

  /** kill -9 of the JVM; an embedded PostgreSQL stays behind. */
  public void kill() {
    child.kill();
  }

  /** kill -9 of the JVM and of its embedded PostgreSQL. */
  public void killWithDatabase() {
    Optional<ProcessHandle> database = database();
    child.kill();
    database.ifPresent(Product::killTree);
  }

  private static void killTree(ProcessHandle root) {
    List<ProcessHandle> all = new ArrayList<>(root.descendants().toList());
    all.add(root);
    all.forEach(ProcessHandle::destroyForcibly);
    Waiting.until("PostgreSQL is gone", Duration.ofSeconds(10), () -> ended(root));
  }

  /** A process whose parent has not looked yet counts as alive, but has no command any more. */
  private static boolean ended(ProcessHandle process) {
    return process.info().command().isEmpty();
  }

  private Optional<ProcessHandle> database() {
    try (Stream<Path> files = Files.walk(plan.data, 4)) {
      Optional<Path> pid = files.filter(f -> f.endsWith("postmaster.pid")).findFirst();
      return pid.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(Files.readAllLines(pid.get()).getFirst().trim()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It stands still until {@link #goOn}, as a node does whose machine hangs. */
  public void hold() {
    child.signal("STOP");
  }

  public void goOn() {
    child.signal("CONT");
  }

  public boolean isAlive() {
    return child.isAlive();
  }

  public Plan plan() {
    return plan;
  }

  public Rest rest() {
    return Rest.at(plan.address());
  }

  public String log() {
    return child.tail();
  }

  /** Runs an admin command and returns its JSON. */
  public static JsonNode admin(Plan plan, String... words) {
    List<String> command = new ArrayList<>(List.of(MAIN, "admin"));
    command.addAll(List.of(words));
    command.addAll(List.of("--data", plan.data.toString()));
    Path out = plan.data.resolve("logs").resolve("admin-" + System.nanoTime() + ".log");
    Child child =
        Child.javaApart(
            "admin " + words[0],
            Home.classPath(plan.folder),
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", plugins(plan)),
            command,
            plan.env,
            out);
    int status = child.awaitEnd(Duration.ofSeconds(60));
    return parse(child, status, out);
  }

  private static JsonNode parse(Child child, int status, Path out) {
    try {
      if (status != 0) {
        throw new Surprise(
            "admin ended with "
                + status
                + ": "
                + child.tail()
                + Files.readString(Child.errors(out)));
      }
      return Rest.JSON.readTree(Files.readString(out));
    } catch (IOException e) {
      throw new Surprise("admin wrote no JSON: " + child.tail(), e);
    }
  }
}

package io.concordat.dist.process;

import io.concordat.dist.http.Rest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server of the dev kit's own, as a process with the product's flags. */
public final class Tool implements AutoCloseable {
  private final Child child;
  private final URI address;

  private Tool(Child child, URI address) {
    this.child = child;
    this.address = address;
  }

  /** Starts a main class that takes a port first and answers {@code /health}. */
  public static Tool start(Home home, Path logs, String main, String... more) {
    int port = Child.port(0);
    List<String> command = new ArrayList<>(List.of(main, Integer.toString(port)));
    command.addAll(List.of(more));
    Child child =
        Child.java(
            main, home.devClassPath(), Product.FLAGS, command, Map.of(), logs.resolve("tool.log"));
    Tool tool = new Tool(child, URI.create("http://localhost:" + port));
    child.awaitReady(Rest.at(tool.address), "/health", Duration.ofSeconds(30));
    return tool;
  }

  public URI address() {
    return address;
  }

  @Override
  public void close() {
    child.stop();
  }
}

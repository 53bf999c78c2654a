package io.concordat.dist.process;

import io.concordat.dist.http.Rest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The assembled product and Microsoft's twin as one process with one clock, which the twin's
 * control API moves: hours pass as fast as they are told to.
 */
public final class OneClock implements AutoCloseable {
  private final Child child;
  private final URI twin;

  private OneClock(Child child, URI twin) {
    this.child = child;
    this.twin = twin;
  }

  /**
   * @param main takes the twin's port, then the product's own arguments
   */
  public static OneClock start(Home home, Product.Plan plan, int twinPort, String main) {
    Child child =
        Child.java(
            "the product with its twin",
            Home.classPath(plan.folder()) + ":" + devOnly(home),
            Product.flags(plan),
            List.of(
                main,
                Integer.toString(twinPort),
                "serve",
                "--port",
                Integer.toString(plan.port()),
                "--data",
                plan.data().toString()),
            plan.env(),
            plan.log());
    OneClock started = new OneClock(child, URI.create("http://localhost:" + twinPort));
    child.awaitReady(Rest.at(plan.address()), "/health", Duration.ofSeconds(90));
    return started;
  }

  /** What both have would be found twice. */
  private static String devOnly(Home home) {
    Set<String> shared =
        Home.jars(home.ee().resolve("lib")).stream()
            .map(jar -> jar.getFileName().toString())
            .collect(Collectors.toSet());
    return Home.jars(home.dev().resolve("lib")).stream()
        .filter(jar -> !shared.contains(jar.getFileName().toString()))
        .map(Path::toString)
        .collect(Collectors.joining(":"));
  }

  public URI twin() {
    return twin;
  }

  @Override
  public void close() {
    child.stop();
  }
}

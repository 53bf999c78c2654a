package io.concordat.web;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The HTTP server. It knows the framework; whoever starts it need not. */
public final class HttpShell implements AutoCloseable {
  private static final int LARGEST_BODY = 1024 * 1024;

  private final ApplicationContext context;
  private final EmbeddedServer server;

  private HttpShell(ApplicationContext context, EmbeddedServer server) {
    this.context = context;
    this.server = server;
  }

  /**
   * Serves until it is closed. No shutdown hook: the process has one of its own.
   *
   * @param port 0 takes a free one
   * @param backing what controllers work with: {@link Authentication}, {@link Vitals}, {@link
   *     PublicUrl}, and the rooms' objects
   */
  public static HttpShell start(int port, Ports ports, Collection<?> backing) {
    List<Object> singletons = new ArrayList<>(backing);
    singletons.removeIf(InstantSource.class::isInstance);
    singletons.add(ports);
    ApplicationContext context =
        ApplicationContext.builder()
            .deduceEnvironment(false)
            .environmentPropertySource(false)
            .bootstrapEnvironment(false)
            .banner(false)
            .singletons(singletons.toArray())
            .beanDefinitions(clocks(backing))
            .properties(settings(port))
            .start();
    return new HttpShell(context, context.getBean(EmbeddedServer.class).start());
  }

  /** The framework brings a clock of its own, which would be taken for ours. */
  private static RuntimeBeanDefinition<?>[] clocks(Collection<?> backing) {
    return backing.stream()
        .filter(InstantSource.class::isInstance)
        .map(InstantSource.class::cast)
        .map(
            clock ->
                RuntimeBeanDefinition.builder(InstantSource.class, () -> clock)
                    .singleton(true)
                    .replaces(InstantSource.class)
                    .build())
        .toArray(RuntimeBeanDefinition<?>[]::new);
  }

  private static Map<String, Object> settings(int port) {
    return Map.of(
        "micronaut.application.name",
        "concordat",
        "micronaut.server.port",
        port == 0 ? -1 : port,
        "micronaut.server.host",
        "0.0.0.0",
        "micronaut.server.date-header",
        true,
        "micronaut.server.max-request-size",
        LARGEST_BODY,
        "micronaut.server.netty.max-header-size",
        16 * 1024,
        "micronaut.metrics.enabled",
        false,
        "micronaut.security.enabled",
        false,
        "endpoints.all.enabled",
        false);
  }

  public int port() {
    return server.getPort();
  }

  /** For the test that holds the document against the routes. */
  ApplicationContext context() {
    return context;
  }

  @Override
  public void close() {
    server.stop();
    context.close();
  }
}

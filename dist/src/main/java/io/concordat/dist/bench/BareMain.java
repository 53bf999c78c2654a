package io.concordat.dist.bench;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;

/** Runs the bare endpoint: port, database address, pool size. */
public final class BareMain {
  private BareMain() {}

  public static void main(String[] args) {
    ApplicationContext context =
        ApplicationContext.builder()
            .properties(
                Map.of(
                    "micronaut.server.port",
                    args[0],
                    "micronaut.server.host",
                    "localhost",
                    "endpoints.all.enabled",
                    false,
                    "micronaut.metrics.enabled",
                    false,
                    "micronaut.security.enabled",
                    false,
                    "bare.url",
                    args[1],
                    "bare.pool",
                    args[2]))
            .start();
    context.getBean(EmbeddedServer.class).start();
  }
}

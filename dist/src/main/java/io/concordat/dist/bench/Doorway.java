package io.concordat.dist.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.concordat.dist.http.Answer;
import io.concordat.dist.http.Rest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/** The product's public address: sees every notice pass, as a reverse proxy would. */
final class Doorway implements AutoCloseable {
  private static final List<String> GOOGLE =
      List.of(
          "X-Goog-Channel-ID",
          "X-Goog-Channel-Token",
          "X-Goog-Message-Number",
          "X-Goog-Resource-ID",
          "X-Goog-Resource-State",
          "X-Goog-Resource-URI",
          "X-Goog-Channel-Expiration");

  private final HttpServer server;
  private final Map<String, Map<String, String>> channels = new LinkedHashMap<>();
  private final List<Instant> notices = new ArrayList<>();
  private Optional<Rest> product = Optional.empty();

  Doorway() {
    try {
      this.server = HttpServer.create(new InetSocketAddress("localhost", 0), 1024);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::pass);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String address() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  synchronized void opensTo(URI address) {
    product = Optional.of(Rest.at(address));
  }

  /** The headers of a notice for each channel seen so far. */
  synchronized List<Map<String, String>> channels() {
    return List.copyOf(channels.values());
  }

  /** When the first notice came that was no handshake, since the last {@link #forget}. */
  synchronized Optional<Instant> firstNotice() {
    return notices.stream().findFirst();
  }

  synchronized void forget() {
    notices.clear();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new HashMap<>();
      for (String name : GOOGLE) {
        String value = exchange.getRequestHeaders().getFirst(name);
        if (value != null) {
          headers.put(name, value);
        }
      }
      note(headers);
      byte[] body = exchange.getRequestBody().readAllBytes();
      Answer answer =
          to().raw(exchange.getRequestMethod(), exchange.getRequestURI().toString(), body, headers);
      if (!answer.header("location").isEmpty()) {
        exchange.getResponseHeaders().set("Location", answer.header("location"));
      }
      exchange.sendResponseHeaders(answer.status(), -1);
    }
  }

  private synchronized void note(Map<String, String> headers) {
    String channel = headers.get("X-Goog-Channel-ID");
    if (channel != null) {
      channels.put(channel, headers);
      if (!"sync".equals(headers.get("X-Goog-Resource-State"))) {
        notices.add(Clock.systemUTC().instant());
      }
    }
  }

  private synchronized Rest to() {
    return product.orElseThrow(() -> new IllegalStateException("the product has not started"));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

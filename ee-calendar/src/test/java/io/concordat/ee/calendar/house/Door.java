package io.concordat.ee.calendar.house;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.calendar.CalendarSync.Notice;
import io.concordat.spi.calendar.CalendarSync.WebhookReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Where vendors call us, over HTTP. */
public final class Door implements AutoCloseable {
  private final HttpServer server;
  private final Supplier<Optional<CalendarSync>> port;
  private final Ear ear;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  /** Hears what Microsoft said and what it was answered. */
  @FunctionalInterface
  public interface Ear {
    void heard(String body, WebhookReply reply);
  }

  /**
   * @param port who answers; empty: nobody lives here
   */
  public Door(Supplier<Optional<CalendarSync>> port, Ear ear) {
    this.port = port;
    this.ear = ear;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/api/calendar/webhooks/google", this::google);
    server.createContext("/api/calendar/webhooks/microsoft", this::microsoft);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public String address() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** The secret that Google last said for this channel. */
  Optional<String> token(String channel) {
    return Optional.ofNullable(tokens.get(channel));
  }

  private void google(HttpExchange exchange) throws IOException {
    var headers = new HashMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    tokens.put(headers.get("x-goog-channel-id"), headers.get("x-goog-channel-token"));
    var notice = new Notice(headers, Map.of(), "");
    answer(exchange, port.get().map(at -> at.googleWebhook(notice)));
  }

  private void microsoft(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var notice = new Notice(Map.of(), query(exchange.getRequestURI()), body);
    var reply = port.get().map(at -> at.microsoftWebhook(notice));
    reply.ifPresent(given -> ear.heard(body, given));
    answer(exchange, reply);
  }

  private static void answer(HttpExchange exchange, Optional<WebhookReply> reply)
      throws IOException {
    byte[] echo =
        reply.orElse(null) instanceof WebhookReply.Echo(var text)
            ? text.getBytes(StandardCharsets.UTF_8)
            : new byte[0];
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    exchange.sendResponseHeaders(
        reply.map(Door::status).orElse(404), echo.length == 0 ? -1 : echo.length);
    exchange.getResponseBody().write(echo);
    exchange.close();
  }

  static int status(WebhookReply reply) {
    return switch (reply) {
      case WebhookReply.Accepted(var status) -> status;
      case WebhookReply.Refused(var status) -> status;
      case WebhookReply.Echo echo -> 200;
      case WebhookReply.NotOffered no -> 501;
    };
  }

  private static Map<String, String> query(URI uri) {
    var query = new HashMap<String, String>();
    if (uri.getRawQuery() != null) {
      for (String pair : uri.getRawQuery().split("&", -1)) {
        String[] parts = pair.split("=", 2);
        query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

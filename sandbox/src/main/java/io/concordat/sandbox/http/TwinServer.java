package io.concordat.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server under a twin: loopback only, one virtual thread a request. */
public final class TwinServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TwinServer.class);
  private static final int BACKLOG = 1024;
  private static final int MAX_BODY = 64 << 20;

  private final HttpServer server;
  private final ExecutorService threads;

  private TwinServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  public static TwinServer start(int port, Answerer answerer) {
    tune();
    try {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
      ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
      server.setExecutor(threads);
      server.createContext("/", exchange -> serve(exchange, answerer));
      server.start();
      return new TwinServer(server, threads);
    } catch (IOException e) {
      throw new IllegalStateException("port " + port + " on 127.0.0.1 cannot be opened: " + e, e);
    }
  }

  /** The JDK reads these once: no 40 ms delays from Nagle, and idle connections are kept. */
  private static void tune() {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "4000");
    System.setProperty("sun.net.httpserver.idleInterval", "600");
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static void serve(HttpExchange exchange, Answerer answerer) throws IOException {
    try (exchange) {
      Reply reply = answer(exchange, answerer);
      if (!reply.isCut()) {
        send(exchange, reply);
      }
    }
  }

  private static Reply answer(HttpExchange exchange, Answerer answerer) throws IOException {
    try {
      return answerer.answer(read(exchange));
    } catch (GoogleError e) {
      return e.toReply();
    } catch (RuntimeException e) { // a twin that fails answers as a vendor that fails
      LOG.error(
          "the twin failed on {} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
      return GoogleError.backendError(500).toReply();
    }
  }

  private static Request read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name, String.join(", ", values)));
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""),
        headers,
        body(exchange));
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    byte[] raw = limited(exchange.getRequestBody());
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    if (!"gzip".equalsIgnoreCase(encoding) || raw.length == 0) {
      return raw;
    }
    try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(raw))) {
      return limited(unzipped);
    }
  }

  private static byte[] limited(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BODY + 1);
    if (bytes.length > MAX_BODY) {
      throw GoogleError.of(413, "global", "uploadTooLarge", "Request Entity Too Large");
    }
    return bytes;
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = reply.body();
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** What a twin does with a request. */
  @FunctionalInterface
  public interface Answerer {
    Reply answer(Request request);
  }
}

package io.concordat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A webhook for Graph: echoes handshakes, records what it gets, answers as told, else 202. */
final class Webhook implements AutoCloseable {
  private final BlockingQueue<JsonNode> posts = new LinkedBlockingQueue<>();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private final HttpServer server;
  final List<String> handshakes = new CopyOnWriteArrayList<>();
  volatile UnaryOperator<String> echo = token -> token;
  volatile String echoType = "text/plain";
  volatile long delayMillis;

  Webhook() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
      if (query.contains("validationToken=")) {
        handshake(exchange, query);
        return;
      }
      Thread.sleep(delayMillis); // the slow endpoint that a test asked for
      posts.add(Kit.JSON.readTree(body));
      exchange.sendResponseHeaders(Objects.requireNonNullElse(answers.poll(), 202), -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handshake(HttpExchange exchange, String query) throws IOException {
    handshakes.add(exchange.getRequestURI().toString());
    String token = query.substring(query.indexOf("validationToken=") + 16);
    String plain = echo.apply(URLDecoder.decode(token, StandardCharsets.UTF_8));
    byte[] out = plain.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", echoType);
    exchange.sendResponseHeaders(200, out.length);
    exchange.getResponseBody().write(out);
  }

  void answers(Integer... statuses) {
    answers.addAll(List.of(statuses));
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/hook";
  }

  /** The items of the next POST. */
  List<JsonNode> take() throws InterruptedException {
    JsonNode post = posts.poll(5, TimeUnit.SECONDS);
    if (post == null) {
      throw new AssertionError("no notification came");
    }
    List<JsonNode> items = new ArrayList<>();
    post.path("value").forEach(items::add);
    return items;
  }

  /** The single item of the next POST. */
  JsonNode one() throws InterruptedException {
    List<JsonNode> items = take();
    if (items.size() != 1) {
      throw new AssertionError("not one item: " + items);
    }
    return items.getFirst();
  }

  boolean quiet() {
    return posts.isEmpty();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

package io.concordat.sandbox;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A webhook that records what it gets and answers as told, with 200 in the end. */
final class Receiver implements AutoCloseable {
  private final BlockingQueue<Hit> hits = new LinkedBlockingQueue<>();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private final HttpServer server;

  Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          hits.add(new Hit(exchange.getRequestHeaders()));
          exchange.sendResponseHeaders(Objects.requireNonNullElse(answers.poll(), 200), -1);
          exchange.close();
        });
    server.start();
  }

  record Hit(Headers headers) {
    String header(String name) {
      return Objects.requireNonNullElse(headers.getFirst(name), "");
    }
  }

  void answers(Integer... statuses) {
    answers.addAll(java.util.List.of(statuses));
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/hook";
  }

  Hit take() throws InterruptedException {
    Hit hit = hits.poll(5, TimeUnit.SECONDS);
    if (hit == null) {
      throw new AssertionError("no notification came");
    }
    return hit;
  }

  boolean quiet() throws InterruptedException {
    return hits.poll(150, TimeUnit.MILLISECONDS) == null;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

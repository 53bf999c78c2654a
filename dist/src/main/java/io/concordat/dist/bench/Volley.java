package io.concordat.dist.bench;

import io.concordat.dist.http.Surprise;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends prepared requests over a few kept connections, each as fast as it is answered. Plain
 * sockets, because a client library would need more of the two cores than the servers do.
 */
final class Volley {
  private final List<byte[]> requests = new ArrayList<>();
  private final URI server;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong answered = new AtomicLong();

  Volley(URI server, String method, String path, List<Map<String, String>> requests) {
    this.server = server;
    requests.forEach(headers -> this.requests.add(request(method + " " + path, headers)));
  }

  private byte[] request(String line, Map<String, String> headers) {
    StringBuilder text = new StringBuilder(line + " HTTP/1.1\r\n");
    text.append("Host: ").append(server.getAuthority()).append("\r\nContent-Length: 0\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Answers a second. */
  double fire(int connections, Duration time) {
    answered.set(0);
    long start = System.nanoTime();
    long end = start + time.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      threads.add(Thread.ofPlatform().start(() -> shoot(end)));
    }
    threads.forEach(Volley::join);
    return answered.get() / ((System.nanoTime() - start) / 1e9);
  }

  private void shoot(long end) {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (System.nanoTime() < end) {
        out.write(requests.get(Math.floorMod(next.getAndIncrement(), requests.size())));
        out.flush();
        take(in);
        answered.incrementAndGet();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(InputStream in) throws IOException {
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 2")) {
      throw new Surprise(server + " answered with " + status);
    }
    int length = 0;
    String header = line(in);
    while (!header.isEmpty()) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).trim());
      }
      header = line(in);
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

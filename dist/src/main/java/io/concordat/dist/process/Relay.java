package io.concordat.dist.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One address for several nodes, as a load balancer has it: each connection goes to a live one. */
public final class Relay implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 500;

  private final ServerSocket door;
  private final List<Integer> ports;
  private final AtomicInteger turn = new AtomicInteger();

  private Relay(ServerSocket door, List<Integer> ports) {
    this.door = door;
    this.ports = List.copyOf(ports);
  }

  /**
   * @param ports of the nodes, which may come and go
   */
  public static Relay to(List<Integer> ports) {
    try {
      Relay relay = new Relay(new ServerSocket(0, 256, InetAddress.getLoopbackAddress()), ports);
      Thread.ofVirtual().name("relay").start(relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        // Closed: the loop ends.
      }
    }
  }

  private void serve(Socket client) {
    Optional<Socket> node = node();
    if (node.isEmpty()) {
      close(client);
      return;
    }
    Thread.ofVirtual().start(() -> pump(client, node.get()));
    pump(node.get(), client);
  }

  /** The next in turn that takes a connection. */
  private Optional<Socket> node() {
    int first = turn.getAndIncrement();
    for (int i = 0; i < ports.size(); i++) {
      Socket socket = new Socket();
      try {
        int port = ports.get(Math.floorMod(first + i, ports.size()));
        socket.connect(new InetSocketAddress("localhost", port), PATIENCE_MILLIS);
        return Optional.of(socket);
      } catch (IOException e) {
        close(socket);
      }
    }
    return Optional.empty();
  }

  /** Until one of the two has had enough. */
  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // A node was killed, or a client has gone: the other side sees it by the end.
    } finally {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone, which is what was wanted.
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

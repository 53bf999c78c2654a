package io.concordat.sandbox.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers TXT questions over UDP on the loopback interface. */
public final class NameServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NameServer.class);
  private static final int LONGEST = 1_500;

  private final DatagramSocket socket;
  private final Names names;

  private NameServer(DatagramSocket socket, Names names) {
    this.socket = socket;
    this.names = names;
  }

  /** Starts a server on a UDP port, 0 for a free one. */
  public static NameServer start(int port, Names names) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      NameServer server = new NameServer(new DatagramSocket(address), names);
      Thread.ofVirtual().name("dns").start(server::serve);
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(
          "UDP port " + port + " on 127.0.0.1 cannot be opened: " + e, e);
    }
  }

  /** As {@code CONCORDAT_DNS_SERVER} takes it. */
  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void serve() {
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
      try {
        socket.receive(packet);
        Optional<byte[]> answer = answer(packet);
        if (answer.isPresent()) {
          socket.send(
              new DatagramPacket(answer.get(), answer.get().length, packet.getSocketAddress()));
        }
      } catch (IOException | RuntimeException e) { // a bad question must not end the server
        if (!socket.isClosed()) {
          LOG.warn("a question was not answered", e);
        }
      }
    }
  }

  private Optional<byte[]> answer(DatagramPacket packet) {
    Question question = Question.read(packet.getData(), packet.getLength());
    return switch (names.health()) {
      case SILENT -> Optional.empty();
      case SERVFAIL -> Optional.of(question.failed());
      case FINE -> Optional.of(question.answer(names.of(question.name())));
    };
  }

  @Override
  public void close() {
    socket.close();
  }
}

package io.concordat.ee.calendar.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Somewhere notices may be sent: it passes the handshake, and takes everything. */
final class Handshake implements AutoCloseable {
  private final MockWebServer server = new MockWebServer();

  Handshake() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            var token = request.getUrl().queryParameter("validationToken");
            return new MockResponse.Builder()
                .setHeader("Content-Type", "text/plain")
                .body(token == null ? "" : token)
                .build();
          }
        });
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI callback() {
    return URI.create("http://127.0.0.1:" + server.getPort() + "/hook");
  }

  @Override
  public void close() {
    server.close();
  }
}

package io.concordat.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.CloseableAvailableByteBody;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** A request's parts as plain JDK values. */
public final class Incoming {
  private Incoming() {}

  /** Names in lower case, first value. */
  public static Map<String, String> headers(HttpRequest<?> request) {
    var headers = new HashMap<String, String>();
    for (Map.Entry<String, List<String>> header : request.getHeaders()) {
      first(header.getValue(), headers, header.getKey().toLowerCase(Locale.ROOT));
    }
    return headers;
  }

  /** First value of each parameter. */
  public static Map<String, String> query(HttpRequest<?> request) {
    var query = new HashMap<String, String>();
    for (Map.Entry<String, List<String>> parameter : request.getParameters()) {
      first(parameter.getValue(), query, parameter.getKey());
    }
    return query;
  }

  private static void first(List<String> values, Map<String, String> into, String name) {
    if (!values.isEmpty()) {
      into.putIfAbsent(name, values.getFirst());
    }
  }

  /**
   * The body as it came; empty when there is none. Read here and not by the framework, which would
   * take JSON for what it makes of it.
   */
  public static Optional<byte[]> body(HttpRequest<?> request) {
    if (!(request instanceof ServerHttpRequest<?> incoming)) {
      throw new IllegalStateException("not a request that came in");
    }
    try (CloseableAvailableByteBody body = incoming.byteBody().buffer().join()) {
      return Optional.of(body.toByteArray()).filter(bytes -> bytes.length > 0);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw Refusal.of(400, "invalid_encoding", "The body is not UTF-8: send it as UTF-8.");
    }
  }
}

package io.concordat.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One answer; {@link #cut()} closes the connection without any. */
public final class Reply {
  private static final byte[] EMPTY = new byte[0];

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  private Reply(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  public static Reply json(int status, JsonNode node) {
    return json(status, Json.bytes(node));
  }

  public static Reply json(int status, byte[] body) {
    return new Reply(status, Map.of("Content-Type", "application/json; charset=UTF-8"), body);
  }

  public static Reply html(int status, String page) {
    return of(status, "text/html; charset=UTF-8", page);
  }

  public static Reply of(int status, String contentType, String body) {
    return new Reply(
        status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
  }

  public static Reply empty(int status) {
    return new Reply(status, Map.of(), EMPTY);
  }

  public static Reply redirect(String location) {
    return empty(302).with("Location", location);
  }

  /** The connection is closed without an answer. */
  public static Reply cut() {
    return empty(0);
  }

  public Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body);
  }

  public boolean isCut() {
    return status == 0;
  }

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return headers;
  }

  public byte[] body() {
    return body;
  }
}

package io.concordat.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One request, read completely. */
public final class Request {
  private final String method;
  private final String path;
  private final String queryText;
  private final Params query;
  private final Map<String, String> headers;
  private final byte[] body;

  public Request(
      String method, String path, String query, Map<String, String> headers, byte[] body) {
    Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(headers);
    this.headers = sorted;
    this.method = effectiveMethod(method, sorted);
    this.path = path;
    this.queryText = query;
    this.query = Params.parse(query);
    this.body = body;
  }

  /** Google's clients tunnel PATCH through POST where a transport has no PATCH. */
  private static String effectiveMethod(String method, Map<String, String> headers) {
    return method.equals("POST") ? headers.getOrDefault("X-HTTP-Method-Override", method) : method;
  }

  public String method() {
    return method;
  }

  /** The path as sent, still percent-encoded. */
  public String path() {
    return path;
  }

  public String queryText() {
    return queryText;
  }

  public Params query() {
    return query;
  }

  public Map<String, String> headers() {
    return headers;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public byte[] body() {
    return body;
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public Params form() {
    return Params.parse(text());
  }

  /** The path's parts, decoded; a plus sign stays a plus sign. */
  public List<String> segments() {
    return Arrays.stream(path.split("/", -1)).skip(1).map(Request::decode).toList();
  }

  private static String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw GoogleError.badRequest("Bad Request");
    }
  }
}

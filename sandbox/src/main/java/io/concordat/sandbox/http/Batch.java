package io.concordat.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code multipart/mixed} batch: nested requests in, nested answers out in the same order. */
public final class Batch {
  private static final int MOST = 1000;
  private static final String OWN_BOUNDARY = "batch_concordat_twin";
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern LINE_END = Pattern.compile("\r?\n");

  private Batch() {}

  public static Reply answer(Request outer, Function<Request, Reply> inner) {
    if (!outer.method().equals("POST")) {
      throw GoogleError.notFound();
    }
    StringBuilder out = new StringBuilder();
    for (Part part : parts(outer)) {
      append(out, part, inner.apply(part.request(outer)));
    }
    out.append("--").append(OWN_BOUNDARY).append("--\r\n");
    return Reply.of(200, "multipart/mixed; boundary=" + OWN_BOUNDARY, out.toString());
  }

  private static List<Part> parts(Request outer) {
    String type = outer.header("Content-Type").orElse("");
    Matcher matcher = BOUNDARY.matcher(type);
    if (!type.startsWith("multipart/mixed") || !matcher.find()) {
      throw GoogleError.badRequest("Failed to parse batch request: no multipart boundary.");
    }
    List<Part> parts = new ArrayList<>();
    String[] pieces =
        ("\r\n" + outer.text()).split("\r?\n--" + Pattern.quote(matcher.group(1)), -1);
    for (int i = 1; i < pieces.length && !pieces[i].startsWith("--"); i++) {
      parts.add(Part.read(pieces[i].stripLeading()));
    }
    if (parts.isEmpty() || parts.size() > MOST) {
      throw GoogleError.badRequest("The batch request must hold 1 to " + MOST + " calls.");
    }
    return parts;
  }

  private static void append(StringBuilder out, Part part, Reply reply) {
    out.append("--").append(OWN_BOUNDARY).append("\r\nContent-Type: application/http\r\n");
    part.id().ifPresent(id -> out.append("Content-ID: ").append(answerId(id)).append("\r\n"));
    int status = reply.isCut() ? 503 : reply.status();
    out.append("\r\nHTTP/1.1 ").append(status).append(' ').append(phrase(status)).append("\r\n");
    reply.headers().forEach((k, v) -> out.append(k).append(": ").append(v).append("\r\n"));
    out.append("Content-Length: ").append(reply.body().length).append("\r\n\r\n");
    out.append(new String(reply.body(), StandardCharsets.UTF_8)).append("\r\n");
  }

  private static String answerId(String id) {
    return id.startsWith("<") ? "<response-" + id.substring(1) : "response-" + id;
  }

  private static String phrase(int status) {
    return status < 300 ? "OK" : "Error";
  }

  /** One nested request: the part's id, and what stands between the boundaries. */
  private record Part(Optional<String> id, String head, Map<String, String> headers, String body) {
    static Part read(String text) {
      String[] outer = text.split("\r?\n\r?\n", 2);
      String[] inner = outer.length < 2 ? new String[0] : outer[1].split("\r?\n\r?\n", 2);
      if (inner.length == 0 || inner[0].isBlank()) {
        throw GoogleError.badRequest("Failed to parse batch request: a part holds no request.");
      }
      String[] lines = LINE_END.split(inner[0].strip(), 2);
      return new Part(
          Optional.ofNullable(headers(outer[0]).get("Content-ID")),
          lines[0],
          headers(lines.length > 1 ? lines[1] : ""),
          inner.length > 1 ? inner[1] : "");
    }

    private static Map<String, String> headers(String text) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (String line : LINE_END.split(text, -1)) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          headers.put(line.substring(0, colon).trim(), line.substring(colon + 1).trim());
        }
      }
      return headers;
    }

    /** Outer headers apply to every part, but for those on the content; the part's own win. */
    Request request(Request outer) {
      String[] words = head.split(" ", -1);
      if (words.length < 2 || !words[1].startsWith("/")) {
        throw GoogleError.badRequest("Failed to parse batch request: only paths are allowed.");
      }
      Map<String, String> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      outer
          .headers()
          .forEach(
              (name, value) -> {
                if (!name.regionMatches(true, 0, "Content-", 0, 8)) {
                  merged.put(name, value);
                }
              });
      merged.putAll(headers);
      int mark = words[1].indexOf('?');
      return new Request(
          words[0],
          mark < 0 ? words[1] : words[1].substring(0, mark),
          mark < 0 ? "" : words[1].substring(mark + 1),
          merged,
          body.getBytes(StandardCharsets.UTF_8));
    }
  }
}

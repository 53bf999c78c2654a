package io.concordat.web;

import io.micronaut.http.HttpRequest;

/** {@code If-Match} against a version. */
public final class Precondition {
  private Precondition() {}

  public static String etag(long version) {
    return "\"" + version + "\"";
  }

  /** The caller must say which version it has seen, or {@code *}. */
  public static void check(HttpRequest<?> request, long version) {
    if (request.getHeaders().get("If-Match") == null) {
      throw Refusal.of(
              428,
              "if_match_required",
              "Send the entity tag that you have read as If-Match, such as If-Match: \"3\".")
          .with("ETag", etag(version));
    }
    checkIfSent(request, version);
  }

  /** For what is replaced as a whole: whoever says what it has seen is held to it. */
  public static void checkIfSent(HttpRequest<?> request, long version) {
    String wanted = request.getHeaders().get("If-Match");
    if (wanted == null || wanted.equals("*") || wanted.equals(etag(version))) {
      return;
    }
    if (!wanted.matches("\"\\d{1,18}\"")) {
      throw Refusal.of(
          400, "invalid_if_match", "If-Match takes one entity tag as it came, such as \"3\".");
    }
    throw Refusal.of(
            412, "stale", "Somebody changed this since you read it: read it again and decide anew.")
        .with("ETag", etag(version));
  }
}

package io.concordat.web.entry;

import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.web.Refusal;
import io.micronaut.http.HttpRequest;

/** {@code If-Match} against an entry's version. */
final class Precondition {
  private Precondition() {}

  static String etag(long version) {
    return "\"" + version + "\"";
  }

  static void check(HttpRequest<?> request, ScheduleEntry entry) {
    String wanted = request.getHeaders().get("If-Match");
    if (wanted == null) {
      throw Refusal.of(
              428,
              "if_match_required",
              "Send the entity tag that you have read as If-Match, such as If-Match: \"3\".")
          .with("ETag", etag(entry.version()));
    }
    if (wanted.equals("*") || wanted.equals(etag(entry.version()))) {
      return;
    }
    if (!wanted.matches("\"\\d{1,18}\"")) {
      throw Refusal.of(
          400, "invalid_if_match", "If-Match takes one entity tag as it came, such as \"3\".");
    }
    throw Refusal.of(
            412,
            "stale",
            "Somebody changed the entry since you read it: read it again and decide anew.")
        .with("ETag", etag(entry.version()));
  }
}

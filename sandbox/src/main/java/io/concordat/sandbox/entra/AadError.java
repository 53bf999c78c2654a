package io.concordat.sandbox.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Reply;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A refusal of Entra, known by its AADSTS number. */
public final class AadError extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
  private final int code;

  public AadError(int code) {
    this(code, Aadsts.of(code).text());
  }

  AadError(int code, String text) {
    super(text, null, false, false);
    this.code = code;
  }

  public int code() {
    return code;
  }

  int status() {
    return Aadsts.of(code).status();
  }

  String error() {
    return Aadsts.of(code).error();
  }

  String description() {
    return "AADSTS%d: %s".formatted(code, getMessage());
  }

  /** The body of the token endpoint. */
  public Reply toReply(Instant now) {
    Aadsts.Entry entry = Aadsts.of(code);
    String trace = UUID.randomUUID().toString();
    String correlation = UUID.randomUUID().toString();
    ObjectNode body = Json.object().put("error", entry.error());
    body.put(
        "error_description",
        description()
            + " Trace ID: %s Correlation ID: %s Timestamp: %s"
                .formatted(trace, correlation, TIME.format(now)));
    body.putArray("error_codes").add(code);
    body.put("timestamp", TIME.format(now)).put("trace_id", trace);
    body.put("correlation_id", correlation);
    body.put("error_uri", "https://login.microsoftonline.com/error?code=" + code);
    if (!entry.suberror().isEmpty()) {
      body.put("suberror", entry.suberror());
    }
    if (entry.error().equals("interaction_required")) {
      body.put(
          "claims",
          "{\"access_token\":{\"capolids\":{\"essential\":true,\"values\":[\"%s\"]}}}"
              .formatted(UUID.randomUUID()));
    }
    return Reply.json(entry.status(), body).with("Cache-Control", "no-store, no-cache");
  }

  /** What goes back to the app's redirect address. */
  Map<String, String> toCallback() {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("error", error());
    answer.put("error_description", description());
    answer.put("error_uri", "https://login.microsoftonline.com/error?code=" + code);
    return answer;
  }
}

package io.concordat.sandbox.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One thing that goes wrong: which requests, how often, and how.
 *
 * @param pattern matched against {@code METHOD path} and {@code METHOD path?query}
 * @param skip matching requests that still go well
 * @param after whether the request takes effect before its answer is spoilt
 */
public record Fault(Pattern pattern, int skip, int times, boolean after, Effect effect) {

  /** What happens to a request. */
  public sealed interface Effect {
    /** An error answer. */
    record Status(int code, Optional<String> reason, Optional<String> retryAfter)
        implements Effect {}

    /** The connection closes without an answer. */
    record Reset() implements Effect {}

    /** The answer comes late. */
    record Hang(Duration time) implements Effect {}

    /** The answer is 200 with half a JSON document. */
    record MalformedJson() implements Effect {}

    /** A listing carries one more row, which no client can use. */
    record MalformedEvent(String shape) implements Effect {}
  }

  static Fault read(ObjectNode body) {
    return new Fault(
        pattern(Json.text(body, "match").orElse(".*")),
        body.path("skip").asInt(0),
        body.path("times").asInt(1),
        Json.text(body, "when").orElse("before").equals("after"),
        effect(body));
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("match is not a regular expression: " + text, e);
    }
  }

  private static Effect effect(ObjectNode body) {
    String kind = Json.text(body, "kind").orElse(body.has("status") ? "status" : "");
    return switch (body.has("aadsts") ? "aadsts" : kind) {
      case "aadsts" ->
          new Effect.Status(
              400, Optional.of("AADSTS" + body.path("aadsts").asInt()), Optional.empty());
      case "status" ->
          new Effect.Status(
              body.path("status").asInt(503),
              Json.text(body, "reason"),
              Optional.of(body.path("retryAfter").asText()).filter(text -> !text.isEmpty()));
      case "reset" -> new Effect.Reset();
      case "hang" -> new Effect.Hang(Duration.ofMillis(body.path("hangMillis").asLong(30_000)));
      case "malformedJson" -> new Effect.MalformedJson();
      case "malformedEvent" ->
          new Effect.MalformedEvent(Json.text(body, "shape").orElse("missingStart"));
      default ->
          throw new IllegalArgumentException(
              "kind must be status, reset, hang, malformedJson, malformedEvent, expireSyncTokens or"
                  + " notifications");
    };
  }

  boolean matches(String method, String path, String query) {
    String line = method + " " + path;
    return pattern.matcher(line).matches() || pattern.matcher(line + "?" + query).matches();
  }

  ObjectNode json() {
    return Json.object()
        .put("match", pattern.pattern())
        .put("kind", effect.getClass().getSimpleName().toLowerCase(Locale.ROOT))
        .put("skip", skip)
        .put("times", times)
        .put("when", after ? "after" : "before");
  }
}

package io.concordat.sandbox.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import java.time.Duration;
import java.util.Locale;

/** What happens to notifications on their way. */
public record Trouble(Mode mode, int times, Duration delay) {

  /** Lost, sent twice, sent after its successor, or sent late. */
  public enum Mode {
    DROP,
    REPEAT,
    REORDER,
    DELAY;

    static Mode read(ObjectNode body) {
      String word = Json.text(body, "mode").orElse("drop");
      try {
        return valueOf(word.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("mode must be drop, repeat, reorder or delay", e);
      }
    }
  }

  Trouble withTimes(int left) {
    return new Trouble(mode, left, delay);
  }

  ObjectNode json() {
    return Json.object()
        .put("kind", "notifications")
        .put("mode", mode.name().toLowerCase(Locale.ROOT))
        .put("left", times);
  }
}

package io.concordat.sandbox.dns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The texts of names, and whether the server answers at all. */
public final class Names {
  private final Map<String, List<String>> texts = new TreeMap<>();
  private Health health = Health.FINE;

  /** How the server does. */
  enum Health {
    FINE,
    SERVFAIL,
    SILENT
  }

  synchronized List<String> of(String name) {
    return texts.getOrDefault(key(name), List.of());
  }

  synchronized Health health() {
    return health;
  }

  public synchronized void reset() {
    texts.clear();
    health = Health.FINE;
  }

  public synchronized ObjectNode change(ObjectNode body) {
    Json.text(body, "name").ifPresent(name -> put(name, texts(body)));
    if (body.has("failing")) {
      health = Json.text(body, "failing").map(Names::health).orElse(Health.FINE);
    }
    return json();
  }

  /** No texts take the name away. */
  public synchronized void put(String name, List<String> values) {
    if (values.isEmpty()) {
      texts.remove(key(name));
    } else {
      texts.put(key(name), List.copyOf(values));
    }
  }

  private static List<String> texts(ObjectNode body) {
    return body.path("txt").valueStream().map(text -> text.asText()).toList();
  }

  private static Health health(String word) {
    return switch (word) {
      case "SERVFAIL" -> Health.SERVFAIL;
      case "silent" -> Health.SILENT;
      default -> throw new IllegalArgumentException("failing is SERVFAIL, silent or null");
    };
  }

  public synchronized ObjectNode json() {
    ObjectNode json = Json.object();
    ObjectNode names = json.putObject("names");
    texts.forEach((name, values) -> names.set(name, Json.strings(values)));
    Optional<String> failing =
        switch (health) {
          case FINE -> Optional.empty();
          case SERVFAIL -> Optional.of("SERVFAIL");
          case SILENT -> Optional.of("silent");
        };
    return json.put("failing", failing.orElse(null));
  }

  /** Names are compared without case and without the last dot. */
  private static String key(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}

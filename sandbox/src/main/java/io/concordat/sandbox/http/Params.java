package io.concordat.sandbox.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names with one or more values: a query string or a form. */
public record Params(Map<String, List<String>> values) {
  public static final Params NONE = new Params(Map.of());

  public Params {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
    values = copy;
  }

  /** Reads {@code a=1&b=2}; percent-encoding that is broken is a bad request. */
  public static Params parse(String encoded) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      if (!pair.isEmpty()) {
        int eq = pair.indexOf('=');
        String name = decode(eq < 0 ? pair : pair.substring(0, eq));
        String value = eq < 0 ? "" : decode(pair.substring(eq + 1));
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return new Params(values);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw GoogleError.badRequest("Bad Request");
    }
  }

  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** The first value if it is not blank. */
  public Optional<String> filled(String name) {
    return first(name).filter(value -> !value.isBlank());
  }

  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public Set<String> names() {
    return values.keySet();
  }

  public boolean flag(String name) {
    return switch (first(name).orElse("false")) {
      case "true", "True", "TRUE", "1" -> true;
      case "false", "False", "FALSE", "0" -> false;
      default -> throw GoogleError.invalidParameter(name, "Invalid boolean value.");
    };
  }

  /** These values, then those of another set for names that are missing here. */
  public Params or(Params other) {
    Map<String, List<String>> merged = new LinkedHashMap<>(other.values);
    merged.putAll(values);
    return new Params(merged);
  }

  public String encoded() {
    List<String> pairs = new ArrayList<>();
    values.forEach((name, list) -> list.forEach(v -> pairs.add(encode(name) + "=" + encode(v))));
    return String.join("&", pairs);
  }

  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

package io.concordat.dist.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.dist.http.Rest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules and dashboards as files, and what of the product's series they name. */
final class Rules {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final Path CE = ROOT.resolve("dist/src/main/monitoring/ce");
  static final Path EE = ROOT.resolve("dist/src/main/monitoring/ee");

  private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
  private static final Pattern SELECTOR =
      Pattern.compile("\\b((?:concordat|calendar|hikaricp)_\\w+)(?:\\{([^}]*)})?");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Pattern BY = Pattern.compile("\\bby \\(([^)]*)\\)\\s*\\((?:[a-z_]+\\()*");

  private Rules() {}

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> alertFiles() {
    return List.of(CE.resolve("concordat-alerts.yml"), EE.resolve("concordat-calendar-alerts.yml"));
  }

  static List<Path> dashboards() {
    return List.of(
        CE.resolve("concordat-dashboard.json"), EE.resolve("concordat-calendar-dashboard.json"));
  }

  static List<String> alerts(Path file) {
    return ALERT.matcher(text(file)).results().map(found -> found.group(1)).toList();
  }

  /** Every expression of rules and dashboards, with where it stands. */
  static Map<String, String> expressions() {
    var all = new TreeMap<String, String>();
    for (Path file : alertFiles()) {
      List<String> alerts = alerts(file);
      String[] parts = text(file).split("- alert: \\w+\\n", -1);
      for (int i = 0; i < alerts.size(); i++) {
        all.put(alerts.get(i), expression(parts[i + 1]));
      }
    }
    dashboards().forEach(file -> add(file, all));
    return all;
  }

  /** From {@code expr:} to the next key, however many lines. */
  private static String expression(String rule) {
    String from = rule.substring(rule.indexOf("expr:") + "expr:".length());
    return from.split("\\n {8}(?:for|labels):", -1)[0].replaceFirst(">-", "").strip();
  }

  private static void add(Path file, Map<String, String> all) {
    try {
      JsonNode board = Rest.JSON.readTree(text(file));
      for (JsonNode panel : board.path("panels")) {
        for (JsonNode target : panel.path("targets")) {
          all.put(
              panel.path("title").asText() + " " + target.path("refId").asText(),
              target.path("expr").asText());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A series that an expression names.
   *
   * @param labels that it matches or groups by, with the value where one is asked for
   */
  record Named(String name, Map<String, String> labels) {}

  static List<Named> named(String expression) {
    return SELECTOR.matcher(expression).results().map(found -> named(expression, found)).toList();
  }

  private static Named named(String expression, MatchResult found) {
    var labels = new TreeMap<String, String>();
    if (found.group(2) != null) {
      MATCHER
          .matcher(found.group(2))
          .results()
          .forEach(one -> labels.put(one.group(1), one.group(2).equals("=") ? one.group(3) : ""));
    }
    BY.matcher(expression)
        .results()
        .filter(by -> by.end() == found.start())
        .flatMap(by -> Stream.of(by.group(1).split(", ?", -1)))
        // Prometheus adds these at the scrape.
        .filter(label -> !label.equals("instance") && !label.equals("job"))
        .forEach(label -> labels.putIfAbsent(label, ""));
    return new Named(found.group(1), labels);
  }
}

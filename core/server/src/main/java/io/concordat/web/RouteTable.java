package io.concordat.web;

import io.concordat.spi.http.Route;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The plugins' routes. Literal segments win over variables, and both over a rest. */
final class RouteTable {
  private final List<Entry> entries;

  private record Entry(Route route, List<String> segments) {}

  RouteTable(List<Route> routes) {
    entries =
        routes.stream()
            .map(route -> new Entry(route, split(route.template())))
            .sorted(Comparator.comparing(RouteTable::specificity))
            .toList();
    entries.forEach(RouteTable::check);
    checkDistinct();
  }

  /** What an address leads to. */
  sealed interface Match {
    record Found(Route route, Map<String, String> variables) implements Match {}

    record OtherMethod(Set<String> allowed) implements Match {}

    record Nothing() implements Match {}
  }

  /**
   * @param path percent-encoded, as it came
   */
  Match find(String method, String path) {
    List<String> segments = split(path);
    var allowed = new TreeSet<String>();
    for (Entry entry : entries) {
      Optional<Map<String, String>> variables = match(entry.segments(), segments);
      if (variables.isPresent() && entry.route().method().equals(method)) {
        return new Match.Found(entry.route(), variables.get());
      }
      variables.ifPresent(found -> allowed.add(entry.route().method()));
    }
    return allowed.isEmpty() ? new Match.Nothing() : new Match.OtherMethod(allowed);
  }

  private static Optional<Map<String, String>> match(List<String> template, List<String> path) {
    var variables = new HashMap<String, String>();
    for (int i = 0; i < template.size(); i++) {
      String part = template.get(i);
      if (isRest(part)) {
        return rest(variables, part, path.subList(Math.min(i, path.size()), path.size()));
      }
      if (i >= path.size() || !matches(variables, part, path.get(i))) {
        return Optional.empty();
      }
    }
    return template.size() == path.size() ? Optional.of(variables) : Optional.empty();
  }

  private static Optional<Map<String, String>> rest(
      Map<String, String> variables, String part, List<String> remaining) {
    var decoded = new ArrayList<String>();
    for (String segment : remaining) {
      Optional<String> text = decode(segment);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      decoded.add(text.get());
    }
    variables.put(part.substring(2, part.length() - 1), String.join("/", decoded));
    return Optional.of(variables);
  }

  private static boolean matches(Map<String, String> variables, String part, String segment) {
    Optional<String> text = decode(segment);
    if (isVariable(part)) {
      text.filter(t -> !t.isEmpty())
          .ifPresent(t -> variables.put(part.substring(1, part.length() - 1), t));
      return text.filter(t -> !t.isEmpty()).isPresent();
    }
    return text.filter(part::equals).isPresent();
  }

  /** A plus is a plus in a path. */
  private static Optional<String> decode(String segment) {
    try {
      return Optional.of(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<String> split(String path) {
    return Arrays.asList(path.substring(1).split("/", -1));
  }

  private static boolean isVariable(String part) {
    return part.startsWith("{") && !isRest(part);
  }

  private static boolean isRest(String part) {
    return part.startsWith("{*");
  }

  /** Earlier in the order of texts is more specific: literal 0, variable 1, rest 2. */
  private static String specificity(Entry entry) {
    var text = new StringBuilder();
    entry.segments().forEach(part -> text.append(isRest(part) ? 2 : isVariable(part) ? 1 : 0));
    return text.toString();
  }

  private static void check(Entry entry) {
    String template = entry.route().template();
    if (Arrays.stream(Prefixes.values()).noneMatch(prefix -> prefix.covers(template))) {
      throw new IllegalStateException("a plugin may not serve " + template);
    }
    if (entry.segments().stream()
        .limit(entry.segments().size() - 1L)
        .anyMatch(RouteTable::isRest)) {
      throw new IllegalStateException("only the last segment can be a rest: " + template);
    }
  }

  private void checkDistinct() {
    var seen = new HashMap<String, Route>();
    for (Entry entry : entries) {
      String shape = entry.route().template().replaceAll("\\{[^*][^}]*}", "{}");
      if (seen.put(entry.route().method() + " " + shape, entry.route()) != null) {
        throw new IllegalStateException(
            "two routes for " + entry.route().method() + " " + entry.route().template());
      }
    }
  }
}

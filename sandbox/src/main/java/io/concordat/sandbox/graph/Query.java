package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Params;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code $select} and {@code $expand} ask to see. */
record Query(
    Optional<Set<String>> select, Optional<Query> exceptions, Optional<Set<String>> properties) {
  static final Query ALL = new Query(Optional.empty(), Optional.empty(), Optional.empty());
  private static final Pattern PROPERTY = Pattern.compile("(?:ep/)?id eq '((?:[^']|'')*)'");
  private static final Set<String> KNOWN = known();

  private static Set<String> known() {
    Set<String> names = new java.util.HashSet<>(Answered.NAMES);
    Fields.defaults().fieldNames().forEachRemaining(names::add);
    names.addAll(Fields.TIMES);
    return Set.copyOf(names);
  }

  static Query of(Params query) {
    return of(query.first("$select"), query.first("$expand"));
  }

  private static Query of(Optional<String> select, Optional<String> expand) {
    Map<String, String> expands = new LinkedHashMap<>();
    expand.ifPresent(text -> split(text, ',').forEach(item -> expandItem(item, expands)));
    return new Query(
        select.map(Query::names),
        Optional.ofNullable(expands.get("exceptionOccurrences")).map(Query::nested),
        Optional.ofNullable(expands.get("singleValueExtendedProperties")).map(Query::filtered));
  }

  private static Set<String> names(String select) {
    Set<String> names =
        Set.copyOf(split(select, ',').stream().map(String::strip).distinct().toList());
    for (String name : names) {
      if (!KNOWN.contains(name)) {
        throw GraphError.of(
            400,
            "BadRequest",
            "Parsing OData Select and Expand failed: Could not find a property named '"
                + name
                + "' on type 'microsoft.graph.event'.");
      }
    }
    return names;
  }

  private static void expandItem(String item, Map<String, String> into) {
    String text = item.strip();
    int open = text.indexOf('(');
    String name = open < 0 ? text : text.substring(0, open);
    if (!Set.of("exceptionOccurrences", "singleValueExtendedProperties").contains(name)) {
      throw GraphError.badRequest(
          "Parsing OData Select and Expand failed: '" + name + "' cannot be expanded.");
    }
    into.put(name, open < 0 ? "" : text.substring(open + 1, text.length() - 1));
  }

  private static Query nested(String inside) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : split(inside, ';')) {
      int eq = part.indexOf('=');
      if (eq > 0) {
        parts.put(part.substring(0, eq).strip(), part.substring(eq + 1));
      }
    }
    return of(Optional.ofNullable(parts.get("$select")), Optional.ofNullable(parts.get("$expand")));
  }

  /** Without a filter nothing says which properties are meant, so Graph shows none. */
  private static Set<String> filtered(String inside) {
    Matcher matcher = PROPERTY.matcher(inside);
    List<String> ids = new ArrayList<>();
    while (matcher.find()) {
      ids.add(Fields.propertyId(matcher.group(1).replace("''", "'")));
    }
    if (ids.isEmpty()) {
      throw GraphError.of(
          400,
          "ErrorInvalidUrlQueryFilter",
          "The expand of extended properties requires a filter for their ids.");
    }
    return Set.copyOf(ids);
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == separator && depth == 0) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts.stream().filter(part -> !part.isBlank()).toList();
  }

  ObjectNode whole(View view, Item item) {
    ObjectNode json = view.whole(item);
    if (item.isSeries() && select.filter(s -> s.contains("cancelledOccurrences")).isPresent()) {
      json.set("cancelledOccurrences", view.cancelled(item));
    }
    return shape(json, view, item, Optional.empty());
  }

  ObjectNode day(View view, Item master, LocalDate day) {
    return shape(view.day(master, day), view, master, Optional.of(day));
  }

  /** Leaves what was selected, and adds what was expanded. */
  ObjectNode shape(ObjectNode json, View view, Item item, Optional<LocalDate> day) {
    select.ifPresent(
        names ->
            json.retain(
                json.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(n -> names.contains(n) || n.equals("id") || n.startsWith("@"))
                    .toList()));
    if (item.isSeries() && day.isEmpty()) {
      exceptions.ifPresent(
          nested -> json.set("exceptionOccurrences", view.exceptions(item, nested)));
    }
    properties.ifPresent(ids -> properties(json, ids, held(item, day)));
    return json;
  }

  /** A changed day has the properties of its series under its own. */
  private static Map<String, String> held(Item item, Optional<LocalDate> day) {
    Map<String, String> held = new LinkedHashMap<>(item.properties());
    day.map(item.parts()::get).ifPresent(part -> held.putAll(part.properties()));
    return held;
  }

  private static void properties(ObjectNode json, Set<String> ids, Map<String, String> held) {
    ArrayNode rows = Json.array();
    held.forEach(
        (id, value) -> {
          if (ids.contains(id)) {
            rows.addObject().put("id", id).put("value", value);
          }
        });
    if (!rows.isEmpty()) {
      json.set("singleValueExtendedProperties", rows);
    }
  }
}

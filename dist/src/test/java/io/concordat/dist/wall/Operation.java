package io.concordat.dist.wall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.http.Form;
import io.concordat.dist.http.Rest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A method of a route.
 *
 * @param slots what a request of it can name
 * @param sample a body that the route would take
 * @param words the variables of the path that are no ids
 * @param matches whether a version must be named
 */
record Operation(
    String method,
    String template,
    List<Slot> slots,
    Optional<JsonNode> sample,
    Words words,
    boolean matches) {
  /** Variables that take a word out of a short list. */
  record Words(Map<String, String> values) {}

  Map<String, String> headers() {
    return matches ? Map.of("If-Match", "*") : Map.of();
  }

  boolean reads() {
    return method.equals("GET");
  }

  /** The list that a path variable's ids come from. */
  static String listOf(String template, String variable) {
    return template.substring(0, template.indexOf("/{" + variable + "}"));
  }

  /** The path with these variables. */
  static String filled(String template, Map<String, String> variables) {
    String path = template;
    for (var variable : variables.entrySet()) {
      path = path.replace("{" + variable.getKey() + "}", escaped(variable.getValue()));
    }
    return path;
  }

  private static String escaped(String value) {
    return Form.encode(value).replace("+", "%20");
  }

  /** The request that names this. */
  record Named(String path, Optional<JsonNode> body) {}

  Named naming(Slot slot, String value, Map<String, String> others) {
    var variables = new TreeMap<>(words.values());
    variables.putAll(others);
    return switch (slot.place()) {
      case PATH -> {
        variables.put(slot.name(), value);
        yield new Named(filled(template, variables), sample);
      }
      case QUERY ->
          new Named(filled(template, variables) + "?" + slot.name() + "=" + escaped(value), sample);
      case BODY -> new Named(filled(template, variables), Optional.of(put(slot.way(), value)));
    };
  }

  private JsonNode put(List<String> way, String value) {
    ObjectNode root = sample.map(JsonNode::<ObjectNode>deepCopy).orElseGet(Rest::object);
    put(root, way, value);
    return root;
  }

  private static void put(ObjectNode object, List<String> way, String value) {
    String name = way.getFirst();
    List<String> rest = way.subList(1, way.size());
    if (rest.isEmpty()) {
      object.put(name, value);
    } else if (rest.getFirst().equals("[]")) {
      put(object.putArray(name), rest.subList(1, rest.size()), value);
    } else {
      put(object.withObject("/" + name), rest, value);
    }
  }

  private static void put(ArrayNode list, List<String> rest, String value) {
    if (rest.isEmpty()) {
      list.add(value);
    } else {
      put(list.addObject(), rest, value);
    }
  }

  @Override
  public String toString() {
    return method + " " + template;
  }
}

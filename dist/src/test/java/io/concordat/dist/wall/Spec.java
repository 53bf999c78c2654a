package io.concordat.dist.wall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.http.Rest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What an OpenAPI document offers for an attack. Whatever is {@code format: uuid} names something;
 * whatever is called an id and is none of ours is listed here, with a reason.
 */
final class Spec {
  private static final Pattern CALLED_AN_ID = Pattern.compile("id|.*(Id|Ids|_id)");
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  /** Ids of other people's worlds, and words. */
  private static final Map<String, String> NOT_OURS =
      Map.of(
          "calendarId", "the vendor's",
          "remoteId", "the vendor's",
          "clientId", "an app registration's, at the vendor",
          "directoryId", "Entra's",
          "objectId", "Entra's",
          "projectId", "Google's",
          "workItemId", "the ticket system's",
          "recurrenceId", "a time: which occurrence");

  /** Routes whose ids have a proof of their own. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "/api/auth/sign-in", "before anybody is known; each attempt is counted",
          "/api/auth/msp/sso/start", "before anybody is known; whoever names a tenant may begin");

  /** Path variables that are words. */
  private static final Map<String, String> WORDS =
      Map.of("consumer", "msp_sso", "event", "nothing");

  private final JsonNode document;
  private final Set<String> unclear = new TreeSet<>();

  Spec(JsonNode document) {
    this.document = document;
  }

  /** What is called an id, and nobody has said whose it is. */
  Set<String> unclear() {
    return unclear;
  }

  List<Operation> operations() {
    var all = new ArrayList<Operation>();
    document
        .path("paths")
        .properties()
        .forEach(
            path -> {
              for (String method : METHODS) {
                if (path.getValue().has(method) && !ELSEWHERE.containsKey(path.getKey())) {
                  all.add(operation(path.getKey(), path.getValue(), method));
                }
              }
            });
    return all;
  }

  private Operation operation(String template, JsonNode path, String method) {
    JsonNode described = path.path(method);
    var slots = new LinkedHashSet<Slot>();
    var words = new TreeMap<String, String>();
    path.path("parameters").forEach(p -> parameter(template, resolved(p), slots, words));
    described.path("parameters").forEach(p -> parameter(template, resolved(p), slots, words));
    JsonNode content = resolved(described.path("requestBody")).path("content");
    JsonNode body = content.path("application/json");
    walk(method.toUpperCase(Locale.ROOT) + " " + template, body.path("schema"), List.of(), slots);
    return new Operation(
        method.toUpperCase(Locale.ROOT),
        template,
        List.copyOf(slots),
        body.isMissingNode() ? Optional.empty() : Optional.of(sample(body)),
        new Operation.Words(words),
        matches(described));
  }

  private boolean matches(JsonNode described) {
    for (JsonNode parameter : described.path("parameters")) {
      JsonNode read = resolved(parameter);
      if (read.path("name").asText().equals("If-Match") && read.path("required").asBoolean()) {
        return true;
      }
    }
    return false;
  }

  private JsonNode resolved(JsonNode node) {
    String ref = node.path("$ref").asText();
    return ref.isEmpty() ? node : resolved(document.at(ref.substring(1)));
  }

  private void parameter(
      String template, JsonNode parameter, Set<Slot> slots, Map<String, String> words) {
    String name = parameter.path("name").asText();
    String in = parameter.path("in").asText();
    boolean id = isId(parameter.path("schema"));
    if (in.equals("path") && !id && WORDS.containsKey(name)) {
      words.put(name, WORDS.getOrDefault(name, ""));
    } else if (in.equals("path") && id) {
      slots.add(Slot.path(name));
    } else if (in.equals("query") && id) {
      slots.add(Slot.query(name));
    } else if (in.equals("path") || suspicious(name)) {
      unclear.add(template + " " + in + " " + name);
    }
  }

  private static boolean suspicious(String name) {
    return CALLED_AN_ID.matcher(name).matches() && !NOT_OURS.containsKey(name);
  }

  private boolean isId(JsonNode schema) {
    JsonNode read = resolved(schema);
    return read.path("format").asText().equals("uuid") || any(read, "anyOf") || any(read, "oneOf");
  }

  private boolean any(JsonNode schema, String choice) {
    for (JsonNode one : schema.path(choice)) {
      if (isId(one)) {
        return true;
      }
    }
    return false;
  }

  private void walk(String where, JsonNode schema, List<String> way, Set<Slot> slots) {
    JsonNode read = resolved(schema);
    read.path("properties")
        .properties()
        .forEach(property -> property(where, property.getKey(), property.getValue(), way, slots));
    for (String choice : List.of("oneOf", "anyOf", "allOf")) {
      read.path(choice).forEach(one -> walk(where, one, way, slots));
    }
  }

  private void property(
      String where, String name, JsonNode schema, List<String> way, Set<Slot> slots) {
    JsonNode read = resolved(schema);
    List<String> here = extended(way, name);
    if (read.path("readOnly").asBoolean() || NOT_OURS.containsKey(name)) {
      return;
    }
    JsonNode items = resolved(read.path("items"));
    if (isId(read)) {
      slots.add(Slot.body(here));
    } else if (isId(items)) {
      slots.add(Slot.body(extended(here, "[]")));
    } else if (suspicious(name)) {
      unclear.add(where + " body " + String.join(".", here));
    }
    walk(where, read, here, slots);
    if (!items.isMissingNode()) {
      walk(where, items, extended(here, "[]"), slots);
    }
  }

  private static List<String> extended(List<String> way, String step) {
    var longer = new ArrayList<>(way);
    longer.add(step);
    return List.copyOf(longer);
  }

  /** The document's own example, or the least that its schema asks for. */
  private JsonNode sample(JsonNode body) {
    return body.has("example") ? body.path("example") : made(body.path("schema"));
  }

  private JsonNode made(JsonNode schema) {
    JsonNode read = resolved(schema);
    if (read.has("example")) {
      return read.path("example");
    }
    if (read.has("enum")) {
      return read.path("enum").path(0);
    }
    JsonNode type = read.path("type");
    return made(read, type.isArray() ? type.path(0).asText() : type.asText());
  }

  private JsonNode made(JsonNode schema, String type) {
    ObjectNode holder = Rest.object();
    return switch (type) {
      case "boolean" -> holder.put("v", false).path("v");
      case "integer", "number" -> holder.put("v", schema.path("minimum").asInt(1)).path("v");
      case "array" -> holder.putArray("v");
      case "string" -> holder.put("v", text(schema)).path("v");
      case "object" -> object(schema);
      default -> schema.has("properties") ? object(schema) : MissingNode.getInstance();
    };
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode object = Rest.object();
    for (JsonNode name : schema.path("required")) {
      JsonNode value = made(schema.path("properties").path(name.asText()));
      if (!value.isMissingNode()) {
        object.set(name.asText(), value);
      }
    }
    return object;
  }

  private static String text(JsonNode schema) {
    return switch (schema.path("format").asText()) {
      case "uuid" -> "6f1c1f7e-8f3b-4b5e-9d59-0c1d2e3f4a5b";
      case "date-time" -> "2027-03-05T09:00:00Z";
      case "date" -> "2027-03-05";
      case "email" -> "somebody@example.org";
      default -> "x".repeat(Math.max(1, schema.path("minLength").asInt()));
    };
  }
}

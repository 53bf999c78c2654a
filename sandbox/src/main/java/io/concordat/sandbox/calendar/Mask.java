package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Params;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code fields} parameter: what is not selected is not answered, page tokens included. Syntax:
 * {@code a,b(c,d),e/f,*}.
 */
final class Mask {
  private static final Set<String> LIST_FIELDS =
      Set.of(
          "accessRole",
          "defaultReminders",
          "description",
          "etag",
          "items",
          "kind",
          "nextPageToken",
          "nextSyncToken",
          "summary",
          "timeZone",
          "updated");

  private final String text;
  private final Map<String, Optional<Mask>> fields;

  private Mask(String text, Map<String, Optional<Mask>> fields) {
    this.text = text;
    this.fields = fields;
  }

  /** The mask of a request that answers one event. */
  static Optional<Mask> event(Params params) {
    Optional<Mask> mask = params.filled("fields").map(Mask::parse);
    mask.ifPresent(m -> m.check(Fields.names()));
    return mask;
  }

  /** The mask of a request that answers a page of events. */
  static Optional<Mask> page(Params params) {
    Optional<Mask> mask = params.filled("fields").map(Mask::parse);
    mask.ifPresent(m -> m.check(LIST_FIELDS));
    mask.flatMap(m -> m.inner("items")).ifPresent(m -> m.check(Fields.names()));
    return mask;
  }

  private void check(Set<String> known) {
    for (String name : fields.keySet()) {
      if (!name.equals("*") && !known.contains(name)) {
        throw invalid(name);
      }
    }
  }

  private static GoogleError invalid(String name) {
    return GoogleError.invalidParameter("fields", "Invalid field selection " + name);
  }

  static Mask parse(String text) {
    Reader reader = new Reader(text);
    Map<String, Optional<Mask>> fields = reader.list();
    if (reader.at != text.length()) {
      throw invalid(text);
    }
    return new Mask(text, fields);
  }

  String text() {
    return text;
  }

  boolean selects(String name) {
    return fields.containsKey(name) || fields.containsKey("*");
  }

  Optional<Mask> inner(String name) {
    return Optional.ofNullable(fields.get(name)).flatMap(mask -> mask);
  }

  ObjectNode apply(ObjectNode source) {
    ObjectNode kept = Json.object();
    source
        .properties()
        .forEach(
            field -> {
              if (selects(field.getKey())) {
                kept.set(field.getKey(), part(field.getKey(), field.getValue()));
              }
            });
    return kept;
  }

  private JsonNode part(String name, JsonNode value) {
    return inner(name).map(mask -> mask.within(value)).orElse(value);
  }

  private JsonNode within(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> apply(object);
      case ArrayNode array -> {
        ArrayNode kept = Json.array();
        array.forEach(item -> kept.add(within(item)));
        yield kept;
      }
      default -> value; // a plain value has no parts to select
    };
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    Map<String, Optional<Mask>> list() {
      Map<String, Optional<Mask>> fields = new LinkedHashMap<>();
      do {
        one(fields);
      } while (take(','));
      return fields;
    }

    private void one(Map<String, Optional<Mask>> fields) {
      int start = at;
      while (at < text.length() && ",()/".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      String name = text.substring(start, at).strip();
      if (name.isEmpty()) {
        throw invalid(text);
      }
      fields.put(name, inner());
    }

    private Optional<Mask> inner() {
      int start = at;
      Map<String, Optional<Mask>> fields = new LinkedHashMap<>();
      if (take('(')) {
        fields.putAll(list());
        if (!take(')')) {
          throw invalid(text);
        }
      } else if (take('/')) {
        one(fields);
      }
      return fields.isEmpty()
          ? Optional.empty()
          : Optional.of(new Mask(text.substring(start, at), fields));
    }

    private boolean take(char wanted) {
      boolean here = at < text.length() && text.charAt(at) == wanted;
      at += here ? 1 : 0;
      return here;
    }
  }
}

package io.concordat.ee.calendar.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A JSON object read without forgiveness: every field is known and has its type. */
public final class StrictBody {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ObjectNode body;

  private StrictBody(ObjectNode body) {
    this.body = body;
  }

  /** Reads the text; an empty one counts as {@code {}}. */
  public static StrictBody read(String text, Set<String> known) {
    JsonNode read = tree(text.isBlank() ? "{}" : text);
    if (!(read instanceof ObjectNode object)) {
      throw new BadBody("malformed_json", "", "The body must be a JSON object.");
    }
    return of(object, "", known);
  }

  private static StrictBody of(ObjectNode object, String prefix, Set<String> known) {
    for (var field : object.properties()) {
      if (!known.contains(field.getKey())) {
        throw new BadBody(
            "unknown_field",
            prefix + field.getKey(),
            "Unknown field; known are: " + String.join(", ", known.stream().sorted().toList()));
      }
    }
    return new StrictBody(object);
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new BadBody(
          "malformed_json",
          "",
          "The body is not JSON (line " + at.getLineNr() + ", column " + at.getColumnNr() + ").");
    }
  }

  public boolean has(String field) {
    return body.has(field);
  }

  /** Whether the field is there and null. */
  public boolean none(String field) {
    return body.has(field) && body.get(field).isNull();
  }

  public Optional<String> text(String field) {
    JsonNode value = body.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new BadBody("wrong_type", field, "Must be a string.");
    }
    return Optional.of(value.textValue());
  }

  /** A text that must not be blank and has a limit. */
  public Optional<String> text(String field, int most) {
    var text = text(field);
    text.ifPresent(value -> checkText(field, value, most));
    return text;
  }

  private static void checkText(String field, String value, int most) {
    if (value.isBlank() || value.length() > most || value.indexOf('\0') >= 0) {
      throw new BadBody(
          "invalid_value", field, "Must have 1 to " + most + " characters, not only blanks.");
    }
  }

  public Optional<Boolean> bool(String field) {
    JsonNode value = body.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      throw new BadBody("wrong_type", field, "Must be true or false.");
    }
    return Optional.of(value.booleanValue());
  }

  /** A whole number from 1 to the limit. */
  Optional<Integer> whole(String field, int most) {
    JsonNode value = body.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isInt()) {
      throw new BadBody("wrong_type", field, "Must be a whole number.");
    }
    if (value.intValue() < 1 || value.intValue() > most) {
      throw new BadBody("invalid_value", field, "Must be a number from 1 to " + most + ".");
    }
    return Optional.of(value.intValue());
  }

  /** One of the named values. */
  public Optional<String> oneOf(String field, Set<String> values) {
    var text = text(field);
    if (text.isPresent() && !values.contains(text.get())) {
      throw new BadBody(
          "invalid_value",
          field,
          "Must be one of: " + String.join(", ", values.stream().sorted().toList()) + ".");
    }
    return text;
  }

  /** An object of texts under names of their own. */
  public Optional<Map<String, String>> texts(String field) {
    JsonNode value = body.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof ObjectNode nested)
        || nested.properties().stream().anyMatch(one -> !one.getValue().isTextual())) {
      throw new BadBody("wrong_type", field, "Must be an object of strings.");
    }
    var texts = new LinkedHashMap<String, String>();
    nested.properties().forEach(one -> texts.put(one.getKey(), one.getValue().textValue()));
    return Optional.of(texts);
  }

  /** A nested object, or empty when the field is absent or a text. */
  public Optional<StrictBody> object(String field, Set<String> known) {
    JsonNode value = body.get(field);
    if (value == null || value.isTextual()) {
      return Optional.empty();
    }
    if (!(value instanceof ObjectNode nested)) {
      throw new BadBody("wrong_type", field, "Must be a string or an object.");
    }
    return Optional.of(of(nested, field + ".", known));
  }
}

package io.concordat.web;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads request bodies strictly: every refusal names the field and what to do. */
public final class JsonIn {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonIn() {}

  public static ObjectNode object(Optional<byte[]> body) {
    String text = body.map(Incoming::text).orElse("");
    if (text.isBlank()) {
      throw Refusal.of(400, "missing_body", "The body is empty: send a JSON object.");
    }
    try {
      JsonNode node = JSON.readTree(text);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw Refusal.of(422, "wrong_type", "The body is not a JSON object: send { … }.");
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  private static Refusal malformed(JsonProcessingException e) {
    if (e instanceof JsonParseException && e.getOriginalMessage().startsWith("Duplicate field")) {
      return Refusal.of(
          400, "duplicate_field", "A field is there twice" + place(e) + ": send it once.");
    }
    return Refusal.of(
        400, "malformed_json", "The body is not JSON" + place(e) + ": correct it there.");
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " (line %d, column %d)"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  /** Refuses fields that nobody knows: a typing error must not look like success. */
  public static void only(ObjectNode object, Set<String> known, String prefix) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw Refusal.field(
                    "unknown_field",
                    prefix + name,
                    "not a field of this; remove it or correct its name.");
              }
            });
  }

  public static JsonNode required(ObjectNode object, String field) {
    return present(object, field)
        .orElseThrow(() -> Refusal.field("missing_field", field, "is needed; add it."));
  }

  /** Null is as good as absent. */
  public static Optional<JsonNode> present(ObjectNode object, String field) {
    return Optional.ofNullable(object.get(field)).filter(node -> !node.isNull());
  }

  public static String text(JsonNode node, String field, int most) {
    if (!node.isTextual()) {
      throw wrongType(field, "a text");
    }
    String text = node.textValue();
    if (text.length() > most) {
      throw Refusal.field("too_long", field, "longer than " + most + " characters; shorten it.");
    }
    return checked(field, text);
  }

  private static String checked(String field, String text) {
    if (text.indexOf('\0') >= 0) {
      throw Refusal.field("invalid_text", field, "contains a NUL character; remove it.");
    }
    if (hasLoneSurrogate(text)) {
      throw Refusal.field(
          "invalid_text", field, "contains half of a surrogate pair; send whole characters.");
    }
    return text;
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  public static Optional<String> text(ObjectNode object, String field, int most) {
    return present(object, field).map(node -> text(node, field, most));
  }

  public static Optional<Boolean> bool(ObjectNode object, String field) {
    return present(object, field)
        .map(
            node -> {
              if (!node.isBoolean()) {
                throw wrongType(field, "true or false");
              }
              return node.booleanValue();
            });
  }

  public static List<String> texts(JsonNode node, String field, int most, int longest) {
    if (!node.isArray()) {
      throw wrongType(field, "an array of texts");
    }
    if (node.size() > most) {
      throw Refusal.field("too_long", field, "more than " + most + " items; send fewer.");
    }
    var texts = new ArrayList<String>();
    node.forEach(item -> texts.add(text(item, field, longest)));
    return texts;
  }

  public static UUID uuid(String text, String field) {
    return asUuid(text)
        .orElseThrow(() -> Refusal.field("invalid_id", field, "not a UUID; correct it."));
  }

  /** The canonical form only: {@link UUID#fromString} takes shorter texts. */
  public static Optional<UUID> asUuid(String text) {
    return text.matches("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }

  public static Refusal wrongType(String field, String wanted) {
    return Refusal.field("wrong_type", field, "must be " + wanted + ".");
  }
}

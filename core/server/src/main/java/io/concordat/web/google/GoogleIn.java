package io.concordat.web.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.google.GoogleChange;
import io.concordat.google.GoogleChange.Edit;
import io.concordat.google.GoogleChange.Separate;
import io.concordat.google.ServiceAccountKey;
import io.concordat.spi.secret.Secret;
import io.concordat.web.JsonIn;
import io.concordat.web.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What comes in for Google. What is left out stays as it is, null takes it away. */
final class GoogleIn {
  private static final String KEY = "serviceAccountKey";
  private static final String SEPARATE = "separate";
  private static final Set<String> FIELDS =
      Set.of("clientId", "clientSecret", "projectId", SEPARATE, KEY);
  private static final int LONGEST = 1_000;
  private static final int LONGEST_KEY = 20_000;
  private static final String PROJECT = "([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]";

  private GoogleIn() {}

  /**
   * @param consumers that this installation shows
   */
  static GoogleChange read(ObjectNode json, Set<String> consumers) {
    JsonIn.only(json, FIELDS, "");
    return new GoogleChange(
        visible(JsonIn.required(json, "clientId"), "clientId"),
        secret(json, "clientSecret"),
        project(json),
        serviceAccount(json),
        separate(json, consumers));
  }

  private static Optional<Secret> secret(ObjectNode json, String field) {
    return secret(json, field, field);
  }

  /** A blank one, as a form sends it that cannot show the stored one, keeps it. */
  private static Optional<Secret> secret(ObjectNode json, String name, String field) {
    return JsonIn.present(json, name)
        .filter(node -> !node.isTextual() || !node.textValue().isBlank())
        .map(node -> Secret.of(visible(node, field)));
  }

  private static String visible(JsonNode node, String field) {
    String text = JsonIn.text(node, field, LONGEST);
    if (!text.matches("[\\x21-\\x7e]+")) {
      throw Refusal.field(
          "invalid_value", field, "visible ASCII without spaces, as Google's console shows it.");
    }
    return text;
  }

  private static Edit<String> project(ObjectNode json) {
    JsonNode node = json.get("projectId");
    if (node == null) {
      return new Edit.Keep<>();
    }
    if (node.isNull()) {
      return new Edit.Remove<>();
    }
    String id = JsonIn.text(node, "projectId", LONGEST);
    if (!id.matches(PROJECT)) {
      throw Refusal.field(
          "invalid_value", "projectId", "is the project's id, not its name or number; copy it.");
    }
    return new Edit.Set<>(id);
  }

  private static Edit<ServiceAccountKey> serviceAccount(ObjectNode json) {
    JsonNode node = json.get(KEY);
    if (node == null || (node.isTextual() && node.textValue().isBlank())) {
      return new Edit.Keep<>();
    }
    if (node.isNull()) {
      return new Edit.Remove<>();
    }
    try {
      return new Edit.Set<>(ServiceAccountKey.read(file(node)));
    } catch (ServiceAccountKey.InvalidKey invalid) {
      throw Refusal.field("invalid_key", KEY, invalid.getMessage() + ".");
    }
  }

  /** The file as JSON, or as a text that holds it. */
  private static JsonNode file(JsonNode node) {
    if (node.isObject() && node.toString().length() <= LONGEST_KEY) {
      return node;
    }
    String text = JsonIn.text(node, KEY, LONGEST_KEY);
    try {
      return JsonIn.object(Optional.of(text.getBytes(StandardCharsets.UTF_8)));
    } catch (Refusal unreadable) {
      throw Refusal.field(
          "invalid_key", KEY, "is not a key file in JSON; send it as it was downloaded.");
    }
  }

  private static Map<String, Optional<Separate>> separate(ObjectNode json, Set<String> consumers) {
    var separate = new LinkedHashMap<String, Optional<Separate>>();
    Optional<JsonNode> given = JsonIn.present(json, SEPARATE);
    if (given.isEmpty()) {
      return separate;
    }
    if (!(given.get() instanceof ObjectNode object)) {
      throw JsonIn.wrongType(SEPARATE, "an object by consumer");
    }
    JsonIn.only(object, consumers, SEPARATE + ".");
    for (Map.Entry<String, JsonNode> one : object.properties()) {
      separate.put(one.getKey(), one(one.getValue(), SEPARATE + "." + one.getKey()));
    }
    return separate;
  }

  private static Optional<Separate> one(JsonNode node, String field) {
    if (node.isNull()) {
      return Optional.empty();
    }
    if (!(node instanceof ObjectNode app)) {
      throw JsonIn.wrongType(field, "an object or null");
    }
    JsonIn.only(app, Set.of("clientId", "clientSecret"), field + ".");
    JsonNode client =
        JsonIn.present(app, "clientId")
            .orElseThrow(
                () -> Refusal.field("missing_field", field + ".clientId", "is needed; add it."));
    return Optional.of(
        new Separate(
            visible(client, field + ".clientId"),
            secret(app, "clientSecret", field + ".clientSecret")));
  }
}

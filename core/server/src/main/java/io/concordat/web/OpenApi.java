package io.concordat.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Core's own document with what the plugins add to it. */
final class OpenApi {
  private static final JsonMapper JSON = new JsonMapper();

  private OpenApi() {}

  static ObjectNode document(List<String> fragments) {
    ObjectNode document = parse(core());
    fragments.forEach(fragment -> merge(document, parse(fragment)));
    return document;
  }

  private static void merge(ObjectNode document, ObjectNode fragment) {
    add(document.withObject("/paths"), fragment.path("paths"));
    fragment
        .path("components")
        .properties()
        .forEach(
            kind ->
                add(
                    document.withObject("/components").withObject("/" + kind.getKey()),
                    kind.getValue()));
  }

  private static void add(ObjectNode to, JsonNode from) {
    from.properties()
        .forEach(
            field -> {
              JsonNode old = to.putIfAbsent(field.getKey(), field.getValue());
              if (old != null && !old.equals(field.getValue())) {
                throw new IllegalStateException(
                    "two OpenAPI documents describe " + field.getKey() + " differently");
              }
            });
  }

  private static ObjectNode parse(String yaml) {
    Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    return JSON.convertValue(tree, ObjectNode.class);
  }

  private static String core() {
    try (InputStream in = OpenApi.class.getResourceAsStream("/concordat/core/openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("concordat/core/openapi.yaml is missing in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.concordat.web.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.google.GoogleSetup;
import io.concordat.spi.GoogleConsumer;
import io.concordat.web.PublicUrl;
import java.util.List;
import java.util.Optional;

/** The tenant's Google app as it goes out: no secret is ever among it. */
record GoogleJson(List<GoogleConsumer> consumers, PublicUrl publicUrl) {
  private static final String NOBODY_ACTS = "Nothing installed acts for this consumer yet.";

  /**
   * @param connections that people have made through it
   */
  ObjectNode of(Optional<GoogleSetup> setup, int connections) {
    ObjectNode json = object();
    json.put("clientId", setup.map(GoogleSetup::clientId).orElse(null))
        .put("projectId", setup.flatMap(GoogleSetup::projectId).orElse(null))
        .put("hasClientSecret", setup.isPresent())
        .put("complete", setup.isPresent());
    ObjectNode separate = json.putObject("separate");
    setup.ifPresent(
        stored ->
            consumers.forEach(
                consumer ->
                    Optional.ofNullable(stored.separate().get(consumer.name()))
                        .ifPresent(
                            client ->
                                separate.set(
                                    consumer.name(),
                                    object()
                                        .put("clientId", client)
                                        .put("hasClientSecret", true)))));
    json.set("serviceAccount", account(setup));
    json.put("connections", connections);
    var guidance = json.putArray("guidance");
    consumers.forEach(consumer -> guidance.add(guidance(consumer)));
    return json.put("version", setup.map(GoogleSetup::version).orElse(0L))
        .put("updatedAt", setup.map(stored -> stored.updatedAt().toString()).orElse(null));
  }

  private static JsonNode account(Optional<GoogleSetup> setup) {
    return setup
        .flatMap(GoogleSetup::serviceAccount)
        .<JsonNode>map(
            account -> object().put("clientEmail", account.email()).put("keyId", account.keyId()))
        .orElseGet(JsonNodeFactory.instance::nullNode);
  }

  /** What to enter at the OAuth client in Google's console. */
  private ObjectNode guidance(GoogleConsumer consumer) {
    ObjectNode json =
        object()
            .put("consumer", consumer.name())
            .put("label", consumer.label())
            .put("acted", consumer.acted())
            .put("note", consumer.acted() ? null : NOBODY_ACTS);
    var addresses = json.putArray("redirectUris");
    consumer.redirectPaths().forEach(path -> addresses.add(publicUrl.at(path).toString()));
    consumer.scopes().forEach(json.putArray("scopes")::add);
    return json;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}

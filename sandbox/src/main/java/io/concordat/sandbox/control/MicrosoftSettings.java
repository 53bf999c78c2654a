package io.concordat.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.entra.Grants;
import io.concordat.sandbox.http.Json;
import java.time.Duration;
import java.util.Optional;

/** What Microsoft does not publish, or publishes and changes. */
final class MicrosoftSettings {
  private final MicrosoftParts parts;

  MicrosoftSettings(MicrosoftParts parts) {
    this.parts = parts;
  }

  ObjectNode json() {
    Grants.Lives lives = parts.entra().grants().lives();
    ObjectNode json = Json.object();
    lives
        .access()
        .ifPresentOrElse(
            life -> json.put("accessTokenSeconds", life.toSeconds()),
            () -> json.putNull("accessTokenSeconds"));
    json.put("refreshIdleSeconds", lives.idle().toSeconds());
    json.put("refreshGraceSeconds", lives.grace().toSeconds());
    return json.put("issuer", parts.entra().idTokens().issuer());
  }

  ObjectNode change(ObjectNode body) {
    Grants.Lives lives = parts.entra().grants().lives();
    parts
        .entra()
        .grants()
        .lives(
            new Grants.Lives(
                body.has("accessTokenSeconds")
                    ? seconds(body.path("accessTokenSeconds"))
                    : lives.access(),
                seconds(body.path("refreshIdleSeconds")).orElse(lives.idle()),
                seconds(body.path("refreshGraceSeconds")).orElse(lives.grace())));
    Json.text(body, "issuer").ifPresent(parts.entra().idTokens()::issuer);
    return json();
  }

  static Optional<Duration> seconds(JsonNode node) {
    return node.isNumber() ? Optional.of(Duration.ofSeconds(node.asLong())) : Optional.empty();
  }
}

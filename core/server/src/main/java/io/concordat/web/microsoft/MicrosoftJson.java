package io.concordat.web.microsoft;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.microsoft.Binding;
import io.concordat.microsoft.Flaw;
import io.concordat.microsoft.Profile;
import io.concordat.microsoft.Proof;
import io.concordat.spi.MicrosoftConsumer;
import io.concordat.spi.microsoft.MicrosoftProfiles.Reason;
import io.concordat.web.PublicUrl;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Profiles and bindings as they go out: no secret is ever among it. */
record MicrosoftJson(PublicUrl publicUrl, Instant now) {
  private static final String NOBODY_ACTS =
      "Nothing installed acts for this consumer yet: it can be bound, and nothing comes of it.";

  /**
   * @param consumers those of the tenant's bindings to it that this edition shows
   */
  ObjectNode of(Profile profile, Set<String> consumers) {
    ObjectNode json =
        object()
            .put("id", profile.id().toString())
            .put("displayName", profile.displayName())
            .put("clientId", profile.clientId())
            .put("directoryId", profile.directoryId());
    put(json, profile.proof());
    Set<Flaw> flaws = profile.flaws(now);
    json.put("archived", profile.archivedAt().isPresent())
        .put("ready", flaws.stream().noneMatch(Flaw::fatal));
    var reasons = json.putArray("reasons");
    flaws.forEach(flaw -> reasons.add(flaw.code()));
    consumers.forEach(json.putArray("consumers")::add);
    return json.put("version", profile.version())
        .put("createdAt", profile.createdAt().toString())
        .put("updatedAt", profile.updatedAt().toString());
  }

  private static void put(ObjectNode json, Proof proof) {
    switch (proof) {
      case Proof.Missing missing -> json.put("hasClientSecret", false).putNull("certificate");
      case Proof.Secret secret -> json.put("hasClientSecret", true).putNull("certificate");
      case Proof.Certificate(var thumbprint, var end) ->
          json.put("hasClientSecret", false)
              .set(
                  "certificate",
                  object().put("thumbprint", thumbprint).put("expiresAt", end.toString()));
    }
  }

  ObjectNode of(MicrosoftConsumer consumer, Optional<Binding> binding) {
    Optional<Reason> missing =
        binding.isEmpty()
            ? Optional.of(Reason.BINDING_NOT_CONFIGURED)
            : binding.flatMap(bound -> bound.unfit(now));
    ObjectNode json =
        object()
            .put("consumer", consumer.name())
            .put("label", consumer.label())
            .put("profileId", binding.map(bound -> bound.profile().id().toString()).orElse(null))
            .put("profileName", binding.map(bound -> bound.profile().displayName()).orElse(null))
            .put("state", missing.isEmpty() ? "ready" : "not_ready");
    missing.map(Reason::code).ifPresent(json.putArray("reasons")::add);
    json.set("guidance", guidance(consumer.guidance(), binding));
    return json;
  }

  /** What to enter at the app registration. */
  private ObjectNode guidance(MicrosoftConsumer.Guidance guidance, Optional<Binding> binding) {
    ObjectNode json = object().put("acted", guidance.acted());
    json.put("note", guidance.acted() ? null : NOBODY_ACTS);
    Registration wanted =
        Registration.of(guidance, publicUrl, binding.map(bound -> bound.profile().clientId()));
    wanted.redirectUris().forEach(json.putArray("redirectUris")::add);
    wanted.delegatedScopes().forEach(json.putArray("delegatedScopes")::add);
    wanted.applicationScopes().forEach(json.putArray("applicationScopes")::add);
    wanted.values().forEach(json.putObject("values")::put);
    return json;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}

package io.concordat.web.microsoft;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.microsoft.Binding;
import io.concordat.microsoft.Profile;
import io.concordat.spi.MicrosoftConsumer;
import io.concordat.spi.microsoft.MicrosoftProfiles.Reason;
import java.util.Optional;
import java.util.Set;

/** Profiles and bindings as they go out: no secret is ever among it. */
final class MicrosoftJson {
  private MicrosoftJson() {}

  /**
   * @param consumers those of the tenant's bindings to it that this edition shows
   */
  static ObjectNode of(Profile profile, Set<String> consumers) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", profile.id().toString())
            .put("displayName", profile.displayName())
            .put("clientId", profile.clientId())
            .put("directoryId", profile.directoryId())
            .put("hasClientSecret", profile.hasClientSecret())
            .put("archived", profile.archivedAt().isPresent());
    consumers.forEach(json.putArray("consumers")::add);
    return json.put("version", profile.version())
        .put("createdAt", profile.createdAt().toString())
        .put("updatedAt", profile.updatedAt().toString());
  }

  static ObjectNode of(MicrosoftConsumer consumer, Optional<Binding> binding) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("consumer", consumer.name())
            .put("label", consumer.label())
            .put("profileId", binding.map(bound -> bound.profile().id().toString()).orElse(null))
            .put("profileName", binding.map(bound -> bound.profile().displayName()).orElse(null));
    Optional<Reason> missing =
        binding.isEmpty()
            ? Optional.of(Reason.BINDING_NOT_CONFIGURED)
            : binding.flatMap(Binding::unfit);
    return json.put("ready", missing.isEmpty())
        .put("reason", missing.map(Reason::code).orElse(null));
  }
}

package io.concordat.web.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.microsoft.Binding;
import io.concordat.microsoft.Bindings;
import io.concordat.microsoft.Consumers;
import io.concordat.microsoft.Profile;
import io.concordat.microsoft.ProfileStore;
import io.concordat.spi.tenant.Tx;
import io.concordat.web.JsonIn;
import io.concordat.web.Ports;
import io.concordat.web.PublicUrl;
import io.concordat.web.Refusal;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Profiles as this edition shows them. */
@Singleton
final class ShownProfiles {
  private final Consumers consumers;
  private final ProfileStore profiles;
  private final Bindings bindings;
  private final PublicUrl publicUrl;
  private final InstantSource clock;

  ShownProfiles(
      Ports ports,
      ProfileStore profiles,
      Bindings bindings,
      PublicUrl publicUrl,
      InstantSource clock) {
    this.consumers = ports.microsoftConsumers();
    this.profiles = profiles;
    this.bindings = bindings;
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  Consumers consumers() {
    return consumers;
  }

  MicrosoftJson json() {
    return new MicrosoftJson(publicUrl, clock.instant());
  }

  Profile found(Tx tx, String id) {
    return known(tx, id, profiles::find);
  }

  /** The same, and nobody changes it before this transaction ends. */
  Profile locked(Tx tx, String id) {
    return known(tx, id, profiles::lock);
  }

  private static Profile known(Tx tx, String id, BiFunction<Tx, UUID, Optional<Profile>> look) {
    return JsonIn.asUuid(id)
        .flatMap(uuid -> look.apply(tx, uuid))
        .orElseThrow(() -> Refusal.notFound(id));
  }

  ObjectNode shown(Tx tx, Profile profile) {
    return shown(tx).apply(profile);
  }

  /** For many at once. */
  Function<Profile, ObjectNode> shown(Tx tx) {
    Map<UUID, Set<String>> served = served(tx);
    MicrosoftJson json = json();
    return profile -> json.of(profile, served.getOrDefault(profile.id(), Set.of()));
  }

  /** Who is served by which profile. */
  private Map<UUID, Set<String>> served(Tx tx) {
    return bindings.all(tx).stream()
        .filter(binding -> consumers.find(binding.consumer()).isPresent())
        .collect(
            Collectors.groupingBy(
                binding -> binding.profile().id(),
                Collectors.mapping(Binding::consumer, Collectors.toCollection(TreeSet::new))));
  }
}

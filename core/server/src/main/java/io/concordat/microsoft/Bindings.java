package io.concordat.microsoft;

import io.concordat.spi.event.Event;
import io.concordat.spi.event.Outbox;
import io.concordat.spi.microsoft.MicrosoftProfiles;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.Lookups;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Which profile serves which consumer: said by somebody, never guessed. What rebinding means for a
 * consumer is the business of whoever brings it, and hears of it by the event.
 */
public final class Bindings {
  private final Outbox outbox;
  private final InstantSource clock;
  private final Lookups lookups;

  public Bindings(Outbox outbox, InstantSource clock, Lookups lookups) {
    this.outbox = outbox;
    this.clock = clock;
    this.lookups = lookups;
  }

  /** All of the tenant's, those of consumers that are not shown here included. */
  public List<Binding> all(Tx tx) {
    return BindingRows.all(tx);
  }

  public Optional<Binding> find(Tx tx, String consumer) {
    return BindingRows.find(tx, consumer);
  }

  /** The same of the bound tenant, in a transaction of its own. */
  public Optional<Binding> look(TenantId tenant, String consumer) {
    return BindingRows.look(lookups, tenant, consumer);
  }

  /** The same, and nobody changes it before this transaction ends. */
  public Optional<Binding> hold(Tx tx, String consumer) {
    return BindingRows.lock(tx, consumer);
  }

  /** Binds for the first time or anew; the same profile again changes nothing. */
  public Bound bind(Tx tx, String consumer, UUID profileId, String cause) {
    Optional<Profile> profile = ProfileRows.hold(tx, profileId);
    if (profile.isEmpty()) {
      return new Bound.UnknownProfile();
    }
    Optional<MicrosoftProfiles.Reason> unfit = profile.get().unfitFor(consumer, clock.instant());
    if (unfit.isPresent()) {
      return new Bound.Unfit(unfit.get());
    }
    store(tx, consumer, profileId, cause);
    return new Bound.Done(BindingRows.find(tx, consumer).orElseThrow());
  }

  private void store(Tx tx, String consumer, UUID profile, String cause) {
    Instant now = clock.instant();
    if (BindingRows.insert(tx, consumer, profile, now)) {
      tell(tx, consumer, Optional.empty(), Optional.of(profile), cause);
      return;
    }
    Optional<UUID> before = BindingRows.lock(tx, consumer).map(binding -> binding.profile().id());
    if (before.isEmpty()) {
      store(tx, consumer, profile, cause); // Unbound between the two statements.
    } else if (!before.get().equals(profile)) {
      BindingRows.update(tx, consumer, profile, now);
      ProfileRows.sweep(tx, before.get());
      tell(tx, consumer, before, Optional.of(profile), cause);
    }
  }

  /** False when nothing was bound. */
  public boolean unbind(Tx tx, String consumer, String cause) {
    Optional<Binding> before = BindingRows.lock(tx, consumer);
    before.ifPresent(
        binding -> {
          BindingRows.delete(tx, consumer);
          ProfileRows.sweep(tx, binding.profile().id());
          tell(tx, consumer, Optional.of(binding.profile().id()), Optional.empty(), cause);
        });
    return before.isPresent();
  }

  private void tell(
      Tx tx, String consumer, Optional<UUID> before, Optional<UUID> after, String cause) {
    Map<String, Object> data = new HashMap<>(Map.of("consumer", consumer));
    before.ifPresent(id -> data.put("oldProfileId", id.toString()));
    after.ifPresent(id -> data.put("newProfileId", id.toString()));
    UUID subject = after.or(() -> before).orElseThrow();
    outbox.append(tx, new Event(MicrosoftProfiles.BINDING_CHANGED, subject, cause, data));
  }
}

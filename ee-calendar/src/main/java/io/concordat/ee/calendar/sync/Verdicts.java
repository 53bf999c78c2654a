package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.activity.Occasion;
import io.concordat.ee.calendar.mapping.Because;
import io.concordat.ee.calendar.mapping.Because.Cause;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.policy.PolicyRows;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.reconcile.Choice;
import io.concordat.ee.calendar.reconcile.Policy;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Conflicts as they stand, and a person's choice: what is to be pulled happens at once, what is to
 * be pushed by the next run.
 */
public final class Verdicts {
  private final Desk desk;
  private final ProviderRows providers;
  private final Wake wake;
  private final InstantSource clock;
  private final PolicyRows policies = new PolicyRows();

  public Verdicts(Desk desk, ProviderRows providers, Wake wake, InstantSource clock) {
    this.desk = desk;
    this.providers = providers;
    this.wake = wake;
    this.clock = clock;
  }

  /** In the order of the mappings, those of unknown providers left out. */
  public List<Standoff> of(Tx tx, List<Mapping> mappings, Map<UUID, Provider> known) {
    var entries = desk.entries(tx, mappings);
    var kin = desk.kin(tx, mappings);
    Policy policy = policies.of(tx);
    var found = new ArrayList<Standoff>();
    for (Mapping mapping : mappings) {
      Provider provider = known.get(mapping.provider());
      if (provider != null) {
        var part = Part.of(mapping, kin, false);
        var entry = Optional.ofNullable(entries.get(mapping.entry()));
        var subject = new Subject(mapping, Optional.of(mapping), entry, provider.user(), part);
        found.add(new Standoff(provider, Session.reconcile(provider, policy), subject));
      }
    }
    return found;
  }

  /** Reads the provider and keeps everybody else from changing it until the commit. */
  public Optional<Provider> lock(Tx tx, Mapping mapping) {
    return providers.lock(tx, mapping.provider());
  }

  /** The provider's row is locked by the caller. */
  public void apply(Tx tx, Standoff standoff, Choice choice, UserId by) {
    var because = Because.of(Cause.RESOLUTION, by);
    var effects = new Effects(Effects.Mode.RESOLVE, because, Map.of());
    effects.resolve(standoff.subject(), standoff.of(choice), standoff.remote());
    desk.apply(tx, Occasion.call(standoff.provider().id()), effects, clock.instant());
    wake.with(tx, standoff.provider());
  }
}

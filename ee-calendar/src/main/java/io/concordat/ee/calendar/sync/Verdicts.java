package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.reconcile.Choice;
import io.concordat.ee.calendar.reconcile.Decision;
import io.concordat.ee.calendar.reconcile.Remote;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.tenant.Tx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Applies a person's choice: what is to be pulled at once, what is to be pushed by the next run.
 */
public final class Verdicts {
  private final Desk desk;
  private final ProviderRows providers;
  private final Wake wake;
  private final InstantSource clock;

  public Verdicts(Desk desk, ProviderRows providers, Wake wake, InstantSource clock) {
    this.desk = desk;
    this.providers = providers;
    this.wake = wake;
    this.clock = clock;
  }

  /** The provider's row is locked by the caller. */
  public void apply(Tx tx, Provider provider, Mapping mapping, Choice choice) {
    Optional<ScheduleEntry> entry = entry(tx, mapping);
    Remote remote = mapping.agreed().theirs();
    var part = Part.of(mapping, desk.kin(tx, List.of(mapping)), false);
    var subject = new Subject(mapping, Optional.of(mapping), entry, provider.user(), part);
    Decision decision =
        Session.reconcile(provider).resolve(subject.state(remote), part.voice(), choice);
    var effects = new Effects(Effects.Mode.RESOLVE);
    effects.resolve(subject, decision, remote);
    desk.apply(tx, effects, clock.instant());
    wake.with(tx, provider);
  }

  /** The entry of a mapping as it is now, tombstone or not. */
  public Optional<ScheduleEntry> entry(Tx tx, Mapping mapping) {
    return Optional.ofNullable(desk.entries(tx, List.of(mapping)).get(mapping.entry()));
  }

  public Optional<Provider> lock(Tx tx, Mapping mapping) {
    return providers.lock(tx, mapping.provider());
  }
}

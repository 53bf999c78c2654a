package io.concordat.ee.calendar.connect;

import io.concordat.ee.calendar.connect.Apps.Holder;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.Provider.Connection;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Trouble;
import io.concordat.spi.PluginContext;
import io.concordat.spi.event.Event;
import io.concordat.spi.event.OutboxListener;
import io.concordat.spi.microsoft.MicrosoftProfiles;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Another profile serves the calendar, or none does: consents given to the one before are of no use
 * to it, and nothing falls back. What counts is the binding as it is now, so an event that comes
 * late or twice does no harm.
 */
public final class Rebinding implements OutboxListener {
  private final PluginContext core;
  private final ProviderRows providers;
  private final Vendor vendor;
  private final GrantRows grants;

  public Rebinding(PluginContext core, ProviderRows providers, Vendor vendor, Grants grants) {
    this.core = core;
    this.providers = providers;
    this.vendor = vendor;
    this.grants = grants.rows();
  }

  @Override
  public String name() {
    return "ee-calendar.bindings";
  }

  @Override
  public Set<String> types() {
    return Set.of(MicrosoftProfiles.BINDING_CHANGED);
  }

  @Override
  public void heard(TenantId tenant, List<Event> events) {
    if (events.stream()
        .anyMatch(event -> BoundProfile.CONSUMER.equals(event.data().get("consumer")))) {
      core.transactions().run(this::compare);
    }
  }

  private void compare(Tx tx) {
    Optional<Holder> now = holder(tx);
    grants.holders(tx).entrySet().stream()
        .filter(grant -> !now.equals(Optional.of(grant.getValue())))
        .map(Map.Entry::getKey)
        .sorted()
        .forEach(provider -> lost(tx, provider));
  }

  private Optional<Holder> holder(Tx tx) {
    return switch (vendor.apps().find(tx)) {
      case Apps.Found.Ready ready -> Optional.of(ready.holder());
      case Apps.Found.NotReady missing -> Optional.empty();
    };
  }

  private void lost(Tx tx, UUID id) {
    Optional<Provider> connected =
        providers
            .lock(tx, id)
            .filter(
                found ->
                    switch (found.link().connection()) {
                      case CONNECTED, APP_BROKEN -> true;
                      case CONFIGURING, RECONNECT_REQUIRED -> false;
                    });
    if (connected.isEmpty()) {
      return;
    }
    Instant now = core.clock().instant();
    providers.troubled(
        tx,
        id,
        Connection.RECONNECT_REQUIRED,
        new Provider.Trouble(
            Optional.of(Trouble.RECONNECT), Optional.of(now), Optional.empty(), false, 0));
    core.outbox()
        .append(tx, new Event("CALENDAR_PROVIDER_RECONNECT_REQUIRED", id, "binding", Map.of()));
  }
}

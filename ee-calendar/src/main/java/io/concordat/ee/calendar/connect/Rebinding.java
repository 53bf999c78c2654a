package io.concordat.ee.calendar.connect;

import io.concordat.ee.calendar.connect.Apps.Holder;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.Provider.Connection;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Trouble;
import io.concordat.spi.PluginContext;
import io.concordat.spi.event.Event;
import io.concordat.spi.event.OutboxListener;
import io.concordat.spi.google.GoogleApps;
import io.concordat.spi.microsoft.MicrosoftProfiles;
import io.concordat.spi.microsoft.MicrosoftProfiles.Reason;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Another app serves the calendar, or none does: consents given to the one before are of no use to
 * it, and nothing falls back. What counts is who serves it now, so an event that comes late or
 * twice does no harm. An app that only cannot serve for the moment heals by itself.
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
    return switch (vendor.brand()) {
      case GOOGLE -> "ee-calendar.google_app";
      case MICROSOFT -> "ee-calendar.bindings";
    };
  }

  @Override
  public Set<String> types() {
    return switch (vendor.brand()) {
      case GOOGLE -> Set.of(GoogleApps.APP_CHANGED);
      case MICROSOFT ->
          Set.of(MicrosoftProfiles.BINDING_CHANGED, MicrosoftProfiles.PROFILE_CHANGED);
    };
  }

  @Override
  public void heard(TenantId tenant, List<Event> events) {
    if (events.stream().anyMatch(Rebinding::concerns)) {
      core.transactions().run(this::compare);
    }
  }

  /** Another consumer's binding does not; whom a profile serves is not said. */
  private static boolean concerns(Event event) {
    return !event.type().equals(MicrosoftProfiles.BINDING_CHANGED)
        || BoundProfile.CONSUMER.equals(event.data().get("consumer"));
  }

  private void compare(Tx tx) {
    switch (vendor.apps().find(tx)) {
      case Apps.Found.Ready(var app, var holder) -> keepOnly(tx, Optional.of(holder));
      case Apps.Found.NotReady(var reason, var remedy) -> {
        if (reason.equals(Reason.BINDING_NOT_CONFIGURED.code())) {
          keepOnly(tx, Optional.empty());
        }
      }
    }
  }

  private void keepOnly(Tx tx, Optional<Holder> now) {
    grants.holders(tx).entrySet().stream()
        .filter(grant -> !now.equals(Optional.of(grant.getValue())))
        .map(Map.Entry::getKey)
        .sorted()
        .forEach(provider -> lost(tx, provider));
  }

  private void lost(Tx tx, UUID id) {
    Optional<Provider> locked = providers.lock(tx, id);
    if (vendor.brand() == Brand.GOOGLE) {
      grants.forget(tx, id); // The client is gone, and what it was given with it.
    }
    Optional<Provider> connected =
        locked.filter(
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
            Optional.of(cause().trouble()), Optional.of(now), Optional.empty(), false, 0));
    core.outbox()
        .append(
            tx, new Event("CALENDAR_PROVIDER_RECONNECT_REQUIRED", id, cause().said(), Map.of()));
  }

  /** Why a consent is of no use any more. */
  private record Cause(String trouble, String said) {}

  private Cause cause() {
    return switch (vendor.brand()) {
      case GOOGLE -> new Cause(Trouble.REPLACED, "google_app");
      case MICROSOFT -> new Cause(Trouble.RECONNECT, "binding");
    };
  }
}

package io.concordat.ee.calendar.connect;

import io.concordat.ee.calendar.mapping.AdoptionRows;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.spi.PluginContext;
import io.concordat.spi.event.Event;
import io.concordat.spi.tenant.Tx;
import java.util.Map;
import java.util.function.BiConsumer;

/** A provider gets its calendar: what was left there is taken back, and it may run. */
public final class Settling {
  private final PluginContext core;
  private final ProviderRows providers;
  private final AdoptionRows adoption;
  private final BiConsumer<Tx, Provider> connected;

  /**
   * @param connected what follows inside the transaction: run and watch
   */
  public Settling(
      PluginContext core,
      ProviderRows providers,
      AdoptionRows adoption,
      BiConsumer<Tx, Provider> connected) {
    this.core = core;
    this.providers = providers;
    this.adoption = adoption;
    this.connected = connected;
  }

  /**
   * @param calendar what the vendor calls it
   */
  void settle(Tx tx, Provider provider, String calendar, String redirectUri, String cause) {
    var now = core.clock().instant();
    if (provider.realCalendarId().isEmpty()) {
      adoption.adopt(tx, provider.id(), provider.vendor(), calendar, now);
    }
    providers.connected(tx, provider.id(), calendar, redirectUri, now);
    core.outbox()
        .append(
            tx,
            new Event(
                "CALENDAR_PROVIDER_CONNECTED",
                provider.id(),
                cause,
                Map.of("vendor", provider.vendor(), "userId", provider.user().toString())));
    connected.accept(tx, providers.find(tx, provider.id()).orElseThrow());
  }
}
